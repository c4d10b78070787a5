package architecture

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"strings"
	"testing"
)

// TestExportedMethodsAreExplained: each exported method has a comment, except
// where it implements an interface that explains it already. (The linter knows
// no interfaces and would demand a comment there too.)
func TestExportedMethodsAreExplained(t *testing.T) {
	c := compile(t)
	known, seen := c.known(t), 0
	for _, b := range c.packages {
		if b.Name == "main" { // nobody imports it
			continue
		}
		p := c.load(t, b.ImportPath)
		for _, name := range b.GoFiles {
			fset := token.NewFileSet()
			file, err := parser.ParseFile(fset, filepath.Join(b.Dir, name), nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			seen++
			for _, f := range bareMethods(file) {
				if !implements(p, receiver(f), f.Name.Name, known) {
					t.Errorf("%s: method %s has no comment, and no interface explains it", fset.Position(f.Pos()), f.Name.Name)
				}
			}
		}
	}
	if seen < 200 {
		t.Fatalf("only %d files", seen)
	}
}

// bareMethods are the exported methods of exported types without a comment.
func bareMethods(file *ast.File) (found []*ast.FuncDecl) {
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil && f.Doc == nil && f.Name.IsExported() && ast.IsExported(receiver(f)) {
			found = append(found, f)
		}
	}
	return found
}

// receiver is the name of a method's type.
func receiver(f *ast.FuncDecl) string {
	e := f.Recv.List[0].Type
	for {
		switch x := e.(type) {
		case *ast.StarExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.IndexListExpr:
			e = x.X
		case *ast.Ident:
			return x.Name
		default:
			return ""
		}
	}
}

// implements tells whether a type's method is one of an interface that the type
// implements. Package errors names its interfaces nowhere.
func implements(p *types.Package, typeName, method string, known []*types.Interface) bool {
	switch method {
	case "Error", "Unwrap", "Is", "As":
		return true
	}
	o := p.Scope().Lookup(typeName)
	if o == nil {
		return false
	}
	for _, i := range known {
		if m, _, _ := types.LookupFieldOrMethod(i, false, p, method); m != nil && types.Implements(types.NewPointer(o.Type()), i) {
			return true
		}
	}
	return false
}

func TestBareMethodsAreFound(t *testing.T) {
	source := `package x
type I interface { Put(int) }
type T struct{}
type U[K any] struct{}
type v struct{}
func (T) Put(int) {}
func (*T) Bare() {}
func (*U[K]) Bare() {}
// Told says why.
func (T) Told() {}
func (v) Bare() {}
func (T) quiet() {}
`
	file, err := parser.ParseFile(token.NewFileSet(), "x.go", source, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	p := check(t, strings.TrimPrefix(source, "package x\n"))
	known := []*types.Interface{interfaces(p)["I"]}
	var found []string
	for _, f := range bareMethods(file) {
		if !implements(p, receiver(f), f.Name.Name, known) {
			found = append(found, receiver(f)+"."+f.Name.Name)
		}
	}
	if got := strings.Join(found, " "); got != "T.Bare U.Bare" {
		t.Errorf("found %q", got)
	}
}
