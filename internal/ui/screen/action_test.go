package screen_test

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/screen"
)

func TestAnActionIsOneTruthForKeyFooterAndOutline(t *testing.T) {
	why, sent := "3 fel kvar", 0
	actions := []screen.Action{
		{Key: keys.UpDown},
		{Key: keys.Send, Can: func() string { return why }, Do: func() screen.Step { sent++; return screen.Back() }},
	}
	send := tea.KeyMsg{Type: tea.KeyF8}

	step, done := screen.Press(actions, send)
	if !done || sent != 0 || step.Nav != screen.NavStay || step.Notice != "Skicka – 3 fel kvar." {
		t.Errorf("off: %+v %v %d", step, done, sent)
	}
	if b := screen.Bindings(actions)[1]; b.Enabled() || b.Help().Desc != "skicka – 3 fel kvar" {
		t.Errorf("the footer: %v %q", b.Enabled(), b.Help().Desc)
	}
	if got := screen.OutlineOf(actions)[1]; got != (outline.Action{Key: "F8", What: "skicka", WhyNot: why}) {
		t.Errorf("the outline: %+v", got)
	}

	why = ""
	if step, _ := screen.Press(actions, send); sent != 1 || step.Nav != screen.NavBack {
		t.Errorf("on: %+v %d", step, sent)
	}
	if b := screen.Bindings(actions)[1]; !b.Enabled() || b.Help().Desc != "skicka" {
		t.Errorf("the footer: %v %q", b.Enabled(), b.Help().Desc)
	}
}

func TestOtherKeysAndToldOnesAreNotAnswered(t *testing.T) {
	actions := screen.Shown(keys.UpDown, keys.Enter)
	for _, msg := range []tea.Msg{tea.KeyMsg{Type: tea.KeyDown}, tea.KeyMsg{Type: tea.KeyEnter}, tea.KeyMsg{Type: tea.KeyF8}, screen.Changed{}} {
		if _, done := screen.Press(actions, msg); done {
			t.Errorf("%v was answered", msg)
		}
	}
	pasted := []screen.Action{{Key: keys.Search, Do: screen.Back}}
	if _, done := screen.Press(pasted, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("/"), Paste: true}); done {
		t.Error("pasted text is no key")
	}
}

// What cannot be done gives way to what can, and nothing else changes places.
func TestPossibleFirst(t *testing.T) {
	action := func(name, why string) screen.Action {
		return screen.Action{Key: keys.New(name, name, name), Can: func() string { return why }}
	}
	var got string
	for _, a := range screen.PossibleFirst([]screen.Action{action("a", "x"), action("b", ""), action("c", "x"), {Key: keys.New("d", "d", "d")}}) {
		got += a.Key.Help().Key
	}
	if got != "bdac" {
		t.Error(got)
	}
}
