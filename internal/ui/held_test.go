package ui

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/uitest"
)

// What is typed ahead of a screen that is still being read is given to it, in
// order, and nothing of it to the screen before: "3", a number, Enter and on.
func TestKeysWaitForTheScreenTheyAreMeantFor(t *testing.T) {
	w, r := open(t)
	w.slow = true
	_, load := r.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("3xy")})
	r.Update(uitest.Key(t, "delete"))
	if got := front(r).got; front(r).name != "b" || got != "" {
		t.Fatalf("%s got %q before it was there", front(r).name, got)
	}
	settle(r, load)
	if got := front(r).got; front(r).name != "b" || got != "(b)xydelete" {
		t.Errorf("%s got %q", front(r).name, got)
	}
	if got := w.made[0].got; strings.ContainsAny(got, "xy") {
		t.Errorf("the screen before got %q", got)
	}
}

// Kept keys that lead on wait again for the next screen.
func TestKeysWaitThroughTwoScreens(t *testing.T) {
	w, r := open(t)
	w.slow = true
	_, load := r.Update(uitest.Key(t, "enter"))
	for _, name := range []string{"y", "enter", "z"} {
		r.Update(uitest.Key(t, name))
	}
	settle(r, load)
	if got := r.stack[1].s.(*fake).got; got != "(b)y" {
		t.Errorf("the first got %q", got)
	}
	if got := front(r).got; len(r.stack) != 3 || got != "(b)z" {
		t.Errorf("the second of %d got %q", len(r.stack), got)
	}
}

// A screen that does not come is left at once, and what waited for it is gone.
func TestEscDoesNotWait(t *testing.T) {
	w, r := open(t)
	w.slow = true
	r.Update(uitest.Key(t, "enter"))
	r.Update(uitest.Key(t, "x"))
	r.Update(uitest.Key(t, "esc"))
	if front(r).name != "a" || strings.Contains(front(r).got, "x") {
		t.Errorf("%s got %q", front(r).name, front(r).got)
	}
	press(t, r, "y")
	if got := front(r).got; !strings.HasSuffix(got, "y") || strings.Contains(got, "x") {
		t.Errorf("%q", got)
	}
}

func TestLockForgetsKeysThatWait(t *testing.T) {
	w, r := open(t)
	w.slow = true
	_, load := r.Update(uitest.Key(t, "enter"))
	r.Update(uitest.Key(t, "x"))
	w.snap.Locked = true
	settle(r, load)
	w.snap.Locked = false
	send(r, rang{})
	if got := front(r).got; strings.Contains(got, "x") {
		t.Errorf("typed before the lock: %q", got)
	}
}

// Text typed while the window is too small goes to the field in focus, with the
// keys that move there; nothing that does something is done unseen.
func TestL8TextTypedUnseenGoesToItsField(t *testing.T) {
	_, r := open(t)
	front(r).typing = true
	before := front(r).got
	send(r, tea.WindowSizeMsg{Width: 30, Height: 5})
	if view := strings.Join(strings.Fields(r.View()), " "); !strings.Contains(view, "hamnar i fältet") {
		t.Errorf("it is not said where text goes: %q", view)
	}
	press(t, r, "1", "å", "backspace", "tab", "f8", "delete", "f6", "ctrl+g", "f2", "alt+3")
	if got := strings.TrimPrefix(front(r).got, before); got != "1åbackspacetabdelete" {
		t.Errorf("%q", got)
	}
	front(r).modal = true // a question nobody can see
	press(t, r, "j")
	if strings.HasSuffix(front(r).got, "j") || !strings.Contains(strings.Join(strings.Fields(r.View()), " "), "tas inte emot") {
		t.Errorf("answered unseen: %q", front(r).got)
	}
}

// What comes in one read with the key that opens a question, from a terminal that
// does not mark what is pasted, was never meant as its answer: neither a letter
// nor what follows a line break, which Bubble Tea gives as keys of their own.
func TestNobodyAnswersAQuestionThatWasNotShown(t *testing.T) {
	w, r := open(t)
	together := func(s string) { r.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s)}) }
	got := func(want string) {
		t.Helper()
		if got := front(r).got; got != "(a)"+want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	together("xDj")
	got("xD")
	r.Update(uitest.Key(t, "tab"))
	w.clock.Pass(answerAfter - 1)
	together("j") // the paste goes on
	got("xD")
	w.clock.Pass(answerAfter)
	together("j") // shown by now
	got("xDj")
	together("D")
	r.Update(uitest.Key(t, "esc")) // a no is no harm
	got("xDjDesc")
}

// A question that comes by itself, when what it is about has been read, is not
// answered by a key that was on its way.
func TestAQuestionThatComesLateIsNotAnsweredByTheKeyBefore(t *testing.T) {
	w, r := open(t)
	w.clock.Pass(time.Minute)
	front(r).asking = true
	send(r, rang{})
	press(t, r, "j")
	if !front(r).asking {
		t.Fatal("answered unseen")
	}
	w.clock.Pass(answerAfter)
	press(t, r, "j")
	if front(r).asking {
		t.Error("not answered")
	}
}

// Nor is what was typed ahead of the screen that asks it.
func TestAQuestionIsNotAnsweredAheadOfItsScreen(t *testing.T) {
	w, r := open(t)
	w.slow = true
	_, load := r.Update(uitest.Key(t, "enter"))
	for _, name := range []string{"x", "D", "j", "enter"} {
		r.Update(uitest.Key(t, name))
	}
	settle(r, load)
	if got := front(r).got; got != "(b)xD" || len(r.held) != 0 {
		t.Errorf("%q, and %v still wait", got, r.held)
	}
}
