package store

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/test/memdir"
)

// afterTheCopy makes a closed store with a copy that has drafts 1 to 5, and a file in
// which draft 1 was changed since, 6 to 8 are new, and 8 waits in the outbox. whole is
// that file's content.
func afterTheCopy(t *testing.T) (dir, path string, whole []byte) {
	t.Helper()
	dir = memdir.New(t)
	s := open(t, dir)
	for n := 1; n <= 5; n++ {
		d, row := draft(n)
		must(t, s.SaveDraft(d, row))
	}
	must(t, s.Close())
	kept, err := os.ReadFile(copyPath(s.path))
	must(t, err)
	s = open(t, dir)
	d, row := draft(1)
	d.InvoiceNo, d.Updated = "changed", d.Updated.Add(1)
	must(t, s.SaveDraft(d, row))
	for n := 6; n <= 8; n++ {
		d, row := draft(n)
		must(t, s.SaveDraft(d, row))
	}
	d, row = draft(8)
	d.State, row.State = domain.DraftQueued, domain.DraftQueued
	must(t, s.Queue(filed(d, row, []byte(`{"sum":8}`))))
	_, _, err = s.BeginAttempt(d.ID)
	must(t, err)
	must(t, s.Close())
	must(t, os.WriteFile(copyPath(s.path), kept, 0o600)) // as if it had been killed
	whole, err = os.ReadFile(s.path)
	must(t, err)
	return dir, s.path, whole
}

// wantRescued looks for what afterTheCopy made.
func wantRescued(t *testing.T, s *Store) {
	t.Helper()
	for n := 1; n <= 8; n++ {
		want, _ := draft(n)
		d, err := s.Draft(want.ID)
		must(t, err)
		if n == 1 && d.InvoiceNo != "changed" || n == 8 && d.State != domain.DraftQueued || d.Bills[0].Comment != want.Bills[0].Comment {
			t.Errorf("%d: %+v", n, d)
		}
	}
	if list, err := s.Drafts("101"); err != nil || len(list) != 8 {
		t.Errorf("%d rows, %v", len(list), err)
	}
	heads, err := s.Outbox()
	must(t, err)
	if len(heads) != 1 || heads[0].Damaged || !heads[0].Sent {
		t.Fatalf("%+v", heads)
	}
	if c, _, err := s.BeginAttempt(heads[0].ID); err != nil || string(c.Body) != `{"sum":8}` {
		t.Errorf("%s %v", c.Body, err)
	}
	if c, err := s.Counts("101"); err != nil || c.Drafts != 7 || c.Outbox != 1 || c.Damaged != 0 {
		t.Errorf("%+v %v", c, err)
	}
}

// TestV4ADamagedFileIsMadeAnew of its copy and of what is newer in it, in the same
// opening, and told; the damaged file is kept. Also without a copy, where its keys can
// be read.
func TestV4ADamagedFileIsMadeAnew(t *testing.T) {
	harm := map[string]func(b []byte){
		"both meta pages":    func(b []byte) { clear(b[:2*os.Getpagesize()]) },
		"a flipped page id":  func(b []byte) { flipRoots(b) },
		"pages are swapped":  swapLeaves,
		"a free list of use": func(b []byte) { eachPage(b, flagFreelist, func(p []byte) { p[10]++; p[16] = 2 }) },
	}
	for name, f := range harm {
		for _, copied := range []bool{true, false} {
			t.Run(name, func(t *testing.T) {
				dir, path, whole := afterTheCopy(t)
				f(whole)
				must(t, os.WriteFile(path, whole, 0o600))
				if !copied {
					must(t, os.Remove(copyPath(path)))
				}
				s := open(t, dir)
				r := s.Rescued()
				if r == nil || r.Copy.IsZero() == copied || r.Commands != 1 || r.Drafts != map[bool]int{true: 4, false: 8}[copied] {
					t.Fatalf("told as %+v", r)
				}
				if kept, err := os.ReadFile(filepath.Join(dir, r.File)); err != nil || string(kept) != string(whole) || !strings.Contains(r.File, ".skadad-") {
					t.Errorf("the damaged file was not kept: %v", err)
				}
				wantRescued(t, s)
				must(t, s.Close())
				s = open(t, dir)
				if s.Rescued() != nil {
					t.Error("told again")
				}
				wantRescued(t, s)
			})
		}
	}
}

