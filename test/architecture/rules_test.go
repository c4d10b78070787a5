package architecture

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

const module = "example.org/tandtui/"

// pkg is what `go list -json` says of a package.
type pkg struct {
	ImportPath                               string
	Imports, TestImports, XTestImports, Deps []string
}

// permit says which packages of this module a package may import. A name that
// ends in "/..." means all packages below it. docs/architecture.md draws the same.
type permit struct {
	name string
	own  []string
}

// The first line that fits a package counts.
var table = []permit{
	{"cmd/internal/cli", []string{"internal/text"}},
	{"cmd/tandserver", []string{"cmd/internal/cli", "internal/bank", "internal/bankid/...", "internal/demo/data", "internal/demo/demobank", "internal/demo/manifest", "internal/domain", "internal/export", "internal/domain/money", "internal/invoicefile", "internal/region", "internal/server/...", "internal/settings", "internal/sheet", "internal/text", "internal/version"}},
	{"cmd/tandtui", []string{"cmd/internal/cli", "internal/app", "internal/demo/phone", "internal/keyring", "internal/files", "internal/card/...", "internal/demo/manifest", "internal/doctor", "internal/demo/stage", "internal/domain", "internal/invoicefile", "internal/panics", "internal/output", "internal/recovery", "internal/region", "internal/settings", "internal/store", "internal/sync", "internal/text", "internal/ui/labels", "internal/ui/...", "internal/version"}},

	{"internal/domain", nil},
	{"internal/domain/rules", []string{"internal/domain"}},
	{"internal/domain/money", []string{"internal/domain"}},
	{"internal/domain/outlook", []string{"internal/domain", "internal/bankday"}},
	{"internal/region", []string{"internal/domain"}},
	{"internal/bankday", []string{"internal/domain"}},
	{"internal/bank", []string{"internal/domain"}},
	{"internal/bankid", nil},
	{"internal/bankid/sim", []string{"internal/bankid"}},
	{"internal/invoicefile", []string{"internal/domain/..."}},
	{"internal/text", []string{"internal/domain/...", "internal/invoicefile"}},
	{"internal/api", []string{"internal/domain"}},
	{"internal/sheet", []string{"internal/domain", "internal/text"}},
	{"internal/version", nil},
	{"internal/settings", nil},
	{"internal/doctor", []string{"internal/app", "internal/domain", "internal/text"}},
	{"internal/panics", nil},
	{"internal/secret/...", nil},
	{"internal/output", nil},
	{"internal/files", []string{"internal/domain", "internal/output"}},
	{"internal/export", []string{"internal/domain", "internal/text"}},

	{"internal/recovery", []string{"internal/secret"}},
	{"internal/keyring", []string{"internal/app", "internal/domain", "internal/panics", "internal/secret"}},
	{"internal/app", []string{"internal/bank", "internal/bankday", "internal/domain/...", "internal/invoicefile", "internal/panics", "internal/recovery", "internal/secret", "internal/text"}},
	{"internal/editor", []string{"internal/app", "internal/domain/...", "internal/text"}},
	{"internal/store", []string{"internal/app", "internal/domain", "internal/secret"}},
	{"internal/sync", []string{"internal/api", "internal/app", "internal/domain", "internal/invoicefile", "internal/panics"}},
	{"internal/card", []string{"internal/app", "internal/card/...", "internal/domain", "internal/panics", "internal/secret", "internal/text"}},
	{"internal/card/...", []string{"internal/card/...", "internal/panics", "internal/secret"}},

	{"internal/ui/labels", []string{"internal/bank", "internal/domain/...", "internal/text"}},
	{"internal/ui/earlybird", nil},
	{"internal/ui/layout", nil},
	{"internal/ui/terminal", nil},
	{"internal/ui/outline", nil},
	{"internal/ui/qr", []string{"internal/ui/layout"}},
	{"internal/ui/theme", nil},
	{"internal/ui/keys", []string{"internal/ui/labels"}},
	{"internal/ui/form", []string{"internal/secret", "internal/domain", "internal/text", "internal/ui/labels", "internal/ui/keys", "internal/ui/layout", "internal/ui/outline", "internal/ui/theme"}},
	{"internal/ui/paper", []string{"internal/domain", "internal/export", "internal/text", "internal/ui/labels"}},
	{"docs", nil},
	{"internal/ui/markdown", []string{"internal/ui/layout"}},
	{"internal/ui/screen/support", []string{
		"internal/app", "internal/doctor", "internal/domain/rules", "internal/text", "internal/ui/keys", "internal/ui/labels", "internal/ui/layout", "internal/ui/outline", "internal/ui/page", "internal/ui/screen",
	}},
	{"internal/ui/screen/manual", []string{"docs", "internal/ui/form", "internal/ui/keys", "internal/ui/labels", "internal/ui/layout", "internal/ui/markdown", "internal/ui/outline", "internal/ui/screen"}},
	{"internal/ui/page", []string{"internal/ui/layout", "internal/ui/outline", "internal/ui/theme"}},
	{"internal/ui/table", []string{"internal/export", "internal/ui/layout", "internal/ui/outline", "internal/ui/theme"}},
	{"internal/ui/list", []string{
		"internal/domain", "internal/export", "internal/text", "internal/ui/form", "internal/ui/keys", "internal/ui/labels", "internal/ui/layout",
		"internal/ui/outline", "internal/ui/page", "internal/ui/screen", "internal/ui/table", "internal/ui/theme",
	}},
	{"internal/ui/autosave", []string{"internal/domain", "internal/text", "internal/ui/labels", "internal/ui/screen"}},
	{"internal/ui/patientcard", []string{"internal/app", "internal/domain/...", "internal/text", "internal/ui/labels", "internal/ui/form", "internal/ui/layout", "internal/ui/outline", "internal/ui/page", "internal/ui/theme"}},
	{"internal/ui/span", []string{"internal/app", "internal/domain", "internal/text", "internal/ui/keys", "internal/ui/labels", "internal/ui/list", "internal/ui/screen", "internal/ui/table"}},
	{"internal/ui/drafting", []string{"internal/app", "internal/domain", "internal/editor", "internal/ui/patientcard"}},
	{"internal/ui/screen", []string{"internal/app", "internal/domain", "internal/files", "internal/text", "internal/ui/keys", "internal/ui/labels", "internal/ui/layout", "internal/ui/outline", "internal/ui/page", "internal/ui/theme"}},
	{"internal/ui/picker", []string{"internal/domain", "internal/files", "internal/text", "internal/ui/form", "internal/ui/keys", "internal/ui/labels", "internal/ui/layout", "internal/ui/outline", "internal/ui/page", "internal/ui/screen", "internal/ui/table"}},
	{"internal/ui/screen/...", []string{
		"internal/app", "internal/bank", "internal/domain/...", "internal/editor", "internal/export", "internal/invoicefile", "internal/text", "internal/ui/labels", "internal/ui/autosave", "internal/ui/drafting", "internal/ui/form", "internal/ui/keys",
		"internal/ui/layout", "internal/ui/list", "internal/ui/outline", "internal/ui/page", "internal/ui/paper", "internal/ui/patientcard", "internal/ui/picker", "internal/ui/qr", "internal/ui/screen", "internal/ui/span", "internal/ui/table", "internal/ui/theme",
	}},
	{"internal/ui/routes", []string{"internal/app", "internal/domain", "internal/ui/form", "internal/ui/labels", "internal/ui/screen/..."}},
	{"internal/ui/uitest", []string{"internal/ui/keys", "internal/ui/layout", "internal/ui/outline", "internal/ui/screen", "internal/ui/theme"}},
	{"internal/ui", []string{
		"internal/app", "internal/domain", "internal/panics", "internal/text", "internal/ui/labels", "internal/ui/earlybird", "internal/ui/form", "internal/ui/keys",
		"internal/ui/layout", "internal/ui/outline", "internal/ui/page", "internal/ui/screen", "internal/ui/terminal", "internal/ui/theme",
	}},

	{"internal/server", []string{"internal/api", "internal/bankid", "internal/domain/...", "internal/invoicefile", "internal/region", "internal/text"}},
	{"internal/server/sqlstore", []string{"internal/domain/...", "internal/server"}},
	{"internal/server/desk", []string{"internal/bank", "internal/bankday", "internal/domain/...", "internal/region", "internal/server", "internal/text"}},
	{"internal/server/imports", []string{"internal/bank", "internal/domain", "internal/server", "internal/sheet", "internal/text"}},
	{"internal/server/pki", nil},
	{"internal/demo/data", []string{"internal/api", "internal/demo/manifest", "internal/domain/...", "internal/invoicefile", "internal/region", "internal/server/..."}},

	{"internal/demo/stage", []string{"internal/card/pcscd", "internal/card/virtualcard", "internal/demo/manifest"}},
	{"internal/demo/manifest", nil},
	{"internal/demo/phone", []string{"internal/demo/manifest"}},
	{"internal/demo/demobank", []string{"internal/bank", "internal/domain"}},

	{"test/...", []string{"cmd/...", "internal/...", "test/..."}},
}

