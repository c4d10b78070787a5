package store

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"syscall"
	"testing"

	bolt "go.etcd.io/bbolt"
	"pgregory.net/rapid"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// TestListIsWhatWasPutInIt: rows put, put again and removed, typed or not, many of
// them in one transaction and in one block; and the counts follow.
func TestListIsWhatWasPutInIt(t *testing.T) {
	s := open(t, t.TempDir())
	ids := sameBlock(6)
	for n := range 20 {
		ids = append(ids, fmt.Sprint("id", n))
	}
	want := map[string]app.DraftSummary{}
	rapid.Check(t, func(rt *rapid.T) {
		must(t, s.update("test", func(r records) error {
			for range rapid.IntRange(1, 12).Draw(rt, "changes") {
				id := rapid.SampledFrom(ids).Draw(rt, "id")
				if rapid.IntRange(0, 3).Draw(rt, "remove") == 0 {
					delete(want, id)
					must(t, r.removeRow(id))
					continue
				}
				sum := app.DraftSummary{ID: id, Clinic: "101", Sum: domain.Ore(rapid.Int64().Draw(rt, "sum"))}
				if rapid.Bool().Draw(rt, "discarded") {
					sum.State = domain.DraftDiscarded
				} else {
					sum.State = domain.DraftOpen
				}
				want[id] = sum
				if rapid.Bool().Draw(rt, "typed") {
					must(t, r.typeRow(sum))
				} else {
					must(t, r.putRow(sum))
				}
			}
			return nil
		}))
		list, err := s.Drafts("101")
		must(t, err)
		got := map[string]app.DraftSummary{}
		for _, row := range list {
			got[row.ID] = row
		}
		if len(list) != len(got) || !maps.Equal(got, want) {
			rt.Fatalf("list %+v\nwant %+v", list, want)
		}
		open := 0
		for _, row := range want {
			if row.State == domain.DraftOpen {
				open++
			}
		}
		if c, err := s.Counts("101"); err != nil || c.Drafts != open {
			rt.Fatalf("%d open drafts are counted, want %d (%v)", c.Drafts, open, err)
		}
	})
}

// sameBlock gives ids whose rows lie in one block.
func sameBlock(n int) (ids []string) {
	for i := 0; len(ids) < n; i++ {
		if id := fmt.Sprint("same", i); bytes.Equal(blockKey(id), blockKey("same0")) {
			ids = append(ids, id)
		}
	}
	return ids
}

// TestOutcomeOfABlockWrittenTwice: a failed commit is judged by what its
// transaction wrote last.
func TestOutcomeOfABlockWrittenTwice(t *testing.T) {
	s := open(t, t.TempDir())
	s.commit = func(tx *bolt.Tx) error { return errors.Join(tx.Commit(), syscall.EIO) }
	ids := sameBlock(2)
	must(t, s.update("test", func(r records) error {
		return errors.Join(r.putRow(app.DraftSummary{ID: ids[0]}), r.putRow(app.DraftSummary{ID: ids[1]}))
	}))
	list, err := s.Drafts("")
	if err != nil || !slices.Equal(list, []app.DraftSummary{{ID: ids[0]}, {ID: ids[1]}}) {
		t.Errorf("%+v, %v", list, err)
	}
}
