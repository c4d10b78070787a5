package form_test

import (
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/theme"
)

func TestAPassphraseIsKeptAsTyped(t *testing.T) {
	var p form.Passphrase
	key := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("åtta hästar")}
	if !p.Press(key) || strings.Trim(string(key.Runes), "\x00") != "" {
		t.Error("the key press keeps the characters")
	}
	space := []rune(" ") // Bubble Tea gives every space the same
	p.Press(tea.KeyMsg{Type: tea.KeySpace, Runes: space})
	if space[0] != ' ' {
		t.Error("the next space is none")
	}
	p.Press(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("ö\x1b")})
	p.Press(tea.KeyMsg{Type: tea.KeyBackspace})
	if got := fmt.Sprintf("%v %+v %#v", &p, &p, &p); strings.Contains(got, "h") && strings.Contains(got, "star") {
		t.Error(got)
	}
	if view := p.View(theme.Plain(), 40); view != strings.Repeat("•", 12)+"_" || p.Len() != 12 {
		t.Errorf("%q", view)
	}
	if got := string(p.Take()); got != "åtta hästar " || p.Len() != 0 {
		t.Errorf("%q", got)
	}
	for range 300 {
		p.Press(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("å")})
	}
	if p.Len() != 128 {
		t.Error(p.Len())
	}
}
