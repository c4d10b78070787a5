package app_test

import (
	"slices"
	"testing"
)

// From an opened invoice one goes on to its neighbours in the list as it was
// shown; at the ends, and for an invoice that was opened otherwise, to none.
func TestNeighboursInTheListThatWasShown(t *testing.T) {
	d := mirrored(t)
	if before, after := d.Beside(7); before != 0 || after != 0 {
		t.Errorf("before any list: %d %d", before, after)
	}
	d.Browse([]int64{9, 7, 8})
	for ourRef, want := range map[int64][2]int64{9: {0, 7}, 7: {9, 8}, 8: {7, 0}, 5: {}} {
		if before, after := d.Beside(ourRef); before != want[0] || after != want[1] {
			t.Errorf("beside %d: %d %d, want %v", ourRef, before, after, want)
		}
	}
	d.Browse([]int64{8})
	if before, after := d.Beside(7); before != 0 || after != 0 {
		t.Errorf("of the list before: %d %d", before, after)
	}
}

// The card chosen is the one that was shown, by its number: one that was put in
// since is never taken for it. F5 looks at the readers again.
func TestACardIsChosenByItsInsertion(t *testing.T) {
	d := newDesk(t)
	d.ChooseCard(77)
	d.ChooseCard(78)
	d.RetryCard()
	if !slices.Equal(d.card.chosen, []uint64{77, 78}) || d.card.retries != 1 {
		t.Errorf("chosen %v, %d retries", d.card.chosen, d.card.retries)
	}
}
