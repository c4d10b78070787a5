package ui

import (
	"reflect"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/ui/uitest"
)

// TestPanicsAreToldWithoutTheirValue: in a command, in Update and in View. The
// program goes on with a fresh screen, and no part of the value is shown.
func TestPanicsAreToldWithoutTheirValue(t *testing.T) {
	for name, cause := range map[string]func(*Root){
		"command": func(r *Root) { press(t, r, "ctrl+x") },
		"update":  func(r *Root) { press(t, r, "ctrl+y") },
		"view":    func(r *Root) { front(r).panicIn = "view" },
	} {
		w, r := open(t)
		before := front(r)
		before.dirty = true
		cause(r)
		view := r.View()
		if strings.Contains(view, "1934") {
			t.Errorf("%s: the value is on screen:\n%s", name, view)
		}
		if !strings.Contains(view, "✗ Något gick fel") || !strings.Contains(view, "root_test.go:") {
			t.Errorf("%s: neither sentence nor place:\n%s", name, view)
		}
		press(t, r, "x", "enter")
		if r.fault != nil || front(r) == before || front(r).name != "a" {
			t.Errorf("%s: does not go on with a fresh screen", name)
		}
		if strings.Join(w.log, " ") != "save a close a" {
			t.Errorf("%s: %v", name, w.log)
		}
		if strings.Contains(r.View(), "✗ Något") {
			t.Errorf("%s: the fault stays on screen", name)
		}
	}
}

// A page that panics when it is told news does not end the news: a card pulled
// afterwards locks, and the clock goes on.
func TestPanicsDoNotEndTheLanes(t *testing.T) {
	for in, news := range map[string]tea.Msg{"changed": rang{}, "tick": ticked{}} {
		_, r := open(t)
		bell, clock := make(chan app.Change, 1), make(chan time.Time, 1)
		bell <- app.ChangedConnection
		clock <- time.Time{}
		r.cfg.Updates, r.cfg.Ticks = bell, clock
		front(r).panicIn = in
		_, cmd := r.Update(news)
		if r.fault == nil {
			t.Fatalf("%s: no panic", in)
		}
		heard := false
		for _, m := range uitest.Run(cmd) {
			heard = heard || reflect.TypeOf(m) == reflect.TypeOf(news)
		}
		if !heard {
			t.Errorf("%s: nothing is heard any more", in)
		}
	}
}

// The card is pulled, and the news of it makes a page panic: what the lock had
// begun is done all the same.
func TestPanicDoesNotStopALock(t *testing.T) {
	w, r := open(t)
	front(r).panicIn = "changed"
	w.snap.Locked = true
	send(r, rang{})
	if r.lock == nil || !r.sealed {
		t.Errorf("lock %v, sealed %v", r.lock != nil, r.sealed)
	}
}

func TestPanicWhileOpeningLeavesAStack(t *testing.T) {
	w, r := open(t)
	r.cfg.Places[2].Make = nil // as a wiring mistake would
	press(t, r, "3")
	if len(r.stack) != 1 || !strings.Contains(r.View(), "finns inte") {
		t.Errorf("%d screens", len(r.stack))
	}
	_ = w
}

func TestAScreenThatPanicsWhileSavingHoldsNobody(t *testing.T) {
	w, r := open(t)
	press(t, r, "enter")
	front(r).panicIn = "flush"
	press(t, r, "esc")
	if front(r).name != "a" || r.fault != nil {
		t.Error("Esc did not leave it")
	}
	front(r).panicIn = "flush"
	if press(t, r, "ctrl+c") {
		t.Error("left without a word")
	}
	if !press(t, r, "ctrl+c") {
		t.Error("the second press must leave")
	}
	w.snap.Locked = true
	send(r, rang{})
	if r.lock == nil || !r.sealed {
		t.Error("the lock did not close")
	}
}
