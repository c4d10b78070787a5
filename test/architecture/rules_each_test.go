package architecture

import (
	"path"
	"strings"
	"testing"
)

// Each rule can fail: a made-up package breaks it, and its neighbour does not.
func TestJudge(t *testing.T) {
	imports := func(name string, i ...string) pkg { return pkg{ImportPath: module + name, Imports: i} }
	for name, x := range map[string]struct {
		p    pkg
		says string // "" for nothing
	}{
		"domain, Go's own":         {imports("internal/domain", "strings", "log/slog"), ""},
		"domain, a module":         {imports("internal/domain", "golang.org/x/text/unicode/norm"), "beside the standard library"},
		"domain, cgo":              {imports("internal/domain", "C"), "beside the standard library"},
		"domain, rules":            {imports("internal/domain", module+"internal/domain/rules"), "may not import internal/domain/rules"},
		"rules, domain":            {imports("internal/domain/rules", module+"internal/domain"), ""},
		"rules, region":            {imports("internal/domain/rules", module+"internal/region"), "may not import internal/region"},
		"region, a module":         {imports("internal/region", "github.com/pelletier/go-toml/v2"), ""},
		"region, rules":            {imports("internal/region", module+"internal/domain/rules"), "may not import internal/domain/rules"},
		"api, sync":                {imports("internal/api", module+"internal/sync"), "may not import internal/sync"},
		"app, rules":               {imports("internal/app", module+"internal/domain/rules"), ""},
		"app, store":               {imports("internal/app", module+"internal/store"), "may not import internal/store"},
		"app, ui":                  {imports("internal/app", module+"internal/ui"), "may not import internal/ui"},
		"ui, app":                  {imports("internal/ui", module+"internal/app"), ""},
		"ui, store":                {imports("internal/ui", module+"internal/store"), "may not import internal/store"},
		"ui, one screen":           {imports("internal/ui", module+"internal/ui/screen/home"), "may not import internal/ui/screen/home"},
		"routes, a screen":         {imports("internal/ui/routes", module+"internal/ui/screen/home"), ""},
		"screen, form":             {imports("internal/ui/screen/home", module+"internal/ui/form"), ""},
		"screen, sync":             {imports("internal/ui/screen/home", module+"internal/sync"), "may not import internal/sync"},
		"screen, card":             {imports("internal/ui/screen/login", module+"internal/card"), "may not import internal/card"},
		"screen, server":           {imports("internal/ui/screen/login", module+"internal/server"), "may not import internal/server"},
		"screen, another":          {imports("internal/ui/screen/home", module+"internal/ui/screen/login"), "may not import internal/ui/screen/login"},
		"server, rules":            {imports("internal/server", module+"internal/domain/rules"), ""},
		"server, app":              {imports("internal/server", module+"internal/app"), "may not import internal/app"},
		"server, its own store":    {imports("internal/server", module+"internal/server/sqlstore"), "may not import internal/server/sqlstore"},
		"server, client's store":   {imports("internal/server", module+"internal/store"), "may not import internal/store"},
		"server, card":             {imports("internal/server/desk", module+"internal/card/siths"), "may not import internal/card/siths"},
		"pcsc, scard":              {imports("internal/card/pcsc", "github.com/ebfe/scard"), ""},
		"siths, scard":             {imports("internal/card/siths", "github.com/ebfe/scard"), "is for internal/card/pcsc"},
		"siths' test, scard":       {pkg{ImportPath: module + "internal/card/siths", XTestImports: []string{"github.com/ebfe/scard"}}, "is for internal/card/pcsc"},
		"app, Bubble Tea":          {imports("internal/app", "github.com/charmbracelet/bubbletea"), "is for internal/ui/..."},
		"sync, bbolt":              {imports("internal/sync", "go.etcd.io/bbolt/errors"), "is for internal/store"},
		"app, testing":             {imports("internal/app", "testing"), "is no test"},
		"app, a part of testing":   {imports("internal/app", "testing/fstest"), "is no test"},
		"app's test, testing":      {pkg{ImportPath: module + "internal/app", TestImports: []string{"testing"}}, ""},
		"form, uitest":             {imports("internal/ui/form", module+"internal/ui/uitest"), "is no test"},
		"form's test, uitest":      {pkg{ImportPath: module + "internal/ui/form", XTestImports: []string{module + "internal/ui/uitest"}}, ""},
		"uitest, testing":          {imports("internal/ui/uitest", "testing"), ""},
		"test, anything":           {imports("test/e2e", "testing", module+"internal/store", "go.etcd.io/bbolt"), ""},
		"a new package":            {imports("internal/helpers"), "is not in the table"},
		"a neighbour by name":      {imports("internal/domainer"), "is not in the table"},
		"another module":           {pkg{ImportPath: "example.com/x", Imports: []string{"testing"}}, ""},
		"tandserver with a screen": {pkg{ImportPath: module + "cmd/tandserver", Deps: []string{module + "internal/ui/screen/home"}}, "holds internal/ui/screen/home"},
		"tandserver with lipgloss": {pkg{ImportPath: module + "cmd/tandserver", Deps: []string{"github.com/charmbracelet/lipgloss"}}, "holds github.com/charmbracelet/lipgloss"},
		"tandserver with scard":    {pkg{ImportPath: module + "cmd/tandserver", Deps: []string{"github.com/ebfe/scard"}}, "holds github.com/ebfe/scard"},
		"tandserver with SQLite":   {pkg{ImportPath: module + "cmd/tandserver", Deps: []string{"modernc.org/sqlite/lib"}}, ""},
		"tandtui with SQLite":      {pkg{ImportPath: module + "cmd/tandtui", Deps: []string{"modernc.org/sqlite/lib"}}, "holds modernc.org/sqlite/lib"},
		"tandtui with the server":  {pkg{ImportPath: module + "cmd/tandtui", Deps: []string{module + "internal/server/desk"}}, "holds internal/server/desk"},
		"tandtui with testing":     {pkg{ImportPath: module + "cmd/tandtui", Deps: []string{"testing"}}, "holds testing"},
		"tandtui with Bubble Tea":  {pkg{ImportPath: module + "cmd/tandtui", Deps: []string{"github.com/charmbracelet/bubbletea"}}, ""},
	} {
		got := strings.ReplaceAll(strings.Join(judge([]pkg{x.p}), "\n"), module, "")
		if x.says == "" && got != "" || !strings.Contains(got, x.says) {
			t.Errorf("%s: says %q, not %q", name, got, x.says)
		}
	}
}