// stdOnly import nothing that is not Go's own.
var stdOnly = []string{"internal/domain/...", "internal/api", "internal/version", "internal/panics", "internal/demo/manifest"}

// owners are the only packages that may import a module, tests included; they
// hide it from the others. test/... may import everything.
var owners = map[string][]string{
	"github.com/ebfe/scard":              {"internal/card/pcsc"},
	"github.com/ebitengine/purego":       {"internal/card/cryptoki"},
	"filippo.io/age":                     {"internal/recovery"},
	"go.etcd.io/bbolt":                   {"internal/store"},
	"github.com/go-resty/resty/v2":       {"internal/sync"},
	"modernc.org/sqlite":                 {"internal/server/sqlstore"},
	"github.com/pressly/goose/v3":        {"internal/server/sqlstore"},
	"github.com/charmbracelet/bubbletea": {"internal/ui/..."},
	"github.com/charmbracelet/bubbles":   {"internal/ui/..."},
	"github.com/charmbracelet/lipgloss":  {"internal/ui/earlybird"}, // drawing is layout's and theme's
	"github.com/alecthomas/kong":         {"cmd/..."},
	"rsc.io/qr":                          {"internal/ui/qr"},
	"github.com/makiuchi-d/gozxing":      {},
	"github.com/zalando/go-keyring":      {"internal/keyring"},
	"github.com/xuri/excelize/v2":        {"internal/export", "internal/server/imports", "internal/sheet"},
	"github.com/aymanbagabas/go-osc52":   {"internal/output"},
	"github.com/rogpeppe/go-internal":    {"cmd/..."},
	"codeberg.org/go-pdf/fpdf":           {"internal/export"},
	"golang.org/x/image":                 {"internal/export"},
}

