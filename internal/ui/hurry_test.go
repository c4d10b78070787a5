package ui

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/screen"
)

// typed is a screen whose keys wait to be saved until the next tick.
type typed struct {
	*fake
	waits bool
}

func (s *typed) Waits() bool { return s.waits }

func (s *typed) SavedAt() time.Time {
	if s.waits {
		return time.Time{}
	}
	return s.w.clock.Now()
}

func (s *typed) Update(msg tea.Msg) screen.Step {
	switch msg.(type) {
	case tea.KeyMsg:
		s.waits = true
	case screen.Tick:
		s.waits = false
	}
	return s.fake.Update(msg)
}

// TestL7ATickComesSoonAfterAKey: one for all keys until it comes, and none where
// nothing waits.
func TestL7ATickComesSoonAfterAKey(t *testing.T) {
	_, r := open(t)
	s := &typed{fake: front(r)}
	r.stack[len(r.stack)-1].s = s
	asked := 0
	soon := make(chan time.Time, 1)
	r.cfg.Soon = func() <-chan time.Time {
		asked++
		return soon
	}
	_, first := r.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("x")})
	_, second := r.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("y")})
	if asked != 1 || !s.waits {
		t.Fatalf("asked %d times", asked)
	}
	soon <- time.Time{}
	for _, msg := range append(drain(first), drain(second)...) {
		send(r, msg)
	}
	if s.waits || strings.Count(s.got, "[tick]") != 1 || asked != 1 {
		t.Errorf("got %q, asked %d times", s.got, asked)
	}
	_, third := r.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("z")})
	if third == nil || asked != 2 {
		t.Errorf("asked %d times", asked)
	}
}

// "Sparat" stands still while somebody types, and comes with a pause.
func TestSavedIsSaidInAPause(t *testing.T) {
	w, r := open(t)
	s := &typed{fake: front(r)}
	r.stack[len(r.stack)-1].s = s
	tick := func() { send(r, ticked{w.clock.Now()}) }
	tick()
	if !strings.Contains(r.View(), "Sparat 10:42:07") {
		t.Errorf("nothing is typed:\n%s", r.View())
	}
	press(t, r, "x")
	s.waits = false // saved at once
	if strings.Contains(r.View(), "Sparat 1") {
		t.Error("it flickers with each key")
	}
	tick()
	tick()
	if !strings.Contains(r.View(), "Sparat 10:42:07") {
		t.Errorf("in a pause:\n%s", r.View())
	}
	press(t, r, "y") // waits
	tick()
	s.waits = true
	tick()
	s.waits = true
	if strings.Contains(r.View(), "Sparat 1") {
		t.Error("said though something waits")
	}
}
