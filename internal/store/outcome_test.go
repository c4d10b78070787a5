package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	bolt "go.etcd.io/bbolt"

	"example.org/tandtui/internal/app"
)

// TestOutcomeOfAFailedCommit: bbolt's error says nothing about whether the
// records are in the file; the store must find out, or say that nobody knows.
func TestOutcomeOfAFailedCommit(t *testing.T) {
	d, sum := draft(1)
	next, nextSum := draft(2)
	setup := func(t *testing.T) (*Store, string) {
		dir := t.TempDir()
		return open(t, dir), dir
	}
	t.Run("written, then an error of the disk: saved, in a file written anew", func(t *testing.T) {
		s, dir := setup(t)
		before := inode(t, s.path)
		s.commit = func(tx *bolt.Tx) error { return errors.Join(tx.Commit(), syscall.EIO) }
		must(t, s.SaveDraft(d, sum))
		if os.SameFile(before, inode(t, s.path)) {
			t.Error("the file whose sync failed is still the one in use")
		}
		s.commit = (*bolt.Tx).Commit
		must(t, s.SaveDraft(next, nextSum))
		must(t, s.Close())
		if list, err := open(t, dir).Drafts("101"); err != nil || len(list) != 2 {
			t.Errorf("%d drafts, %v", len(list), err)
		}
	})
	t.Run("not written: told, and the next save works", func(t *testing.T) {
		s, _ := setup(t)
		for _, c := range []struct {
			err  error
			code string
		}{
			{syscall.EIO, app.CodeStoreFailed},
			{syscall.ENOSPC, app.CodeStoreFull},
			{syscall.EROFS, app.CodeStorePermission},
		} {
			s.commit = func(tx *bolt.Tx) error { return errors.Join(c.err, tx.Rollback()) }
			wantCode(t, s.SaveDraft(d, sum), c.code)
			_, err := s.Draft(d.ID)
			wantCode(t, err, app.CodeDraftGone)
		}
		s.commit = (*bolt.Tx).Commit
		must(t, s.SaveDraft(d, sum))
	})
	t.Run("the file cannot be read back: unsure until it can", func(t *testing.T) {
		s, _ := setup(t)
		away := s.path + ".away"
		s.commit = func(tx *bolt.Tx) error {
			return errors.Join(tx.Commit(), os.Rename(s.path, away), syscall.EIO)
		}
		wantCode(t, s.SaveDraft(d, sum), app.CodeStoreUnsure)
		_, err := s.Draft(d.ID)
		wantCode(t, err, app.CodeStoreUnsure)
		s.commit = (*bolt.Tx).Commit
		wantCode(t, s.SaveDraft(next, nextSum), app.CodeStoreFailed) // no "saved" before the file is back
		must(t, os.Rename(away, s.path))
		must(t, s.SaveDraft(next, nextSum))
		if _, err := s.Draft(d.ID); err != nil {
			t.Errorf("the unsure draft was there all the time: %v", err)
		}
	})
	t.Run("a panic inside bbolt: told, nothing lost", func(t *testing.T) {
		s, _ := setup(t)
		must(t, s.SaveDraft(next, nextSum))
		s.commit = func(*bolt.Tx) error { panic("page 7: assertion failed") }
		wantCode(t, s.SaveDraft(d, sum), app.CodeStoreFailed)
		s.commit = (*bolt.Tx).Commit
		must(t, s.SaveDraft(d, sum))
		if list, err := s.Drafts("101"); err != nil || len(list) != 2 {
			t.Errorf("%d drafts, %v", len(list), err)
		}
	})
}

func inode(t *testing.T, path string) os.FileInfo {
	t.Helper()
	info, err := os.Stat(path)
	must(t, err)
	return info
}

// TestCreationIsCompleteBeforeItHasItsName: a power failure at any moment of it
// leaves no file, or a whole one.
func TestCreationIsCompleteBeforeItHasItsName(t *testing.T) {
	dir := t.TempDir()
	v := NewVault(dir, fixedClock{})
	path := v.path(hsa)
	temp, err := build(t.Context(), path, card("anna"))
	must(t, err)
	if _, err := os.Lstat(path); !errors.Is(err, os.ErrNotExist) {
		t.Fatal("the file has its name before it is complete")
	}
	db, err := openChecked(temp)
	must(t, err)
	if _, _, err := unwrap(t.Context(), db, card("anna")); err != nil {
		t.Errorf("the temporary file is not complete: %v", err)
	}
	must(t, db.Close())

	must(t, create(t.Context(), path, card("anna"))) // the power came back; temp is a leftover
	first := inode(t, path)
	must(t, publish(temp, path)) // another program was slower: it must not replace ours
	if !os.SameFile(first, inode(t, path)) {
		t.Error("a file in use was replaced")
	}
	_, err = build(t.Context(), path, card("anna"))
	must(t, err)
	open(t, dir)
	entries, err := os.ReadDir(dir)
	must(t, err)
	for _, e := range entries {
		if strings.Contains(e.Name(), tempMark) {
			t.Errorf("left over: %s", e.Name())
		}
	}
	if filepath.Base(path) != entries[0].Name() {
		t.Errorf("entries %v", entries)
	}
}