// kits are test tools: no program may link them, nor package testing.
var kits = []string{"internal/ui/uitest", "internal/card/cardtest", "internal/secret/memtest"}

// unlinked is what a program must not link, not even indirectly.
var unlinked = map[string][]string{
	"cmd/tandserver": {
		"github.com/charmbracelet", "github.com/ebfe/scard", "go.etcd.io/bbolt", "testing",
		module + "internal/app", module + "internal/card", module + "internal/store", module + "internal/sync", module + "internal/ui",
	},
	"cmd/tandtui": {
		"modernc.org/sqlite", "github.com/pressly/goose/v3", "github.com/jackc/pgx/v5", "testing",
		module + "internal/server",
	},
}

// judge gives what is wrong with the imports of packages, a sentence each.
func judge(packages []pkg) (faults []string) {
	for _, p := range packages {
		name, ours := strings.CutPrefix(p.ImportPath, module)
		if !ours {
			continue
		}
		say := func(format string, args ...any) {
			faults = append(faults, name+": "+fmt.Sprintf(format, args...))
		}
		at := slices.IndexFunc(table, func(p permit) bool { return within(name, p.name) })
		if at < 0 {
			say("is not in the table of test/architecture: say there what it may import")
			continue
		}
		for _, i := range p.Imports {
			if own, ok := strings.CutPrefix(i, module); ok && !withinAny(own, table[at].own) {
				say("may not import %s", own)
			}
			if !standard(i) && !strings.HasPrefix(i, module) && withinAny(name, stdOnly) {
				say("may import nothing beside the standard library, not %s", i)
			}
			if testTool(i) && !withinAny(name, kits) && !within(name, "test/...") {
				say("is no test and may not import %s", i)
			}
		}
		for _, i := range slices.Concat(p.Imports, p.TestImports, p.XTestImports) {
			for m, o := range owners {
				if within(i, m+"/...") && !withinAny(name, o) && !within(name, "test/...") {
					say("may not import %s, which is for %s", i, strings.Join(o, " "))
				}
			}
		}
		for _, d := range p.Deps {
			for _, bad := range unlinked[name] {
				if within(d, bad+"/...") {
					say("holds %s", d)
				}
			}
		}
	}
	slices.Sort(faults)
	return slices.Compact(faults)
}

// within reports whether a package is the one that pattern names, or, where that
// ends in "/...", one at or below it.
func within(name, pattern string) bool {
	root, tree := strings.CutSuffix(pattern, "/...")
	return name == root || tree && strings.HasPrefix(name, root+"/")
}

func withinAny(name string, patterns []string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return within(name, p) })
}

// standard reports whether an import path is the standard library's: those have
// no dot in their first element. "C" is cgo.
func standard(i string) bool {
	first, _, _ := strings.Cut(i, "/")
	return !strings.Contains(first, ".") && i != "C"
}

func testTool(i string) bool {
	own, ours := strings.CutPrefix(i, module)
	return within(i, "testing/...") || ours && withinAny(own, kits)
}

// Lines a file may have. The first pattern that fits counts; patterns without a
// slash fit the name alone.
var lengths = []struct {
	pattern string
	most    int
	why     string
}{
	{"*_test.go", 600, "the cases of one type and the world they play in are read together"},
	{"*.go", 350, "one main type, one subject"},
}

// tooLong gives what is wrong with a file's length, "" if nothing.
func tooLong(file string, lines int) string {
	for _, l := range lengths {
		for _, n := range []string{file, path.Base(file)} {
			if ok, _ := path.Match(l.pattern, n); ok { // the patterns are constants, checked by a test
				if lines > l.most {
					return fmt.Sprintf("%s: %d lines, %d at most (%s): split it, or give it a line of its own with a reason", file, lines, l.most, l.why)
				}
				return ""
			}
		}
	}
	return ""
}
