package architecture

import (
	"fmt"
	"go/types"
	"slices"
	"strings"
	"testing"
)

// widest is how many methods a port may have. What needs more is two ports: a
// type may implement several.
const widest = 8

// wide gives the interfaces of a package that have too many methods. An interface
// that only joins others counts as their number.
func wide(p *types.Package) (faults []string) {
	for name, i := range interfaces(p) {
		if n := i.NumExplicitMethods() + i.NumEmbeddeds(); n > widest {
			faults = append(faults, fmt.Sprintf("%s.%s has %d methods, %d at most: split it by use", strings.TrimPrefix(p.Path(), module), name, n, widest))
		}
	}
	slices.Sort(faults)
	return faults
}

func TestPortsAreNarrow(t *testing.T) {
	c, seen := compile(t), 0
	for _, b := range c.packages {
		p := c.load(t, b.ImportPath)
		seen += len(interfaces(p))
		for _, fault := range wide(p) {
			t.Error(fault)
		}
	}
	if seen < 10 {
		t.Fatalf("only %d interfaces", seen)
	}
}

func TestWidePortsAreFound(t *testing.T) {
	for source, want := range map[string]int{
		"type P interface { A(); B(); C(); D(); E(); F(); G(); H() }":                                                      0,
		"type P interface { A(); B(); C(); D(); E(); F(); G(); H(); I() }":                                                 1,
		"type P interface { Q; R }; type Q interface { A(); B(); C(); D(); E() }; type R interface { F(); G(); H(); I() }": 0,
		"type P interface { Q; A(); B(); C(); D(); E(); F(); G(); H() }; type Q interface { I() }":                         1,
		"type P struct{}; func (P) A() {}":                                                                                 0,
	} {
		if got := wide(check(t, source)); len(got) != want {
			t.Errorf("%s: %v", source, got)
		}
	}
}
