package text_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"example.org/tandtui/internal/text"
)

// notClient are the packages whose codes no user of the client meets.
var notClient = []string{"server", "demo"}

// TestEveryErrorHasItsSentence reads the client's sources: every code of an
// error (a constant Code…, a field Code) must have a sentence that says what
// happened and what to do.
func TestEveryErrorHasItsSentence(t *testing.T) {
	codes := map[string]token.Position{}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && slices.Contains(notClient, d.Name()):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		return collectCodes(path, codes)
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(codes) < 30 {
		t.Fatalf("only %d codes found: the sources have moved", len(codes))
	}
	for code, at := range codes {
		s := text.Error(code)
		if !text.HasError(code) || s.What == "" || s.Do == "" {
			t.Errorf("%v: %s has no sentence with a next step", at, code)
		}
	}
}

func collectCodes(path string, codes map[string]token.Position) error {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	note := func(name, value ast.Node) {
		id, _ := name.(*ast.Ident)
		lit, _ := value.(*ast.BasicLit)
		if id == nil || lit == nil || lit.Kind != token.STRING || !strings.HasPrefix(id.Name, "Code") {
			return
		}
		if s, err := strconv.Unquote(lit.Value); err == nil && strings.Contains(s, ".") {
			codes[s] = set.Position(lit.Pos())
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.KeyValueExpr:
			note(n.Key, n.Value)
		case *ast.ValueSpec:
			for i, v := range n.Values {
				note(n.Names[i], v)
			}
		case *ast.AssignStmt:
			for i, v := range n.Rhs {
				if sel, ok := n.Lhs[min(i, len(n.Lhs)-1)].(*ast.SelectorExpr); ok {
					note(sel.Sel, v)
				}
			}
		}
		return true
	})
	return nil
}

// What the server says in words, an older client shows as it is.
func TestEveryProblemHasItsSentence(t *testing.T) {
	for _, code := range problemCodes(t) {
		if s := text.ServerProblem(code); s.What == "" || s.Do == "" {
			t.Errorf("%s has no sentence with a next step", code)
		}
	}
	if s := text.Error("nobody.knows\x1b"); s.Do == "" || strings.Contains(s.What, "\x1b") {
		t.Errorf("an unknown code: %q", s)
	}
}

// problemCodes are the values of all constants Problem… of package api but the
// media type and the base of names.
func problemCodes(t *testing.T) (codes []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../api/problem.go", nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || !strings.HasPrefix(spec.Names[0].Name, "Problem") || strings.HasPrefix(spec.Names[0].Name, "ProblemType") {
			return true
		}
		code, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		if err != nil {
			t.Fatal(err)
		}
		codes = append(codes, code)
		return true
	})
	if len(codes) < 20 {
		t.Fatalf("only %d problem codes found", len(codes))
	}
	return codes
}
