package main

import (
	"path/filepath"
	"strings"
	"testing"

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
		values, err := tomlFile(strings.NewReader(raw))
		if got, ok := values.(tomlResolver); err != nil || !ok || got["server"] != "https://region.example" || got["data"] != "~/räkningar" {
			t.Errorf("%s: %v %v", name, values, err)
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
		if got, err := atHome(path); got != want || err != nil {
			t.Errorf("%s: %s, %v", path, got, err)
		}
	}
	t.Setenv("HOME", "")
	t.Setenv("USERPROFILE", "")
	if _, err := atHome("~/tand"); err == nil || !strings.Contains(err.Error(), "skriv hela sökvägen") {
		t.Error(err)
	}
}
