package settings

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/unicode"
)

// I6: a file saved by Notepad begins with a mark, or is UTF-16.
func TestI6SettingsFromNotepad(t *testing.T) {
	const file = "server = \"https://region.example\"\r\ndata = \"~/räkningar\"\r\n"
	for name, e := range map[string]interface{ String(string) (string, error) }{
		"UTF-8 with its mark": unicode.UTF8BOM.NewEncoder(), "UTF-16": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder(),
	} {
		raw, err := e.String(file)
		if err != nil {
			t.Fatal(err)
		}
		if f := parse("x", []byte(raw), Names); len(f.Faults) > 0 || f.entries[Server].text != "https://region.example" || f.entries[Data].text != "~/räkningar" {
			t.Errorf("%s: %+v", name, f)
		}
	}
}

// I6: "~" in a path of the settings is the home folder, not a folder of that name.
func TestI6HomeIsExpanded(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	for path, want := range map[string]string{
		"~/tand": filepath.Join(home, "tand"), "~": home, "/srv/tand": "/srv/tand", "tand": "tand", "": "", "~anna/tand": "~anna/tand", "a~/b": "a~/b",
	} {
		if got, err := AtHome(path); got != want || err != nil {
			t.Errorf("%s: %s, %v", path, got, err)
		}
	}
	t.Setenv("HOME", "")
	t.Setenv("USERPROFILE", "")
	if _, err := AtHome("~/tand"); err == nil {
		t.Error("a home folder that nobody knows")
	}
}

// Each fault has its line, and a misspelt name the one that was meant.
func TestEachFaultHasItsLine(t *testing.T) {
	for text, want := range map[string]Fault{
		"# c\n\nserver = \"https://a\"\nthem = \"mono\"\n":   {Line: 4, Reason: Unknown, Key: "them", Near: Theme},
		"sever = \"https://a\"":                              {Line: 1, Reason: Unknown, Key: "sever", Near: Server},
		"card_issuer = [\"a\"]":                              {Line: 1, Reason: Unknown, Key: "card_issuer", Near: CardIssuer},
		"colour = \"red\"":                                   {Line: 1, Reason: Unknown, Key: "colour"},
		"theme = \"auto\"\n[server]\nx = 1":                  {Line: 2, Reason: WrongType, Key: Server},
		"server = \"https://a/\u009b31m\"":                   {Line: 1, Reason: BadText, Key: Server},
		"region = \"v\\u001b]0;x\\u0007\"":                   {Line: 1, Reason: BadText, Key: Region},
		"card-issuer = [\"a\", \"b\\u202e\"]":                {Line: 1, Reason: BadText, Key: CardIssuer},
		"data = \"" + strings.Repeat("a", maxValue+1) + "\"": {Line: 1, Reason: BadText, Key: Data},
		"server = \"https://a#b\"":                           {Line: 1, Reason: BadServer, Key: Server},
		"\ntheme = 5":                                        {Line: 2, Reason: WrongType, Key: Theme},
		"ca = [\"a\"]":                                       {Line: 1, Reason: WrongType, Key: CA},
		"card-issuer = [\n\"a\",\n1]":                        {Line: 1, Reason: WrongType, Key: CardIssuer},
		"theme = \"auto\"\nserver = \"http://a\"":            {Line: 2, Reason: BadServer, Key: Server},
		"theme = \"pink\"":                                   {Line: 1, Reason: BadTheme, Key: Theme},
		"server = \"https://a\"\ntheme mono":                 {Line: 2, Col: 7, Reason: Syntax},
	} {
		f := parse("x", []byte(text), Names)
		f.check()
		if len(f.Faults) != 1 {
			t.Errorf("%q: %v", text, f.Faults)
			continue
		}
		got := f.Faults[0]
		got.Path, got.Err = "", nil
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%q:\n%s", text, d)
		}
	}
	f := parse("x", []byte("a = 1\nb = 2\n"), Names)
	if len(f.Faults) != 2 || f.Faults[0].Key != "a" {
		t.Errorf("not all faults in their order: %v", f.Faults)
	}
}

