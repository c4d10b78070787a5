package store

import (
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// What has left the outbox leaves no bytes behind: they hold patients, and the
// file would grow for ever.
func TestNothingIsLeftOfACommandThatEnded(t *testing.T) {
	for name, end := range map[string]func(s *Store, id string) error{
		"answered": func(s *Store, id string) error { return s.Settle(id, received(7)) },
		"unqueued": func(s *Store, id string) error { return s.Unqueue(id, app.Filing{}) },
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, t.TempDir())
			c, f := deletion(1, 7)
			must(t, s.Queue(c, f))
			_, _, err := s.BeginAttempt(c.ID)
			must(t, err)
			must(t, s.NoteAttempt(c.ID, f.At, app.CodeOffline, false))
			must(t, end(s, c.ID))
			for _, p := range []bucketPath{pathHeads, pathBodies, pathTries} {
				if n := countRecords(t, s, p); n != 0 {
					t.Errorf("%s: %d records", p[0], n)
				}
			}
		})
	}
}

func countRecords(t *testing.T, s *Store, p bucketPath) (n int) {
	t.Helper()
	must(t, s.view("test", func(r records) error {
		b := bucketAt(r.tx, p)
		if b == nil {
			return nil
		}
		return b.ForEach(func(_, _ []byte) error { n++; return nil })
	}))
	return n
}

// While a command is tried again the list still says when it was tried before,
// and why that did not succeed.
func TestANewTryKeepsWhatWasSaidOfTheLast(t *testing.T) {
	s := open(t, t.TempDir())
	c, f := deletion(1, 7)
	must(t, s.Queue(c, f))
	at := f.At.Add(time.Minute)
	must(t, s.NoteAttempt(c.ID, at, app.CodeOffline, false))
	_, before, err := s.BeginAttempt(c.ID)
	must(t, err)
	heads, err := s.Outbox()
	must(t, err)
	if h := heads[0]; before.Sent || !h.Sent || !h.Tried.Equal(at) || h.LastError != app.CodeOffline {
		t.Errorf("%+v, before %+v", h, before)
	}
}

// What is queued after a file was brought up to date is sent after what was in
// the outbox before.
func TestQueuedAfterMigrationComesLast(t *testing.T) {
	dir, _ := schema2(t)
	s, err := enter(t, dir, hsa, "", "anna")
	must(t, err)
	c, f := deletion(1, 7)
	must(t, s.Queue(c, f))
	heads, err := s.Outbox()
	must(t, err)
	if len(heads) != 3 || heads[2].ID != c.ID || heads[0].Kind != domain.CommandSubmit {
		t.Errorf("%+v", heads)
	}
	must(t, s.view("test", func(r records) error {
		list, err := r.heads()
		for i, h := range list {
			if h.seq != uint64(i+1) {
				t.Errorf("%s is number %d, want %d", h.ID, h.seq, i+1)
			}
		}
		return err
	}))
	raw(t, closed(t, s), func(tx *bolt.Tx) error {
		if bucketAt(tx, pathOutbox) != nil {
			t.Error("the old outbox is still there")
		}
		return nil
	})
}

func closed(t *testing.T, s *Store) string {
	t.Helper()
	must(t, s.Close())
	return s.path
}
