package store

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/test/memdir"
)

// filled makes a closed store with drafts 1 to n, an outbox item and two pages
// of mirror, and gives its file.
func filled(t testing.TB, n int) (dir, path string) {
	t.Helper()
	dir = t.TempDir()
	s := open(t, dir)
	for i := 1; i <= n; i++ {
		d, sum := draft(i)
		must(t, s.SaveDraft(d, sum))
	}
	d, sum := draft(n)
	must(t, s.Queue(filed(d, sum, []byte(`{"sum":1}`))))
	must(t, s.ApplyChanges("101", app.ChangePage{To: "c", Invoices: []domain.Invoice{invoice(t, 1, 1, domain.StatusReceived), invoice(t, 2, 1, domain.StatusPaid)}}))
	must(t, s.Close())
	return dir, s.path
}

// raw changes the file behind the store's back.
func raw(t testing.TB, path string, f func(*bolt.Tx) error) {
	t.Helper()
	db, err := bolt.Open(path, 0o600, nil)
	must(t, err)
	must(t, db.Update(f))
	must(t, db.Close())
}

func TestRecordsMovedAreDamagedNotOthers(t *testing.T) {
	one, _ := draft(1)
	two, _ := draft(2)
	for name, move := range map[string]func(tx *bolt.Tx) error{
		"two drafts change places": func(tx *bolt.Tx) error {
			b := tx.Bucket([]byte("drafts"))
			x, y := bytes.Clone(b.Get([]byte(one.ID))), bytes.Clone(b.Get([]byte(two.ID)))
			return errors.Join(b.Put([]byte(one.ID), y), b.Put([]byte(two.ID), x))
		},
		"a block of the list becomes a draft": func(tx *bolt.Tx) error {
			v := bytes.Clone(tx.Bucket([]byte("draft-index")).Get(blockKey(one.ID)))
			return tx.Bucket([]byte("drafts")).Put([]byte(one.ID), v)
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir, path := filled(t, 3)
			raw(t, path, move)
			_, err := open(t, dir).Draft(one.ID)
			wantCode(t, err, app.CodeStoreDamaged)
		})
	}
	t.Run("two blocks of the list change places", func(t *testing.T) {
		dir, path := filled(t, 3)
		raw(t, path, func(tx *bolt.Tx) error {
			b := tx.Bucket([]byte("draft-index"))
			x, y := bytes.Clone(b.Get(blockKey(one.ID))), bytes.Clone(b.Get(blockKey(two.ID)))
			return errors.Join(b.Put(blockKey(one.ID), y), b.Put(blockKey(two.ID), x))
		})
		s := open(t, dir)
		list, err := s.Drafts("101")
		if err != nil || len(list) != 3 {
			t.Errorf("%+v, %v", list, err)
		}
		for _, row := range list { // made anew of the drafts
			if torn := row.ID == one.ID || row.ID == two.ID; torn != (row.Errors == app.Unchecked) || row.Person != one.Bills[0].Person {
				t.Errorf("%+v", row)
			}
		}
		if c, err := s.Counts("101"); err != nil || c.Damaged != 2 || c.Drafts != 3 {
			t.Errorf("%+v, %v", c, err)
		}
	})
	t.Run("an invoice of one clinic in another", func(t *testing.T) {
		dir, path := filled(t, 3)
		raw(t, path, func(tx *bolt.Tx) error {
			m := tx.Bucket([]byte("mirror"))
			to, err := m.CreateBucket([]byte("202"))
			if err != nil {
				return err
			}
			for _, sub := range []string{"list", "whole"} {
				side, err := to.CreateBucketIfNotExists([]byte("a"))
				if err != nil {
					return err
				}
				b, err := side.CreateBucket([]byte(sub))
				if err != nil {
					return err
				}
				v := m.Bucket([]byte("101")).Bucket([]byte("a")).Bucket([]byte(sub)).Get(numKey(1))
				if err := b.Put(numKey(1), bytes.Clone(v)); err != nil {
					return err
				}
			}
			return nil
		})
		s := open(t, dir)
		_, err := s.Invoice("202", 1)
		wantCode(t, err, app.CodeStoreDamaged)
		if list, err := s.Invoices("202", func(app.InvoiceSummary) bool { return true }); err != nil || len(list) != 0 {
			t.Errorf("%+v, %v", list, err)
		}
		_, err = s.Cursor("202") // so that it is fetched anew
		wantCode(t, err, app.CodeStoreDamaged)
		if _, err := s.Invoice("101", 1); err != nil {
			t.Errorf("the right clinic: %v", err)
		}
	})
}

