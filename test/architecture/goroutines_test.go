package architecture

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"
)

// unguarded are the client's folders where a panic in a goroutine would be
// printed over the terminal. The demo's parts run in a program of their own.
var unguarded = []string{"cmd/tandtui/", "internal/app/", "internal/store/", "internal/sync/", "internal/ui/", "internal/card/reader", "internal/card/session", "internal/card/pcsc/", "internal/card/siths/", "internal/card/pkcs15/", "internal/card/apdu/"}

// TestGoroutinesAreGuarded: the client starts goroutines with internal/panics only.
func TestGoroutinesAreGuarded(t *testing.T) {
	seen := 0
	files(t, func(name string, content []byte) {
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || !startsWithAny(name, unguarded) {
			return
		}
		for _, fault := range bareGoroutines(t, name, content) {
			t.Error(fault)
		}
		seen++
	})
	if seen < 50 {
		t.Fatalf("only %d files", seen)
	}
}

func startsWithAny(name string, starts []string) bool {
	for _, s := range starts {
		if strings.HasPrefix(name, s) {
			return true
		}
	}
	return false
}

// bareGoroutines finds go statements, and calls of a method Go (sync.WaitGroup)
// with anything but panics.Work.
func bareGoroutines(t *testing.T, name string, content []byte) (faults []string) {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, content, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			faults = append(faults, fset.Position(n.Pos()).String()+": a bare go statement: use panics.Go")
		case *ast.CallExpr:
			if called(n) == "Go" && owner(n) != "panics" && (len(n.Args) != 1 || !isWork(n.Args[0])) {
				faults = append(faults, fset.Position(n.Pos()).String()+": a bare goroutine: give it panics.Work")
			}
		}
		return true
	})
	return faults
}

func called(c *ast.CallExpr) string {
	if s, ok := c.Fun.(*ast.SelectorExpr); ok {
		return s.Sel.Name
	}
	return ""
}

func owner(c *ast.CallExpr) string {
	if s, ok := c.Fun.(*ast.SelectorExpr); ok {
		if x, ok := s.X.(*ast.Ident); ok {
			return x.Name
		}
	}
	return ""
}

func isWork(e ast.Expr) bool {
	c, ok := e.(*ast.CallExpr)
	return ok && owner(c) == "panics" && called(c) == "Work"
}

func TestBareGoroutinesAreFound(t *testing.T) {
	for source, want := range map[string]int{
		"go f()":                       1,
		"go func() {}()":               1,
		"w.Go(f)":                      1,
		"panics.Go(f)":                 0,
		"w.running.Go(panics.Work(f))": 0,
		"w.running.Go(func() {})":      1,
	} {
		if got := bareGoroutines(t, "x.go", []byte("package x\nfunc _() { "+source+" }")); len(got) != want {
			t.Errorf("%s: %v", source, got)
		}
	}
}
