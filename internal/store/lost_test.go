package store

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// The region's answer ends a submission also where its draft is damaged or lost:
// it is not sent again for ever.
func TestAnAnswerToALostDraft(t *testing.T) {
	for name, lose := range map[string]func(t *testing.T, path, id string){
		"damaged": func(t *testing.T, path, id string) { flip(t, path, pathDrafts, id) },
		"draft and row lost": func(t *testing.T, path, id string) {
			raw(t, path, func(tx *bolt.Tx) error {
				if err := tx.DeleteBucket([]byte(pathIndex[0])); err != nil {
					return err
				}
				return bucketAt(tx, pathDrafts).Delete([]byte(id))
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s := open(t, dir)
			d, row := draft(1)
			d.State, row.State = domain.DraftQueued, domain.DraftQueued
			must(t, s.Queue(filed(d, row, []byte("{}"))))
			must(t, s.Close())
			lose(t, s.path, d.ID)
			s = open(t, dir)
			if _, _, err := s.BeginAttempt(d.ID); err != nil {
				t.Fatalf("it is not sent: %v", err)
			}
			must(t, s.Settle(d.ID, no("findings")))
			if heads, err := s.Outbox(); err != nil || len(heads) != 0 {
				t.Errorf("%+v, %v", heads, err)
			}
			if c, err := s.Counts("101"); err != nil || c.Unseen != 1 {
				t.Errorf("nobody is told: %+v, %v", c, err)
			}
		})
	}
}

// A file that cannot be copied is not changed: it is read as it is, and says why
// nothing is saved.
func TestWithoutACopyNothingIsChanged(t *testing.T) {
	dir, path := schema2(t)
	must(t, os.Mkdir(path+".schema-2", 0o700)) // stands where the copy is to be
	must(t, os.WriteFile(filepath.Join(path+".schema-2", "x"), nil, 0o600))
	s, err := enter(t, dir, hsa, "", "anna")
	must(t, err)
	wantSchema2(t, s)
	d, row := draft(7)
	if s.SaveDraft(d, row) == nil {
		t.Error("saved without a copy of the old file")
	}
	if !isOld(t, s) {
		t.Error("changed without a copy of the old file")
	}
	must(t, os.RemoveAll(path+".schema-2"))
	must(t, s.SaveDraft(d, row))
	if isOld(t, s) || !exists(path+".schema-2") {
		t.Error("with room, still old or not copied")
	}
	must(t, s.Close())
	_, err = enter(t, dir, hsa, "", "anna")
	must(t, err)
	entries, err := os.ReadDir(dir)
	must(t, err)
	for _, e := range entries {
		if strings.Contains(e.Name(), tempMark) {
			t.Errorf("left over after an opening: %s", e.Name())
		}
	}
}

// Where nothing can be written, a note of an identity is told as not written.
func TestANoteThatCannotBeWritten(t *testing.T) {
	v := NewVault(filepath.Join(t.TempDir(), "none"), fixedClock{})
	if v.Bind(hsa, user) == nil {
		t.Error("remembered in a directory that is not there")
	}
	v = NewVault(t.TempDir(), fixedClock{})
	must(t, os.Mkdir(v.identityFile(hsa), 0o700))
	must(t, os.WriteFile(filepath.Join(v.identityFile(hsa), "x"), nil, 0o600))
	if v.Bind(hsa, user) == nil {
		t.Error("remembered in place of a directory")
	}
	if _, err := v.Open(t.Context(), hsa, user, card("anna")); err == nil {
		t.Error("opened beside a note that cannot be read")
	}
}

// A rename of a file that is damaged puts it aside, like any opening.
func TestADamagedFileIsNotRenamed(t *testing.T) {
	dir, old := schema2(t)
	v := NewVault(dir, fixedClock{})
	must(t, v.Bind(hsa, user))
	must(t, os.Truncate(old, minFile))
	_, err := enter(t, dir, hsa, "", "anna")
	wantCode(t, err, app.CodeStoreAside)
	if exists(old) || exists(v.path(user)) {
		t.Error("it is still there, or was renamed")
	}
	s, err := enter(t, dir, hsa, "", "anna") // a new one
	must(t, err)
	if s.path != v.path(user) {
		t.Errorf("at %s", s.path)
	}
}
