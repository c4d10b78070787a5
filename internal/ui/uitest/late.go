package uitest

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/screen"
)

// Late plays keys on a screen whose answers wait until the test delivers them, in
// any order: the region's, the checks', the store's.
type Late struct {
	Screen  screen.Screen
	Waiting []tea.Msg
	t       testing.TB
}

// OpenLate is Open, from where on answers wait.
func OpenLate(t testing.TB, clock *Clock, s screen.Screen) *Late {
	t.Helper()
	return &Late{Screen: Open(t, clock, s).Screen, t: t}
}

// Press plays keys by their names.
func (l *Late) Press(names ...string) {
	l.t.Helper()
	for _, name := range names {
		l.send(Key(l.t, name))
	}
}

// Type plays text, one key for each character.
func (l *Late) Type(s string) {
	for _, r := range s {
		l.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
	}
}

// Paste gives text as the terminal gives pasted text.
func (l *Late) Paste(s string) { l.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s), Paste: true}) }

// Answer delivers the i-th of the answers that wait.
func (l *Late) Answer(i int) {
	msg := l.Waiting[i]
	l.Waiting = append(l.Waiting[:i:i], l.Waiting[i+1:]...)
	l.send(msg)
}

// AnswerAll delivers all that wait, and what that leads to.
func (l *Late) AnswerAll() {
	for len(l.Waiting) > 0 {
		l.Answer(0)
	}
}

func (l *Late) send(msg tea.Msg) {
	for _, m := range Run(l.Screen.Update(msg).Cmd) {
		if reply, ok := m.(screen.Reply); ok {
			l.Waiting = append(l.Waiting, reply)
		}
	}
}