// What an administrator wrote beside the settings stays.
func TestCommentsAndOrderStay(t *testing.T) {
	const before = `# Ängens tandklinik, satt av IT 2026-11-02
theme = "mono"   # personalen vill ha det så

server = "https://old.example" # ring "regionen" # först
card-issuer = [ # båda gäller
  "A CA", # den nya
  "B # CA",
] # slut
# sist`
	got, err := edit([]byte(before), []Change{
		{Name: Server, Text: "https://new.example:8443"}, {Name: CardIssuer, Items: []string{"C CA", "D CA"}}, {Name: CA, Text: `C:\ProgramData\tandtui\region-ca.pem`},
	})
	want := `# Ängens tandklinik, satt av IT 2026-11-02
theme = "mono"   # personalen vill ha det så

server = "https://new.example:8443" # ring "regionen" # först
card-issuer = ["C CA", "D CA"] # slut
# sist
ca = 'C:\ProgramData\tandtui\region-ca.pem'
`
	if err != nil || string(got) != want {
		t.Errorf("%v\n%s", err, cmp.Diff(want, string(got)))
	}
	windows, err := edit([]byte("theme = \"mono\"\r\n"), []Change{{Name: Server, Text: "https://a"}})
	if err != nil || string(windows) != "theme = \"mono\"\r\nserver = \"https://a\"\r\n" {
		t.Errorf("%q %v", windows, err)
	}
	table, err := edit([]byte("theme = \"mono\"\n[x]\ny = 1\n"), []Change{{Name: Server, Text: "https://a"}})
	if err != nil || string(table) != "theme = \"mono\"\nserver = \"https://a\"\n[x]\ny = 1\n" {
		t.Errorf("%q %v", table, err)
	}
	if _, err := edit([]byte("theme mono"), []Change{{Name: Server, Text: "https://a"}}); err == nil {
		t.Error("a file that is no TOML was changed")
	}
}

// The environment counts before the user's file, that before the computer's.
func TestWhereEachValueComesFrom(t *testing.T) {
	dir := t.TempDir()
	system, user := filepath.Join(dir, "system.toml"), filepath.Join(dir, "made", "user.toml")
	if err := os.WriteFile(system, []byte("server = \"https://system\"\nregion = \"vgr\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Write(user, []Change{{Name: Server, Text: "https://user"}, {Name: Theme, Text: "dark"}}); err != nil {
		t.Fatal(err)
	}
	s := Load(system, user, func(name string) string { return map[string]string{"TANDTUI_THEME": "light"}[name] })
	if len(s.Faults()) > 0 {
		t.Fatal(s.Faults())
	}
	for name, want := range map[string]Value{
		Server: {Text: "https://user", From: FromUser, Where: user, Line: 1}, Region: {Text: "vgr", From: FromSystem, Where: system, Line: 2},
		Theme: {Text: "light", From: FromEnv, Where: "TANDTUI_THEME"}, CA: {Text: "fallback"},
	} {
		want.Name = name
		if d := cmp.Diff(want, s.Value(name, "fallback")); d != "" {
			t.Errorf("%s:\n%s", name, d)
		}
	}
	left, err := os.ReadDir(filepath.Dir(user))
	if err != nil || len(left) != 1 {
		t.Errorf("%d files in the folder, %v", len(left), err)
	}
}

func TestHandout(t *testing.T) {
	file := filepath.Join(t.TempDir(), "region.toml")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("server = \"https://a\"\nregion = \"vgr\"\nfingerprint = \"SHA256:AB:CD ef\"\ncard-issuer = [\"A\", \"B\"]\nca-pem = \"\"\"\nx\n\"\"\"\n")
	h, err := ReadHandout(file)
	if d := cmp.Diff(Handout{Server: "https://a", Region: "vgr", Fingerprint: "abcdef", CardIssuer: []string{"A", "B"}, CA: "x\n"}, h); d != "" || err != nil {
		t.Error(d, err)
	}
	write(h.String())
	if again, err := ReadHandout(file); err != nil || cmp.Diff(h, again) != "" {
		t.Errorf("what is written is not what was read: %v\n%s", err, cmp.Diff(h, again))
	}
	for _, text := range []string{"region = \"vgr\"", "server = \"http://a\"", "server = \"https://a\"\ndata = \"/x\"", "x"} {
		write(text)
		if _, err := ReadHandout(file); err == nil || !strings.Contains(err.Error(), file) {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := ReadHandout(t.TempDir()); err == nil {
		t.Error("a folder was read")
	}
}

// A device, a folder, or a file larger than any settings in the place of the file is
// told at once.
// Whoever else may write the computer's file could have the program load a library of
// their own.
func TestTheComputersFileIsTheAdministrators(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has owners in place of modes")
	}
	path := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(path, []byte("card-module = \"/tmp/x.so\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for mode, want := range map[os.FileMode]string{0o644: "/tmp/x.so", 0o646: ""} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		set := Load(path, filepath.Join(t.TempDir(), "none"), func(string) string { return "" })
		faults := set.Faults()
		if got := set.Value(CardModule, "").Text; got != want || (want == "") != (len(faults) == 1 && errors.Is(faults[0].Err, ErrForeign)) {
			t.Errorf("%v: %q, %v", mode, got, faults)
		}
	}
}

func TestWhatIsNoFileOfSettingsIsNotWaitedFor(t *testing.T) {
	large := filepath.Join(t.TempDir(), "large.toml")
	if err := os.WriteFile(large, bytes.Repeat([]byte("#"), 1<<20+1), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/dev/zero", t.TempDir(), large} {
		f := readFile(path)
		if len(f.Faults) != 1 || f.Faults[0].Reason != Unreadable || f.Faults[0].Path != path {
			t.Errorf("%s: %+v", path, f.Faults)
		}
		if Write(path, nil) == nil {
			t.Errorf("%s was written", path)
		}
	}
}
