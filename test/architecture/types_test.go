package architecture

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
)

// compiled is the module's packages as the compiler sees them.
type compiled struct {
	packages []built // of this module
	exports  map[string]string
	importer types.Importer
}

// built is what `go list -export` says of a package.
type built struct {
	ImportPath, Name, Dir, Export string
	GoFiles, Imports              []string
}

// compile lists the module with what it imports. Go's build cache has the types
// already after go vet.
func compile(t *testing.T) *compiled {
	t.Helper()
	c := &compiled{exports: map[string]string{}}
	out := run(t, "go", "list", "-export", "-deps", "-json=ImportPath,Name,Dir,Export,GoFiles,Imports", "./cmd/...", "./internal/...")
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var b built
		err := d.Decode(&b)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		c.exports[b.ImportPath] = b.Export
		if strings.HasPrefix(b.ImportPath, module) {
			c.packages = append(c.packages, b)
		}
	}
	c.importer = importer.ForCompiler(token.NewFileSet(), "gc", func(path string) (io.ReadCloser, error) {
		return os.Open(c.exports[path])
	})
	return c
}

// load gives the exported types of a package.
func (c *compiled) load(t *testing.T, path string) *types.Package {
	t.Helper()
	p, err := c.importer.Import(path)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// interfaces are the exported interfaces with methods that stand in a package.
func interfaces(p *types.Package) map[string]*types.Interface {
	found := map[string]*types.Interface{}
	for _, name := range p.Scope().Names() {
		if i, ok := p.Scope().Lookup(name).Type().Underlying().(*types.Interface); ok && i.IsMethodSet() && i.NumMethods() > 0 {
			found[name] = i
		}
	}
	return found
}

// known are all interfaces that the module's packages define or import, and
// those that encoders look for without being imported.
func (c *compiled) known(t *testing.T) (all []*types.Interface) {
	t.Helper()
	paths := []string{"encoding"}
	for _, b := range c.packages {
		paths = append(append(paths, b.ImportPath), b.Imports...)
	}
	slices.Sort(paths)
	for _, path := range slices.Compact(paths) {
		if c.exports[path] == "" { // unsafe, C
			continue
		}
		for _, i := range interfaces(c.load(t, path)) {
			all = append(all, i)
		}
	}
	return all
}

// check gives the types of a made-up package.
func check(t *testing.T, source string) *types.Package {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "x.go", "package x\n"+source, 0)
	if err != nil {
		t.Fatal(err)
	}
	p, err := (&types.Config{}).Check("x", fset, []*ast.File{file}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
