package uitest

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/screen"
)

// byName is every key that is not a character, by the name Bubble Tea gives it.
var byName = func() map[string]tea.KeyType {
	m := map[string]tea.KeyType{}
	for k := tea.KeyType(-200); k < 200; k++ {
		if name := k.String(); name != "" && name != "runes" && m[name] == 0 {
			m[name] = k
		}
	}
	return m
}()

// Key makes the key press of a name; it fails the test if no terminal sends it.
func Key(t testing.TB, name string) tea.KeyMsg {
	t.Helper()
	rest, alt := strings.CutPrefix(name, "alt+")
	if k, ok := byName[rest]; ok {
		msg := tea.KeyMsg{Type: k, Alt: alt}
		if k == tea.KeySpace {
			msg.Runes = []rune{' '}
		}
		return msg
	}
	if r := []rune(rest); len(r) == 1 {
		return tea.KeyMsg{Type: tea.KeyRunes, Runes: r, Alt: alt}
	}
	t.Fatalf("no key is called %q", name)
	return tea.KeyMsg{}
}

// CheckKeys fails if a screen's bindings clash with each other or with the
// root's, or cannot be typed on a Swedish keyboard. Of the root's keys a screen
// may only answer Esc, which the root lets through.
func CheckKeys(t testing.TB, s screen.Screen) {
	t.Helper()
	all := keys.Global()
	for _, b := range screen.Bindings(s.Actions()) {
		if b.Help().Key == keys.Back.Help().Key {
			continue
		}
		all = append(all, b)
	}
	for _, fault := range Faults(all...) {
		t.Error(fault)
	}
}