// eachPage calls f with every page that has the flags.
func eachPage(b []byte, flags uint16, f func(page []byte)) {
	size := os.Getpagesize()
	for at := 2 * size; at+size <= len(b); at += size {
		if le.Uint16(b[at+8:]) == flags {
			f(b[at : at+size])
		}
	}
}

func flipRoots(b []byte) { eachPage(b, flagLeaf, func(p []byte) { p[0] ^= 1 }) }

// swapLeaves moves every leaf page to the place of the one before.
func swapLeaves(b []byte) {
	var leaves [][]byte
	eachPage(b, flagLeaf, func(p []byte) {
		if le.Uint32(p[12:]) == 0 {
			leaves = append(leaves, p)
		}
	})
	first := append([]byte(nil), leaves[0]...)
	for i := range leaves[1:] {
		copy(leaves[i], leaves[i+1])
	}
	copy(leaves[len(leaves)-1], first)
}

// TestV4NothingUntrueIsRescued: whatever bytes are wrong, what comes out was once
// saved.
func TestV4NothingUntrueIsRescued(t *testing.T) {
	_, _, whole := afterTheCopy(t)
	r := rand.New(rand.NewPCG(4, 4))
	for range 60 {
		dir, path, _ := afterTheCopy(t)
		b := append([]byte(nil), whole...)
		clear(b[:2*os.Getpagesize()])
		for range 40 {
			b[r.IntN(len(b))] ^= 1 << r.IntN(8)
		}
		must(t, os.WriteFile(path, b, 0o600))
		s := open(t, dir) // of another file's keys: only the copy is left
		for n := 1; n <= 5; n++ {
			want, _ := draft(n)
			if d, err := s.Draft(want.ID); err != nil || d.Bills[0].Comment != want.Bills[0].Comment {
				t.Fatalf("%+v %v", d, err)
			}
		}
		must(t, s.Close())
	}
}

// TestV4TheCopyIsOfAGoodFile: not made while something is damaged, not when nothing has
// changed, gone with a way to open the file that was removed.
func TestV4TheCopyIsOfAGoodFile(t *testing.T) {
	dir, path := filled(t, 3)
	info, err := os.Stat(copyPath(path))
	must(t, err)
	if info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
	before, err := os.ReadFile(copyPath(path))
	must(t, err)
	same := func(what string) {
		t.Helper()
		if now, err := os.ReadFile(copyPath(path)); err != nil || string(now) != string(before) {
			t.Errorf("%s: the copy was made anew (%v)", what, err)
		}
	}
	must(t, open(t, dir).Close())
	same("nothing has changed")
	one, _ := draft(1)
	raw(t, path, func(tx *bolt.Tx) error {
		b := tx.Bucket([]byte("drafts"))
		v := append([]byte(nil), b.Get([]byte(one.ID))...)
		v[20] ^= 1
		return b.Put([]byte(one.ID), v)
	})
	s := open(t, dir)
	_, err = s.Draft(one.ID)
	wantCode(t, err, app.CodeStoreDamaged)
	d, row := draft(9)
	must(t, s.SaveDraft(d, row))
	must(t, s.Close())
	same("a draft is damaged")

	s = open(t, t.TempDir())
	must(t, s.Close())
	added, err := s.slotsForTest(t)
	must(t, err)
	if exists(copyPath(added)) {
		t.Error("a card that was removed still opens the copy")
	}
}

// slotsForTest adds a second card, closes, removes it, and gives the file.
func (s *Store) slotsForTest(t *testing.T) (string, error) {
	t.Helper()
	dir := filepath.Dir(s.path)
	s = open(t, dir)
	slot, err := s.AddSlot(t.Context(), app.Slot{Kind: app.SlotCard}, card("bo"))
	if err != nil {
		return "", err
	}
	must(t, s.Close())
	s = open(t, dir)
	return s.path, s.RemoveSlot(slot.ID)
}
