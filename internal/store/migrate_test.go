package store

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	bolt "go.etcd.io/bbolt"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// schema1 puts a file that the program of schema 1 wrote where the user's is:
// drafts 1 to 5 of clinic 101, the fifth queued, and 6 of clinic 202.
func schema1(t *testing.T) (dir, path string) {
	t.Helper()
	dir = t.TempDir()
	path = NewVault(dir, fixedClock{}).oldPath(hsa)
	b, err := os.ReadFile(filepath.Join("testdata", "schema1.db"))
	must(t, err)
	must(t, os.WriteFile(path, b, 0o600))
	return dir, path
}

// wantSchema1 looks for everything that is in schema1.
func wantSchema1(t *testing.T, s *Store) {
	t.Helper()
	list, err := s.Drafts("101")
	must(t, err)
	slices.SortFunc(list, func(x, y app.DraftSummary) int { return int(x.Sum - y.Sum) })
	if len(list) != 5 {
		t.Fatalf("%d drafts, want 5: %+v", len(list), list)
	}
	for i, got := range list {
		d, want := draft(i + 1)
		want.Find = "" // comes with the next save
		if i == 4 {
			want.State = domain.DraftQueued
		}
		if got != want {
			t.Errorf("row %+v, want %+v", got, want)
		}
		if whole, err := s.Draft(d.ID); err != nil || whole.Bills[0].Items[0].Price != d.Bills[0].Items[0].Price {
			t.Errorf("draft %s: %+v, %v", d.ID, whole, err)
		}
	}
	if other, err := s.Drafts("202"); err != nil || len(other) != 1 {
		t.Errorf("the other clinic's: %+v, %v", other, err)
	}
	if items, err := s.Outbox(); err != nil || len(items) != 1 || body(t, s, items[0].ID) != `{"sum":1}` {
		t.Errorf("outbox %+v, %v", items, err)
	}
	if cursor, err := s.Cursor("101"); err != nil || cursor != "c" {
		t.Errorf("cursor %q, %v", cursor, err)
	}
}

// isOld tells whether an open file still is of an older schema.
func isOld(t *testing.T, s *Store) (old bool) {
	must(t, s.view("test", func(r records) error {
		_, version, err := readHead(r.tx)
		old = version < schema
		return err
	}))
	return old
}

func TestOldFileIsBroughtUpToDate(t *testing.T) {
	dir, path := schema1(t)
	s := open(t, dir)
	wantSchema1(t, s)
	if isOld(t, s) {
		t.Error("still of an older schema")
	}
	d, sum := draft(3)
	sum.Sum = domain.Kronor(33)
	must(t, s.SaveDraft(d, sum))
	must(t, s.Close())
	s = open(t, dir)
	list, err := s.Drafts("101")
	if err != nil || len(list) != 5 || !slices.Contains(list, sum) {
		t.Errorf("after a save: %+v, %v", list, err)
	}
	must(t, s.Close())
	raw(t, path, func(tx *bolt.Tx) error { // what an older program looks at before anything else
		if v := binary.BigEndian.Uint32(tx.Bucket(bucketHead).Get(keyHead)); v != schema {
			t.Errorf("the head says schema %d", v)
		}
		return nil
	})
}

// TestOldFileIsReadThoughItCannotBeChanged: on a full disk the drafts can still
// be reached, and the first save with room again brings the file up to date.
func TestOldFileIsReadThoughItCannotBeChanged(t *testing.T) {
	dir, path := schema1(t)
	db, err := openChecked(path)
	must(t, err)
	k, outdated, err := unwrap(t.Context(), db, card("anna"))
	must(t, err)
	s := &Store{path: path, db: db, keys: k, outdated: outdated}
	t.Cleanup(func() { _ = s.Close() }) // closed below, unless the test fails
	s.commit = func(tx *bolt.Tx) error { return errors.Join(syscall.ENOSPC, tx.Rollback()) }
	wantCode(t, s.tidy(), app.CodeStoreFull)
	wantSchema1(t, s)
	if !isOld(t, s) {
		t.Error("changed, though nothing could be written")
	}
	d, sum := draft(7)
	wantCode(t, s.SaveDraft(d, sum), app.CodeStoreFull)
	wantSchema1(t, s)

	s.commit = (*bolt.Tx).Commit
	must(t, s.SaveDraft(d, sum))
	must(t, s.Close())
	s = open(t, dir)
	if list, err := s.Drafts("101"); err != nil || len(list) != 6 || isOld(t, s) {
		t.Errorf("%d drafts, %v", len(list), err)
	}
}
