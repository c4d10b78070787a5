package store

import (
	"context"
	"fmt"
	"os"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/secret"
	"example.org/tandtui/internal/secret/memtest"
)

// TestV9ClosedStoreLeavesNoKeyInMemory: data key, records key and what the slot was
// opened with are found in memory while the store is open, the records key at
// least, and none of them once it is closed. The second part is judged without the
// race detector only (make memory).
func TestV9ClosedStoreLeavesNoKeyInMemory(t *testing.T) {
	memtest.Play("store", playStore)
	dir := t.TempDir()
	child := memtest.Start(t, t.Name(), "store", "STORE_DIR="+dir)
	from := []byte("what the card makes of a salt 32")
	child.Do(from)
	child.Do([]byte("close"))
	s := openFor(t, dir, from)
	data := append([]byte(nil), s.keys.data...)
	must(t, s.Close())
	records := secret.Key(data, nil, infoRecords)
	rounds := 20
	if !memtest.Exact {
		rounds = 1
	}
	for round := range rounds {
		child.Do(from)
		if len(memtest.Find(t, child.PID(), records)) == 0 {
			t.Fatal("the key of an open store is not found: the search is blind")
		}
		child.Do([]byte("close"))
		if !memtest.Exact {
			continue
		}
		for what, key := range map[string][]byte{"records key": records, "data key": data, "slot's secret": from} {
			if found := memtest.Find(t, child.PID(), key); len(found) > 0 {
				t.Fatalf("round %d: the %s is left: %v", round, what, found)
			}
		}
	}
}

// playStore opens the store with what it is given, writes to it and reads it, and
// closes it at the next order.
func playStore() {
	order := make([]byte, 64)
	var s *Store
	for {
		n, ok := memtest.Order(order)
		if !ok {
			return
		}
		var err error
		if s == nil {
			s, err = vaultOpen(os.Getenv("STORE_DIR"), order[:n])
			if err == nil {
				err = s.PutTemplates("31", []app.Template{{Name: "Kontroll"}})
			}
			if err == nil {
				_, err = s.Templates("31")
			}
		} else {
			err = s.Close()
			s = nil
		}
		clear(order)
		memtest.Answer("%v", err)
	}
}

func openFor(t *testing.T, dir string, from []byte) *Store {
	t.Helper()
	s, err := vaultOpen(dir, from)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func vaultOpen(dir string, from []byte) (*Store, error) {
	s, err := NewVault(dir, fixedClock{}).Open(context.Background(), "SE0000000000-1", "user", func(context.Context, []byte) ([]byte, error) {
		return append([]byte(nil), from...), nil
	})
	if err != nil {
		return nil, fmt.Errorf("open: %w", err)
	}
	return s.(*Store), nil
}
