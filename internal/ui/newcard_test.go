package ui

import (
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/ui/screen"
)

// TestA8TheNewCardsQuestionComesByItself: over the work that was locked while the cards
// were swapped, once, and not while the screen is still locked.
func TestA8TheNewCardsQuestionComesByItself(t *testing.T) {
	w, r, work := locked(t)
	w.snap.NewCard = &app.NewCard{Name: "Anna Ek"}
	send(r, rang{})
	if r.lock == nil || len(r.stack) != 2 {
		t.Fatal("opened under the lock")
	}
	w.snap.Locked = false
	send(r, rang{})
	send(r, rang{})
	if r.top().to.Name != screen.Slots || len(r.stack) != 3 {
		t.Fatalf("%v on top of %d", r.top().to, len(r.stack))
	}
	press(t, r, "esc")
	send(r, rang{})
	if front(r) != work {
		t.Error("the work does not come back, or the question comes again")
	}
	w.snap.NewCard = nil
	send(r, rang{})
	w.snap.NewCard = &app.NewCard{Name: "Anna Ek"} // another one
	send(r, rang{})
	if r.top().to.Name != screen.Slots {
		t.Error("not asked about another card")
	}
}
