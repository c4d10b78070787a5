package architecture

import (
	"fmt"
	"go/types"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// truthful are documents whose names of files and of Go things must exist.
// Decisions (docs/adr) are history and may name what has gone.
var truthful = []string{"README.md", "docs/architecture.md", "docs/do-and-dont.md", "docs/performance.md", "docs/region-profile.md"}

var (
	codeSpan = regexp.MustCompile("`([^`\n]+)`")
	aPath    = regexp.MustCompile(`^[a-z][\w*-]*(/[\w.*-]+)+/?$|^[\w-]+\.(go|md|toml|yaml|sql)$`)
	anIdent  = regexp.MustCompile(`^([a-z]\w*)\.([A-Z]\w*)(?:\.([A-Za-z]\w*))?`)
)

// TestC13DocsNameWhatExists: what a document has in code spans, and looks like a
// file of ours or like something of a package of ours, is there.
func TestC13DocsNameWhatExists(t *testing.T) {
	c := compile(t)
	packages := map[string]*types.Package{}
	for _, b := range c.packages {
		if p := c.load(t, b.ImportPath); p.Name() != "main" {
			packages[p.Name()] = p
		}
	}
	seen := 0
	for _, doc := range truthful {
		content, err := os.ReadFile(filepath.Join("..", "..", doc))
		if err != nil {
			t.Fatal(err)
		}
		for _, span := range codeSpan.FindAllSubmatch(content, -1) {
			seen++
			if fault := unknown(string(span[1]), packages); fault != "" {
				t.Errorf("%s: %s", doc, fault)
			}
		}
	}
	if seen < 100 {
		t.Fatalf("only %d code spans", seen)
	}
}

// unknown says what a code span names that does not exist, "" if nothing.
func unknown(span string, packages map[string]*types.Package) string {
	if aPath.MatchString(span) && !strings.HasPrefix(span, "bin/") && !isFile(span) {
		return fmt.Sprintf("there is no file %s", span)
	}
	if m := anIdent.FindStringSubmatch(span); m != nil && packages[m[1]] != nil && !has(packages[m[1]], m[2], m[3]) {
		return fmt.Sprintf("there is no %s", m[0])
	}
	return ""
}

// isFile reports whether a path is one of the project's, as documents write it:
// from the root or from one of the folders that they speak of.
func isFile(span string) bool {
	for _, from := range []string{"", "internal", "internal/ui", "internal/domain", "internal/domain/rules", "internal/api", "internal/region/data", "docs"} {
		if found, err := filepath.Glob(filepath.Join("..", "..", from, span)); err == nil && len(found) > 0 {
			return true
		}
	}
	return false
}

// has reports whether a package has an exported name, or a type with a method or
// field of that name; and, if member is not empty, whether that name has it.
func has(p *types.Package, name, member string) bool {
	o := p.Scope().Lookup(name)
	if member != "" {
		return o != nil && hasMember(p, o, member)
	}
	if o != nil {
		return true
	}
	for _, n := range p.Scope().Names() {
		if hasMember(p, p.Scope().Lookup(n), name) {
			return true
		}
	}
	return false
}

func hasMember(p *types.Package, o types.Object, member string) bool {
	if _, ok := o.(*types.TypeName); !ok {
		return false
	}
	found, _, _ := types.LookupFieldOrMethod(o.Type(), true, p, strings.TrimSuffix(member, "…"))
	return found != nil
}

func TestUnknownNamesAreFound(t *testing.T) {
	packages := map[string]*types.Package{"x": check(t, "type T struct{ F int }; func (T) M() {}; type I interface { N() }; const C = 1")}
	for span, ok := range map[string]bool{
		"internal/text":        true,
		"screen/*":             true,
		"docs/nothing.md":      false,
		"fields.go":            true,
		"nothing.go":           false,
		"bin/tandtui":          true, // is built
		"/v1/clinics/{clinic}": true, // no path of ours
		"go list -export":      true,
		"x.T":                  true,
		"x.T{F}":               true,
		"x.T.F":                true,
		"x.T.M":                true,
		"x.M":                  true, // a method is named by its package
		"x.I.N":                true,
		"x.C":                  true,
		"x.Nothing":            false,
		"x.T.Nothing":          false,
		"other.Nothing":        true, // another's package
	} {
		if fault := unknown(span, packages); (fault == "") != ok {
			t.Errorf("%s: %q", span, fault)
		}
	}
}

// TestEveryPackageHasItsPlace: docs/architecture.md says what each folder below
// internal is for. A star stands for all folders at its place.
func TestEveryPackageHasItsPlace(t *testing.T) {
	content, err := os.ReadFile(filepath.Join("..", "..", "docs", "architecture.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(content), "\n## What lies where\n")
	section, _, found := strings.Cut(rest, "\n## ")
	if !found {
		t.Fatal("docs/architecture.md has no section What lies where")
	}
	var places []string
	for _, span := range codeSpan.FindAllStringSubmatch(section, -1) {
		places = append(places, span[1])
	}
	if fault := homeless(strings.Fields(string(run(t, "go", "list", "./internal/..."))), places); len(fault) > 0 {
		t.Errorf("docs/architecture.md does not say what lies in %s", strings.Join(fault, ", "))
	}
}

// homeless are the packages below internal that no place names.
func homeless(packages, places []string) (missing []string) {
	for _, p := range packages {
		name := strings.TrimPrefix(p, module+"internal/")
		if !slices.ContainsFunc(places, func(place string) bool { ok, _ := path.Match(place, name); return ok }) {
			missing = append(missing, name)
		}
	}
	return missing
}

func TestHomelessPackagesAreFound(t *testing.T) {
	in := []string{module + "internal/a", module + "internal/a/b", module + "internal/c/d", module + "internal/c/d/e"}
	if got := strings.Join(homeless(in, []string{"a", "c/*"}), " "); got != "a/b c/d/e" {
		t.Errorf("found %q", got)
	}
}