// mutations is how many damaged files a kind of damage is tried on.
const mutations = 2000

// TestDamagedFileIsNeverWrongData damages copies of a file in the ways disks and
// copies go wrong. Whatever happens is an error or the truth; and never a crash,
// which would end the test.
func TestDamagedFileIsNeverWrongData(t *testing.T) {
	const drafts = 40
	_, path := filled(t, drafts)
	whole, err := os.ReadFile(path)
	must(t, err)
	page := os.Getpagesize()
	used := lastUsed(whole)
	kinds := map[string]func(r *rand.Rand, b []byte) []byte{
		"bit": func(r *rand.Rand, b []byte) []byte {
			b[r.IntN(used)] ^= 1 << r.IntN(8)
			return b
		},
		"header bit": func(r *rand.Rand, b []byte) []byte { // where the structure is
			b[r.IntN(used/page)*page+r.IntN(256)] ^= 1 << r.IntN(8)
			return b
		},
		"page over page": func(r *rand.Rand, b []byte) []byte {
			from, to := r.IntN(used/page), r.IntN(used/page)
			copy(b[to*page:(to+1)*page], bytes.Clone(b[from*page:(from+1)*page]))
			return b
		},
		"truncated": func(r *rand.Rand, b []byte) []byte { return b[:r.IntN(len(b))] },
		"torn sector": func(r *rand.Rand, b []byte) []byte {
			at := r.IntN(used/512) * 512
			clear(b[at : at+512])
			return b
		},
	}
	for name, mutate := range kinds {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, uint64(len(name))))
			dir := memdir.New(t)
			target := filepath.Join(dir, filepath.Base(path))
			told := 0
			for range mutations / len(kinds) {
				must(t, os.WriteFile(target, mutate(r, bytes.Clone(whole)), 0o600))
				told += examine(t, dir, drafts)
				clearDir(t, dir)
			}
			if told == 0 {
				t.Error("no damage was ever told: the test damages nothing")
			}
		})
	}
}

// lastUsed is the end of the last page with something in it.
func lastUsed(b []byte) int {
	page := os.Getpagesize()
	return (len(bytes.TrimRight(b, "\x00")) + page - 1) / page * page
}

// examine opens a damaged file and gives 1 if damage was told. What it gives as
// data must be true.
func examine(t *testing.T, dir string, drafts int) (told int) {
	t.Helper()
	count := func(err error) bool {
		if err == nil {
			return true
		}
		switch domain.CodeOf(err) {
		case app.CodeStoreDamaged, app.CodeStoreAside, app.CodeStoreWrongCard, app.CodeStoreNewer:
			told = 1
		case app.CodeDraftGone, app.CodeInvoiceNone: // its key is another now, or an older state of the file is left
		default:
			t.Fatalf("damage told as %v", err)
		}
		return false
	}
	opened, err := NewVault(dir, fixedClock{}).Open(t.Context(), hsa, hsa, card("anna"))
	if !count(err) {
		return told
	}
	s := opened.(*Store)
	defer func() { count(s.Close()) }()
	if s.Rescued() != nil {
		told = 1
	}
	for n := 1; n <= drafts; n++ {
		want, _ := draft(n)
		if d, err := s.Draft(want.ID); count(err) && d.Bills[0].Items[0].Price != want.Bills[0].Items[0].Price {
			t.Fatalf("draft %d has the price %s", n, d.Bills[0].Items[0].Price)
		}
	}
	if list, err := s.Drafts("101"); count(err) {
		for _, row := range list {
			if want := row.InvoiceNo; row.Errors != app.Unchecked && row.Sum != domain.Kronor(number(want)-1000) {
				t.Fatalf("invoice %s sums to %v", want, row.Sum)
			}
		}
	}
	for _, ref := range []int64{1, 2} {
		if v, err := s.Invoice("101", ref); count(err) && v.Sum() != 95000 {
			t.Fatalf("invoice %d sums to %v", ref, v.Sum())
		}
	}
	if items, err := s.Outbox(); count(err) && len(items) > 0 && !items[0].Damaged {
		var c domain.Command
		err := s.view("test", func(r records) (err error) {
			c, _, err = r.command("test", items[0].ID)
			return err
		})
		if count(err) && string(c.Body) != `{"sum":1}` {
			t.Fatalf("outbox %q", c.Body)
		}
	}
	d, sum := draft(drafts + 1)
	if count(s.SaveDraft(d, sum)) { // a save into a damaged file neither crashes nor lies
		got, err := s.Draft(d.ID)
		if err != nil || got.Bills[0].Items[0].Price != d.Bills[0].Items[0].Price {
			t.Fatalf("saved, but %+v %v", got, err)
		}
	}
	return told
}

