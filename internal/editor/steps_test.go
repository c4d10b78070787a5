package editor

import (
	"strconv"
	"testing"
	"time"

	"example.org/tandtui/internal/domain"
)

// Undo holds so many steps and so many rows at most, and a bill that did not
// change is held once.
func TestStepsAreBounded(t *testing.T) {
	var s steps[content]
	d := domain.Draft{Bills: []domain.DraftBill{{Items: make([]domain.DraftItem, 500)}, {Items: make([]domain.DraftItem, 500)}}}
	s.begin(keep(content{}, d, nil))
	for i := range 1000 {
		d = d.Clone()
		d.Bills[0].Items[i%500].Code = strconv.Itoa(i)
		s.note(keep(s.now, d, nil), Spot{}, true, time.Time{})
		s.settle()
	}
	if len(s.past) > maxSteps || s.held > maxHeld || len(s.past) < 20 {
		t.Fatalf("%d steps hold %d rows", len(s.past), s.held)
	}
	if &s.past[10].bills[1].Items[0] != &s.past[11].bills[1].Items[0] {
		t.Fatal("a bill that did not change is held twice")
	}
	for range 1000 {
		s.undo()
	}
	if s.held < 0 || len(s.past) != 0 {
		t.Fatalf("%d steps hold %d rows", len(s.past), s.held)
	}
	if _, ok := s.undo(); ok {
		t.Error("more was undone than was done")
	}
}

// A new change ends what could be done again.
func TestANewChangeEndsRedo(t *testing.T) {
	w := open(t, visit())
	w.Write(Of(domain.FieldComment), "a")
	w.Undo()
	w.Write(Of(domain.FieldComment), "b")
	if w.Redo() != Nothing || w.Value(Of(domain.FieldComment)) != "b" {
		t.Errorf("%q", w.Value(Of(domain.FieldComment)))
	}
}
