package ui

import "testing"

// Esc and the key after it reach the program in one read, on a slow line or a
// busy computer, and come as that key with Alt. Where Esc closes something, both
// are what they were.
func TestEscAndTheNextKeyInOneRead(t *testing.T) {
	for _, c := range []struct{ sent, got string }{
		{"alt+f8", "(a)escf8"},
		{"alt+tab", "(a)esctab"},
		{"alt+esc", "(a)escesc"},
		{"alt+x", "(a)escx"},
		{"alt+ctrl+s", "(a)escctrl+s"},
		{"alt+left", "(a)alt+left"},
		{"alt+up", "(a)alt+up"},
		{"alt+backspace", "(a)alt+backspace"}, // these are typed
	} {
		_, r := open(t)
		front(r).modal = true
		press(t, r, c.sent)
		if got := r.stack[0].s.(*fake).got; got != c.got {
			t.Errorf("%s: %q, want %q", c.sent, got, c.got)
		}
	}
}

// Where Esc would leave the screen, nobody is sent away for an Alt key.
func TestAnAltKeyAloneLeavesNothing(t *testing.T) {
	_, r := open(t)
	press(t, r, "enter")
	was := len(r.stack)
	press(t, r, "alt+f8", "alt+x")
	if len(r.stack) != was || front(r).got != "(b)alt+f8alt+x" {
		t.Errorf("%d screens, %q", len(r.stack), front(r).got)
	}
}

// Help is closed by Esc in the same read as the key for the screen below.
func TestEscClosesHelpInOneRead(t *testing.T) {
	_, r := open(t)
	press(t, r, "f1")
	press(t, r, "alt+y")
	if r.over != nil || front(r).got != "(a)y" {
		t.Errorf("help %v, %q", r.over, front(r).got)
	}
}

// Esc and a key that works everywhere, in one read where Esc would leave the
// screen: nobody is sent away, but the screen locks and the list opens.
func TestEscAndAKeyThatWorksEverywhere(t *testing.T) {
	w, r := open(t)
	r.cfg.Lock = func() { w.snap.Locked = true }
	press(t, r, "enter")
	press(t, r, "alt+ctrl+g")
	if r.over == nil {
		t.Error("the go-to list did not open")
	}
	press(t, r, "esc", "alt+f2")
	send(r, rang{})
	if r.lock == nil {
		t.Error("not locked")
	}
	if !press(t, r, "alt+ctrl+c") {
		t.Error("not left")
	}
}