// A line that no package reaches is dead: its package is gone, or an earlier line
// takes all that it means.
func TestTableIsUsed(t *testing.T) {
	packages := strings.Fields(string(run(t, "go", "list", "./...")))
	used := map[string]bool{}
	for _, p := range packages {
		for _, s := range table {
			if within(strings.TrimPrefix(p, module), s.name) {
				used[s.name] = true
				break
			}
		}
	}
	for _, s := range table {
		if !used[s.name] {
			t.Errorf("line %s has no package, or an earlier one takes them all", s.name)
		}
	}
}

func TestTooLong(t *testing.T) {
	for _, l := range lengths {
		if _, err := path.Match(l.pattern, "x.go"); err != nil || l.why == "" {
			t.Errorf("%+v: %v", l, err)
		}
	}
	for file, x := range map[string]struct {
		lines int
		ok    bool
	}{
		"internal/app/a.go":      {350, true},
		"internal/app/b.go":      {351, false},
		"internal/app/a_test.go": {600, true},
		"internal/app/b_test.go": {601, false},
		"docs/manual.sv.md":      {5000, true},
	} {
		if fault := tooLong(file, x.lines); (fault == "") != x.ok {
			t.Errorf("%s, %d lines: %q", file, x.lines, fault)
		}
	}
}

func TestNamesIn(t *testing.T) {
	bad := []string{"/src/", "modules.example.com"}
	for content, want := range map[string]bool{
		"see /src/tandtui/a.go":               true,
		"/src/x":                              true,
		"dir=/src/x":                          true,
		"\"/src/x\"":                          true,
		"https://example.org/src/a":           false,
		"a/src/b then /src/c":                 true,
		"${HOME}/src/x":                       false,
		"GOPROXY=https://modules.example.com": true,
		"nothing":                             false,
	} {
		if got := len(namesIn("f", content, bad)) > 0; got != want {
			t.Errorf("%q: %v", content, got)
		}
	}
}

// The names looked for are this computer's: the checkout's own folder is among them.
func TestMachineKnowsItself(t *testing.T) {
	root := strings.TrimSpace(string(run(t, "go", "list", "-m", "-f", "{{.Dir}}")))
	faults := namesIn("f", "cd "+root+"/ && make", machine(t))
	if len(faults) == 0 {
		t.Errorf("%s is not taken for a path of this computer", root)
	}
}
