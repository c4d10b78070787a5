package ui

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// E8: a message is told at the next frame and once; keys go on to the screen, and
// behind a lock nothing is said.
func TestE8AMessageIsToldOnceAndTakesNoKey(t *testing.T) {
	w, r := open(t)
	w.snap.News = []app.Posted{{Message: domain.Message{No: 7, Text: "Driftstopp i kväll."}}}
	send(r, rang{})
	if !strings.Contains(r.View(), "Regionen: Driftstopp i kväll.") {
		t.Fatal(r.View())
	}
	was := len(front(r).got)
	press(t, r, "x", "y")
	if len(front(r).got) != was+2 {
		t.Fatalf("keys were taken: %v", front(r).got)
	}
	r.notice = ""
	send(r, rang{})
	if view := r.View(); strings.Contains(view, "Driftstopp") || !strings.Contains(view, "1 nytt meddelande") {
		t.Fatal(view)
	}
	w.snap.News = append(w.snap.News, app.Posted{Message: domain.Message{No: 8, Text: "Och i morgon."}})
	w.snap.Locked = true
	send(r, rang{})
	if strings.Contains(r.View(), "morgon") {
		t.Fatal("told behind the lock")
	}
	w.snap.Locked = false
	send(r, rang{})
	if !strings.Contains(r.View(), "Regionen: Och i morgon.") {
		t.Fatal(r.View())
	}
}
