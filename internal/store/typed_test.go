package store

import (
	"testing"

	bolt "go.etcd.io/bbolt"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// Saving the draft that is typed writes no block; another draft brings the block of
// the one before up to date, and a change of state its own.
func TestOnlyTheDraftTypedLiesOutsideTheBlocks(t *testing.T) {
	s := open(t, t.TempDir())
	one, row := draft(1)
	for n := range 3 {
		row.Sum = domain.Ore(n)
		must(t, s.SaveDraft(one, row))
	}
	if blocks, typed := countRecords(t, s, pathIndex), countRecords(t, s, pathTyped); blocks != 0 || typed != 1 {
		t.Errorf("%d blocks and %d rows outside", blocks, typed)
	}
	two, other := draft(2)
	must(t, s.SaveDraft(two, other))
	if blocks, typed := countRecords(t, s, pathIndex), countRecords(t, s, pathTyped); blocks != 1 || typed != 1 {
		t.Errorf("with another draft: %d blocks and %d rows outside", blocks, typed)
	}
	two.State, other.State = domain.DraftQueued, domain.DraftQueued
	must(t, s.Queue(filed(two, other, []byte("{}"))))
	if blocks, typed := countRecords(t, s, pathIndex), countRecords(t, s, pathTyped); blocks != 2 || typed != 0 {
		t.Errorf("queued: %d blocks and %d rows outside", blocks, typed)
	}
	list, err := s.Drafts("101")
	if err != nil || len(list) != 2 || list[0] != row && list[1] != row || list[0] != other && list[1] != other {
		t.Errorf("%+v %v", list, err)
	}
}

// A damaged row outside the blocks is made anew of its draft, told, and whole again
// with the next save.
func TestADamagedRowOutsideTheBlocksIsMadeAnew(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	one, row := draft(1)
	must(t, s.SaveDraft(one, row))
	two, other := draft(2)
	must(t, s.SaveDraft(two, other))
	must(t, s.Close())
	flip(t, s.path, pathTyped, two.ID)
	s = open(t, dir)
	list, err := s.Drafts("101")
	if err != nil || len(list) != 2 {
		t.Fatalf("%+v %v", list, err)
	}
	for _, got := range list {
		if got.ID == one.ID && got != row || got.ID == two.ID && (got.Errors != app.Unchecked || got.Person != two.Bills[0].Person) {
			t.Errorf("%+v", got)
		}
	}
	if c, err := s.Counts("101"); err != nil || c.Damaged != 1 || c.Drafts != 2 {
		t.Errorf("%+v %v", c, err)
	}
	must(t, s.SaveDraft(two, other))
	if c, err := s.Counts("101"); err != nil || c.Damaged != 0 || c.Drafts != 2 {
		t.Errorf("saved anew: %+v %v", c, err)
	}
}

// With the draft gone too, nothing of the row is left, and nothing else is harmed.
func TestADamagedRowWithoutItsDraft(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	for n := 1; n <= 2; n++ {
		d, row := draft(n)
		must(t, s.SaveDraft(d, row))
	}
	must(t, s.Close())
	two, _ := draft(2)
	flip(t, s.path, pathTyped, two.ID)
	raw(t, s.path, func(tx *bolt.Tx) error { return tx.Bucket([]byte("drafts")).Delete([]byte(two.ID)) })
	s = open(t, dir)
	three, row := draft(3)
	must(t, s.SaveDraft(three, row))
	if list, err := s.Drafts("101"); err != nil || len(list) != 2 {
		t.Errorf("%+v %v", list, err)
	}
}
