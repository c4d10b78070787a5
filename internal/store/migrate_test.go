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

// schema2 puts a file that the program of schema 2 wrote where the user's was:
// drafts 1 to 5 of clinic 101, the third refused, the fourth and fifth queued and
// the fourth perhaps sent, and 6 of clinic 202.
func schema2(t *testing.T) (dir, path string) {
	t.Helper()
	dir = t.TempDir()
	path = NewVault(dir, fixedClock{}).oldPath(hsa)
	b, err := os.ReadFile(filepath.Join("testdata", "schema2.db"))
	must(t, err)
	must(t, os.WriteFile(path, b, 0o600))
	return dir, path
}

// schema3 is schema2 as the program of schema 3 brought it up to date.
func schema3(t *testing.T) (dir, path string) {
	t.Helper()
	dir = t.TempDir()
	path = NewVault(dir, fixedClock{}).oldPath(hsa)
	b, err := os.ReadFile(filepath.Join("testdata", "schema3.db"))
	must(t, err)
	must(t, os.WriteFile(path, b, 0o600))
	return dir, path
}

// wantSchema2 looks for everything that is in schema2.
func wantSchema2(t *testing.T, s *Store) {
	t.Helper()
	list, err := s.Drafts("101")
	if err != nil || len(list) != 5 {
		t.Fatalf("%+v, %v", list, err)
	}
	if other, err := s.Drafts("202"); err != nil || len(other) != 1 {
		t.Errorf("the other clinic's: %+v, %v", other, err)
	}
	third, _ := draft(3)
	if d, err := s.Draft(third.ID); err != nil || d.State != domain.DraftRefused || d.Refusal.Code != "reference-used" {
		t.Errorf("%+v, %v", d, err)
	}
	heads, err := s.Outbox()
	sent := map[string]bool{}
	for _, h := range heads {
		sent[body(t, s, h.ID)] = h.Sent
		if h.Kind != domain.CommandSubmit || h.Clinic != "101" || h.Damaged {
			t.Errorf("%+v", h)
		}
	}
	if err != nil || len(sent) != 2 || !sent[`{"sum":4}`] || sent[`{"sum":1}`] {
		t.Errorf("outbox %+v, %v", heads, err)
	}
	if c, err := s.Counts("101"); err != nil || c != (app.Counts{Drafts: 3, Outbox: 2}) {
		t.Errorf("%+v, %v", c, err)
	}
	if cursor, err := s.Cursor("101"); err != nil || cursor != "c" {
		t.Errorf("cursor %q, %v", cursor, err)
	}
	if v, err := s.Invoice("101", 2); err != nil || v.Status != domain.StatusPaid {
		t.Errorf("%+v, %v", v, err)
	}
	if u, err := s.User(); err != nil || u.Name != "Anna" {
		t.Errorf("%+v, %v", u, err)
	}
	favourites, err := s.Favourites("101")
	templates, err2 := s.Templates("101")
	persons, err3 := s.Persons("101")
	if errors.Join(err, err2, err3) != nil || len(favourites) != 2 || len(templates) != 1 || len(persons) != 1 {
		t.Errorf("%v %v %v %v", favourites, templates, persons, errors.Join(err, err2, err3))
	}
}

// The copy that is made first opens with the program that wrote the file: it is
// the file as it was.
func TestACopyIsMadeBeforeTheFileIsChanged(t *testing.T) {
	for version, put := range map[string]func(*testing.T) (string, string){"1": schema1, "2": schema2, "3": schema3} {
		dir, path := put(t)
		s, err := enter(t, dir, hsa, "", "anna")
		must(t, err)
		if isOld(t, s) {
			t.Error("still of an older schema")
		}
		if version != "1" {
			wantSchema2(t, s)
		}
		must(t, s.Close())
		copied, err := openChecked(path + ".schema-" + version)
		must(t, err)
		k, outdated, err := unwrap(t.Context(), copied, card("anna"))
		if err != nil || !outdated {
			t.Fatal(outdated, err)
		}
		old := &Store{path: path, db: copied, keys: k}
		if version == "1" {
			wantSchema1(t, old)
		} else {
			wantSchema2(t, old)
		}
		must(t, old.Close())
	}
}

// A kill after the copy and before the change leaves both; the next opening goes on.
func TestKilledBetweenCopyAndChange(t *testing.T) {
	dir, path := schema2(t)
	db, err := openChecked(path)
	must(t, err)
	k, outdated, err := unwrap(t.Context(), db, card("anna"))
	must(t, err)
	s := &Store{path: path, db: db, keys: k, outdated: outdated}
	must(t, s.keepCopy())
	must(t, s.Close())
	s, err = enter(t, dir, hsa, "", "anna")
	must(t, err)
	wantSchema2(t, s)
	if isOld(t, s) {
		t.Error("still of an older schema")
	}
}

// A damaged submission does not stop a file from being brought up to date: it is
// told as damaged, and the copy has it as it was.
func TestADamagedSubmissionIsBroughtAlong(t *testing.T) {
	dir, path := schema2(t)
	fifth, _ := draft(5)
	flip(t, path, pathOutbox, fifth.ID)
	s, err := enter(t, dir, hsa, "", "anna")
	must(t, err)
	heads, err := s.Outbox()
	if err != nil || len(heads) != 2 || heads[0].Damaged || !heads[1].Damaged || heads[1].ID != fifth.ID {
		t.Fatalf("%+v, %v", heads, err)
	}
	if c, err := s.Counts("101"); err != nil || c.Outbox != 1 || c.Damaged != 1 {
		t.Errorf("%+v, %v", c, err)
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
	t.Run("schema 2", func(t *testing.T) {
		_, path := schema2(t)
		db, err := openChecked(path)
		must(t, err)
		k, outdated, err := unwrap(t.Context(), db, card("anna"))
		must(t, err)
		s := &Store{path: path, db: db, keys: k, outdated: outdated, commit: func(tx *bolt.Tx) error { return errors.Join(syscall.ENOSPC, tx.Rollback()) }}
		t.Cleanup(func() { must(t, s.Close()) })
		wantCode(t, s.tidy(fixedClock{}.Now()), app.CodeStoreFull)
		wantSchema2(t, s)
	})
	dir, path := schema1(t)
	db, err := openChecked(path)
	must(t, err)
	k, outdated, err := unwrap(t.Context(), db, card("anna"))
	must(t, err)
	s := &Store{path: path, db: db, keys: k, outdated: outdated}
	t.Cleanup(func() { _ = s.Close() }) // closed below, unless the test fails
	s.commit = func(tx *bolt.Tx) error { return errors.Join(syscall.ENOSPC, tx.Rollback()) }
	wantCode(t, s.tidy(fixedClock{}.Now()), app.CodeStoreFull)
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
