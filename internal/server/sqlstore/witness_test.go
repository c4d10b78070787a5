package sqlstore

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// took takes numbers and changes the clinic's feed, as a submission does.
func took(t *testing.T, s *Store, invoices int) (last int64) {
	t.Helper()
	for range invoices {
		err := s.Write(context.Background(), func(tx server.Tx) error {
			v, err := server.Number(tx, domain.Invoice{Clinic: "1", Status: domain.StatusReceived, Bills: make([]domain.InvoiceBill, 3)}, time.UnixMilli(1))
			last = v.OurRef
			if err != nil {
				return err
			}
			return tx.AddChanges("1", server.Change{Kind: server.ChangeClinic})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return last
}

func closed(t *testing.T, s *Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func copied(t *testing.T, from, to string) {
	t.Helper()
	if err := os.WriteFile(to, []byte(contentOf(t, from)), 0o600); err != nil {
		t.Fatal(err)
	}
}

// region is a region with some invoices, closed, and a plain copy of its file.
func regionAndCopy(t *testing.T) (path, copyOf, epoch string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "x.db")
	s, err := opened(path)
	if err != nil {
		t.Fatal(err)
	}
	seed(t, s)
	took(t, s, 3)
	closed(t, s)
	copied(t, path, path+".copy")
	return path, path + ".copy", s.Epoch()
}

// L3: a plain copy that is put back is noticed; the history begins anew, and no
// number that was given meanwhile is given again.
func TestL3AnOlderCopyIsRecognised(t *testing.T) {
	for name, given := range map[string]int{"one transaction later": 1, "many later": 40} {
		t.Run(name, func(t *testing.T) {
			path, old, epoch := regionAndCopy(t)
			s, err := opened(path)
			if err != nil {
				t.Fatal(err)
			}
			if s.Older() != nil || s.Epoch() != epoch {
				t.Fatalf("%+v, epoch %s, was %s: nothing has happened to it", s.Older(), s.Epoch(), epoch)
			}
			highest := took(t, s, given)
			closed(t, s)

			copied(t, old, path)
			back := open2(t, path)
			found := back.Older()
			if found == nil || found.Unknown || found.Lost < int64(given) || back.Epoch() == epoch {
				t.Fatalf("%+v, epoch %s, was %s", found, back.Epoch(), epoch)
			}
			if next := took(t, back, 1); next <= highest || next != found.NextOur || next > highest+ahead+1 {
				t.Errorf("Vår referens %d after %d, told %d", next, highest, found.NextOur)
			}
			bills := int64(0)
			if err := back.Write(context.Background(), func(tx server.Tx) (err error) {
				bills, err = tx.NextNumbers(server.CounterBillNo, 1)
				return err
			}); err != nil || bills <= 1_000_001+3*int64(given+3) {
				t.Errorf("räkningsnummer %d (%v)", bills, err)
			}
			if again := open2(t, path); again.Older() != nil || again.Epoch() != back.Epoch() {
				t.Errorf("told again: %+v", again.Older())
			}
		})
	}
}

// L3: numbers that a power cut took from the witness's newest lines were noted
// before they were given.
func TestL3NumbersAreNotedBeforeTheyAreGiven(t *testing.T) {
	path, _, _ := regionAndCopy(t)
	early := contentOf(t, path+witnessSuffix)
	s, err := opened(path)
	if err != nil {
		t.Fatal(err)
	}
	kept, ok := parseTestimony([]byte(early[:slotSize]))
	if other, whole := parseTestimony([]byte(early[slotSize:])); whole && other.Serial > kept.Serial {
		kept, ok = other, true
	}
	limit := kept.Limits[server.CounterOurRef]
	if !ok || limit < 600_001+ahead {
		t.Fatalf("%+v", kept)
	}
	if err := s.Write(context.Background(), func(tx server.Tx) error {
		_, err := tx.NextNumbers(server.CounterOurRef, int(limit-600_001-3)) // three were given
		return err
	}); err != nil {
		t.Fatal(err)
	}
	now, err := s.witness.read()
	if err != nil || now.Limits[server.CounterOurRef] != limit {
		t.Fatalf("the limit was moved early: %+v %v", now, err)
	}
	if took(t, s, 1); err != nil {
		t.Fatal(err)
	}
	if now, _ = s.witness.read(); now.Limits[server.CounterOurRef] < limit+ahead {
		t.Errorf("%+v: the limit was not moved", now)
	}
	closed(t, s)
}

// V1: also a copy without its witness begins a new history; numbers jump far,
// since nobody knows how far they had come.
func TestV1ACopyElsewhereBeginsANewHistory(t *testing.T) {
	path, old, epoch := regionAndCopy(t)
	for name, spoil := range map[string]func(string) error{
		"no witness":   func(string) error { return nil },
		"an empty one": func(w string) error { return os.WriteFile(w, nil, 0o600) },
		"damaged": func(w string) error {
			return os.WriteFile(w, []byte(strings.Replace(contentOf(t, path+witnessSuffix), `"commits":`, `"commits":9`, 2)), 0o600)
		},
	} {
		elsewhere := filepath.Join(t.TempDir(), "x.db")
		copied(t, old, elsewhere)
		if err := spoil(elsewhere + witnessSuffix); err != nil {
			t.Fatal(err)
		}
		s := open2(t, elsewhere)
		if found := s.Older(); found == nil || !found.Unknown || s.Epoch() == epoch || found.NextOur < 600_000+unwitnessed {
			t.Errorf("%s: %+v", name, found)
		}
	}
}

// Another history's database beside a witness is noticed also where it has come
// further than that one.
func TestV1AnotherHistoryIsNoticed(t *testing.T) {
	path, _, _ := regionAndCopy(t)
	other := filepath.Join(t.TempDir(), "y.db")
	s, err := opened(other)
	if err != nil {
		t.Fatal(err)
	}
	seed(t, s)
	took(t, s, 50)
	closed(t, s)
	copied(t, other, path)
	if s := open2(t, path); s.Older() == nil || s.Epoch() == "" {
		t.Errorf("%+v", s.Older())
	}
}

// A process that holds a database which another has taken the place of is stopped
// from writing into the void.
func TestV1AReplacedDatabaseIsNotWrittenTo(t *testing.T) {
	path, old, _ := regionAndCopy(t)
	serving := open2(t, path)
	took(t, serving, 2)
	if err := os.Rename(old, path); err != nil {
		t.Fatal(err)
	}
	for _, suffix := range []string{"-wal", "-shm"} {
		if err := os.Remove(path + suffix); err != nil {
			t.Fatal(err)
		}
	}
	if desk := open2(t, path); desk.Older() == nil {
		t.Fatal("not noticed")
	}
	err := serving.Write(context.Background(), func(tx server.Tx) error { return tx.AddChanges("1", server.Change{Kind: server.ChangeClinic}) })
	if domain.CodeOf(err) != CodeReplaced {
		t.Errorf("%v", err)
	}
}

// A killed process leaves a database that is no older than its witness: nothing
// begins anew.
func TestL3AKillIsNoRestore(t *testing.T) {
	path, _, epoch := regionAndCopy(t)
	one, other := open2(t, path), open2(t, path)
	for range 5 { // two processes take turns
		took(t, one, 2)
		took(t, other, 2)
	}
	if third := open2(t, path); third.Older() != nil || third.Epoch() != epoch {
		t.Errorf("%+v", third.Older())
	}
}

// What has read only, and what came to nothing, needs no witness.
func TestReadingIsNotWitnessed(t *testing.T) {
	s := fresh(t)
	before, _ := s.witness.read()
	err := s.Write(context.Background(), func(tx server.Tx) error {
		_, err := tx.Head("1")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Write(context.Background(), func(tx server.Tx) error {
		return tx.PutClinic(domain.Clinic{No: "1", ProviderID: "none"})
	}); err == nil {
		t.Fatal("a clinic of no provider")
	}
	if after, _ := s.witness.read(); after.Serial != before.Serial {
		t.Errorf("%+v, was %+v", after, before)
	}
}