func number(s string) (n int64) {
	for _, c := range s {
		n = n*10 + int64(c-'0')
	}
	return n
}

func clearDir(t *testing.T, dir string) {
	entries, err := os.ReadDir(dir)
	must(t, err)
	for _, e := range entries {
		must(t, os.Remove(filepath.Join(dir, e.Name())))
	}
}

func TestDamagedFileIsPutAsideWhole(t *testing.T) {
	dir, path := filled(t, 3)
	must(t, errors.Join(os.Remove(copyPath(path)), os.Remove(markPath(path))))
	whole, err := os.ReadFile(path)
	must(t, err)
	broken := whole[:len(whole)/4]
	must(t, os.WriteFile(path, broken, 0o600))
	v := NewVault(dir, fixedClock{})
	_, err = v.Open(t.Context(), hsa, hsa, card("anna"))
	wantCode(t, err, app.CodeStoreAside)
	entries, err := os.ReadDir(dir)
	must(t, err)
	if len(entries) != 1 || !strings.HasPrefix(entries[0].Name(), filepath.Base(path)+".skadad-20261123T0930") {
		t.Fatalf("left: %v", entries)
	}
	kept, err := os.ReadFile(filepath.Join(dir, entries[0].Name()))
	if err != nil || !slices.Equal(kept, broken) {
		t.Errorf("the damaged file was not kept as it was: %v", err)
	}
	if list, err := open(t, dir).Drafts("101"); err != nil || len(list) != 0 { // work goes on, in a new file
		t.Errorf("%v %v", list, err)
	}
}

// A flipped bit in the head is damage, not a wrong card or a newer program.
func TestAHeadThatWasChangedIsDamage(t *testing.T) {
	for _, at := range []int{0, 3, 4, 4 + saltSize - 1, 4 + saltSize} {
		_, path := filled(t, 1)
		raw(t, path, func(tx *bolt.Tx) error {
			h := bytes.Clone(tx.Bucket(bucketHead).Get(keyHead))
			h[at] ^= 1
			return tx.Bucket(bucketHead).Put(keyHead, h)
		})
		db, err := openChecked(path)
		must(t, err)
		_, _, err = unwrap(t.Context(), db, card("anna"))
		must(t, db.Close())
		if !errors.Is(err, errDamaged) {
			t.Errorf("byte %d: %v", at, err)
		}
	}
}

func TestNewerSchemaIsRefused(t *testing.T) {
	dir, path := filled(t, 1)
	raw(t, path, func(tx *bolt.Tx) error {
		h := bytes.Clone(tx.Bucket(bucketHead).Get(keyHead))
		h = head(h[4 : 4+saltSize])
		h[3] = schema + 1
		return tx.Bucket(bucketHead).Put(keyHead, checksummed(h[:4+saltSize]))
	})
	_, err := NewVault(dir, fixedClock{}).Open(t.Context(), hsa, hsa, card("anna"))
	wantCode(t, err, app.CodeStoreNewer)
	if _, err := os.Stat(path); err != nil {
		t.Errorf("the newer program's file: %v", err)
	}
}

// TestNothingPersonalInTheFile looks for what was saved in the raw bytes, in
// the forms in which it could lie there.
func TestNothingPersonalInTheFile(t *testing.T) {
	dir, path := filled(t, 5)
	s := open(t, dir)
	inv := invoice(t, 1, 1, domain.StatusPaid)
	must(t, s.PutUser(domain.User{HSAID: hsa, Name: "Anna Öhrn"}))
	must(t, s.PutPerson("101", domain.PersonFacts{Person: inv.Bills[0].Person}, fixedClock{}.Now()))
	must(t, s.Close())
	b, err := os.ReadFile(path)
	must(t, err)
	for _, secret := range []string{"193405128350", "19340512", "8350", "3405128350", "Öhrn", "Klara", hsa, "ref-1", "2026-11-20"} {
		if bytes.Contains(b, []byte(secret)) {
			t.Errorf("%q stands in the file", secret)
		}
		if strings.Contains(path, secret) {
			t.Errorf("%q stands in the file's name", secret)
		}
	}
	if !bytes.Contains(b, []byte("drafts")) {
		t.Error("the scan does not see the file")
	}
}
