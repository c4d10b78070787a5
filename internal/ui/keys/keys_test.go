package keys_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/uitest"
)

// shared are the bindings that screens take from here; UpDown is two of them
// under one name.
var shared = []key.Binding{
	keys.Next, keys.Prev, keys.Enter, keys.Up, keys.Down, keys.Fault, keys.Refresh, keys.Send, keys.Undo, keys.Search,
}

func TestOurBindingsAreSound(t *testing.T) {
	if faults := uitest.Faults(append(keys.Global(), shared...)...); len(faults) > 0 {
		t.Error(strings.Join(faults, "\n"))
	}
}

func TestCheckFindsFaults(t *testing.T) {
	ok := keys.New("x", "gör", "x")
	for name, c := range map[string]struct {
		bindings []key.Binding
		want     string
	}{
		"twice":       {[]key.Binding{ok, keys.New("x", "annat", "x")}, "both"},
		"AltGr":       {[]key.Binding{keys.New("@", "gör", "@")}, "AltGr"},
		"alt+AltGr":   {[]key.Binding{keys.New("Alt+{", "gör", "alt+{")}, "AltGr"},
		"unreachable": {[]key.Binding{keys.New("Ctrl+I", "gör", "ctrl+i")}, "Tab"},
		"nobody":      {[]key.Binding{keys.New("Shift+F3", "gör", "shift+f3")}, "no terminal"},
		"no twin":     {[]key.Binding{keys.New("F7", "gör", "f7")}, "twin"},
		"no words":    {[]key.Binding{key.NewBinding(key.WithKeys("x"))}, "footer"},
	} {
		if got := strings.Join(uitest.Faults(c.bindings...), "\n"); !strings.Contains(got, c.want) {
			t.Errorf("%s: %q lacks %q", name, got, c.want)
		}
	}
	if faults := uitest.Faults(ok, keys.New("F7", "annat", "f7", "ctrl+b")); len(faults) > 0 {
		t.Error("sound bindings refused:", faults)
	}
}

func TestOffKeepsKeyAndReason(t *testing.T) {
	off := keys.Off(keys.Send, "3 fel kvar")
	press := tea.KeyMsg{Type: tea.KeyF8}
	if key.Matches(press, off) || !keys.Is(press, off) {
		t.Error("a binding that is off must not match, yet be recognised")
	}
	if got := off.Help().Desc; got != "skicka – 3 fel kvar" {
		t.Error(got)
	}
	if !keys.Send.Enabled() {
		t.Error("Off changed the shared binding")
	}
	if keys.Is(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("/"), Paste: true}, keys.Search) {
		t.Error("pasted text was taken for a key")
	}
}
