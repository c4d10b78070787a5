package theme_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"example.org/tandtui/internal/ui/theme"
)

func env(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

func styles(t *theme.Theme) []theme.SGR {
	return []theme.SGR{t.Title, t.Strong, t.Label, t.Faint, t.Error, t.Warn, t.OK, t.Key, t.Select, t.Cursor}
}

// colour finds SGR colours: 3x 4x 9x 10x.
var colour = regexp.MustCompile(`\x1b\[(?:[0-9]+;)*(3|4|9|10)[0-9]`)

func TestNoColor(t *testing.T) {
	for _, e := range []func(string) string{env("NO_COLOR", "1"), env("TERM", "dumb"), env("NO_COLOR", "1", "COLORFGBG", "0;15")} {
		for _, s := range styles(theme.New("auto", e)) {
			if colour.MatchString(string(s)) {
				t.Errorf("%q is a colour", s)
			}
		}
	}
	if theme.New("auto", env("NO_COLOR", "1")).Cursor == "" {
		t.Error("without reverse video nobody sees the cursor")
	}
}

func TestNeverABackgroundOfOurs(t *testing.T) {
	for _, name := range []string{"auto", "light", "dark", "mono"} {
		for _, s := range styles(theme.New(name, env())) {
			if regexp.MustCompile(`\x1b\[(4[0-9]|10[0-7]|48)`).MatchString(string(s)) {
				t.Errorf("%s: %q sets a background", name, s)
			}
			if strings.Contains(string(s), "38;") {
				t.Errorf("%s: %q is outside the sixteen colours", name, s)
			}
		}
	}
}

func TestGroundIsReadFromTheEnvironment(t *testing.T) {
	light, dark, either := theme.New("light", env()), theme.New("dark", env()), theme.New("", env())
	for value, want := range map[string]*theme.Theme{"0;15": light, "0;default;7": light, "15;0": dark, "7;8": dark, "": either} {
		if got := theme.New("auto", env("COLORFGBG", value)); *got != *want {
			t.Errorf("COLORFGBG=%q", value)
		}
	}
	if *light == *dark || *light == *either {
		t.Error("themes are alike")
	}
	if got := theme.New("dark", env("COLORFGBG", "0;15")); *got != *dark {
		t.Error("a chosen theme is the user's word")
	}
}

func TestTextIsClosed(t *testing.T) {
	d := theme.New("dark", env())
	if got := d.Error.Text("✗ fel"); !strings.HasSuffix(got, "\x1b[0m") || ansi.Strip(got) != "✗ fel" {
		t.Errorf("%q", got)
	}
	if got := theme.Plain().Error.Text("✗ fel") + d.Error.Text(""); got != "✗ fel" {
		t.Errorf("%q", got)
	}
	var b strings.Builder
	d.OK.Write(&b, "✓")
	theme.Plain().OK.Write(&b, "x")
	if b.String() != d.OK.Text("✓")+"x" {
		t.Errorf("%q", b.String())
	}
}
