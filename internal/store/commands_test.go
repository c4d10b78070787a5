package store

import (
	"fmt"
	"slices"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// deletion is the nth wish to delete something of an invoice.
func deletion(n int, ourRef int64) (domain.Command, app.Filing) {
	c := domain.Command{ID: fmt.Sprintf("deletion-%d", n), Kind: domain.CommandDelete, Clinic: "101", Target: ourRef, Version: 3, Body: fmt.Appendf(nil, `{"n":%d}`, n)}
	return c, app.Filing{At: fixedClock{}.Now(), Part: domain.Part{Bills: []int64{ourRef + 500}}}
}

func no(code string) app.Outcome {
	return app.Outcome{At: fixedClock{}.Now(), Refusal: &domain.Refusal{At: fixedClock{}.Now(), Code: code}, Version: 4}
}

func wantCounts(t *testing.T, s *Store, want app.Counts) {
	t.Helper()
	if c, err := s.Counts("101"); err != nil || c != want {
		t.Errorf("counts %+v, %v, want %+v", c, err, want)
	}
	kept := s.tallies
	s.tallies = nil // counted anew it is the same
	if c, err := s.Counts("101"); err != nil || c != want {
		t.Errorf("counted anew %+v, %v, want %+v; kept %v", c, err, want, kept)
	}
}

func TestCommandsOfEveryKindWaitInOneOrder(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	d, sum := draft(1)
	must(t, s.SaveDraft(d, sum))
	must(t, s.Queue(deletion(1, 7)))
	d.State, sum.State = domain.DraftQueued, domain.DraftQueued
	must(t, s.Queue(filed(d, sum, []byte("{}"))))
	wantCode(t, s.Queue(deletion(1, 7)), app.CodeDraftQueued)
	must(t, s.Close())

	s = open(t, dir)
	heads, err := s.Outbox()
	must(t, err)
	c, f := deletion(1, 7)
	want := app.Head{ID: c.ID, Kind: c.Kind, Clinic: "101", Target: 7, Version: 3, Part: f.Part, Queued: f.At}
	if len(heads) != 2 || fmt.Sprint(heads[0]) != fmt.Sprint(want) || heads[1].ID != d.ID || heads[1].Kind != domain.CommandSubmit {
		t.Fatalf("%+v", heads)
	}
	got, _, err := s.BeginAttempt(c.ID)
	if err != nil || string(got.Body) != string(c.Body) || got.Target != 7 || got.Version != 3 || got.Kind != c.Kind {
		t.Errorf("%+v, %v", got, err)
	}
	wantCounts(t, s, app.Counts{Outbox: 2})
}

// A refused deletion does not vanish: it is listed and counted until the user
// has seen it, and told until the program ends.
func TestARefusedCommandIsToldUntilSeen(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	must(t, s.Queue(deletion(1, 7)))
	must(t, s.Queue(deletion(2, 8)))
	must(t, s.Settle("deletion-1", no(app.CodeVersionChanged)))
	must(t, s.Settle("deletion-2", received(8)))
	if err := s.Settle("deletion-2", received(8)); domain.KindOf(err) != domain.NotFound {
		t.Errorf("settled twice: %v", err)
	}
	wantCounts(t, s, app.Counts{Unseen: 1})
	must(t, s.Close())

	s = open(t, dir)
	list, err := s.Answers("101")
	if err != nil || len(list) != 1 || list[0].Refusal.Code != app.CodeVersionChanged || list[0].Outcome.Version != 4 || list[0].Target != 7 || !list[0].Unseen() {
		t.Fatalf("%+v, %v", list, err)
	}
	if other, err := s.Answers("202"); err != nil || len(other) != 0 {
		t.Errorf("another clinic's: %+v, %v", other, err)
	}
	must(t, s.SetSeen("deletion-1", "nothing"))
	must(t, s.SetSeen("deletion-1"))
	wantCounts(t, s, app.Counts{})
	if list, err = s.Answers("101"); err != nil || len(list) != 1 || list[0].Unseen() {
		t.Errorf("%+v, %v", list, err)
	}
	must(t, s.Close())
	if list, err = open(t, dir).Answers("101"); err != nil || len(list) != 0 {
		t.Errorf("seen, and still told after a restart: %+v, %v", list, err)
	}
}

// A refused bill counts until it is looked at, sent again or thrown away (L6).
func TestL6ARefusedBillIsUnseenUntilLookedAt(t *testing.T) {
	for name, look := range map[string]func(s *Store, d domain.Draft, row app.DraftSummary) error{
		"looked at": func(s *Store, d domain.Draft, _ app.DraftSummary) error { return s.SetSeen(d.ID) },
		"sent again": func(s *Store, d domain.Draft, row app.DraftSummary) error {
			d.State, row.State = domain.DraftQueued, domain.DraftQueued
			if err := s.Queue(filed(d, row, []byte("{}"))); err != nil {
				return err
			}
			return s.Settle(d.ID, received(9))
		},
		"thrown away": func(s *Store, d domain.Draft, row app.DraftSummary) error {
			d.State, row.State = domain.DraftDiscarded, domain.DraftDiscarded
			return s.SaveDraft(d, row)
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, t.TempDir())
			d, row := draft(1)
			must(t, s.Queue(filed(d, row, []byte("{}"))))
			must(t, s.Settle(d.ID, no("findings")))
			wantCounts(t, s, app.Counts{Drafts: 1, Unseen: 1})
			d, err := s.Draft(d.ID)
			must(t, err)
			if d.State != domain.DraftRefused || d.Refusal.Code != "findings" || len(d.Refusal.Sent.Bills) != 1 {
				t.Errorf("%+v", d)
			}
			row.State = domain.DraftRefused
			must(t, s.SaveDraft(d, row)) // being mended, it is refused still
			wantCounts(t, s, app.Counts{Drafts: 1, Unseen: 1})
			must(t, look(s, d, row))
			if c, err := s.Counts("101"); err != nil || c.Unseen != 0 {
				t.Errorf("%+v, %v", c, err)
			}
			wantCounts(t, s, app.Counts{Drafts: map[string]int{"looked at": 1}[name]})
		})
	}
}

func TestADeletionIsTakenBackOnlyBeforeItLeft(t *testing.T) {
	s := open(t, t.TempDir())
	c, f := deletion(1, 7)
	must(t, s.Queue(c, f))
	must(t, s.Unqueue(c.ID, app.Filing{}))
	wantCounts(t, s, app.Counts{})
	must(t, s.Queue(c, f))
	_, _, err := s.BeginAttempt(c.ID)
	must(t, err)
	wantCode(t, s.Unqueue(c.ID, app.Filing{}), app.CodeMayBeSent)
	wantCounts(t, s, app.Counts{Outbox: 1})
}

// What is damaged can be taken out, whichever of its records it is, also after it may
// have been sent: it never can be again.
func TestADamagedCommandIsTakenOut(t *testing.T) {
	for name, p := range map[string]bucketPath{"head": pathHeads, "bytes": pathBodies, "tries": pathTries} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s := open(t, dir)
			d, row := draft(1)
			d.State, row.State = domain.DraftQueued, domain.DraftQueued
			must(t, s.Queue(filed(d, row, []byte("{}"))))
			c, f := deletion(1, 7)
			must(t, s.Queue(c, f))
			_, _, err := s.BeginAttempt(d.ID)
			must(t, err)
			must(t, s.Close())
			flip(t, s.path, p, d.ID)
			s = open(t, dir)
			_, _, err = s.BeginAttempt(d.ID)
			wantCode(t, err, app.CodeStoreDamaged)
			heads, err := s.Outbox()
			if err != nil || len(heads) != 2 || heads[0].Damaged == heads[1].Damaged {
				t.Fatalf("%+v %v", heads, err)
			}
			d.State, row.State = domain.DraftOpen, domain.DraftOpen
			must(t, s.Unqueue(d.ID, app.Filing{Draft: &d, Row: row}))
			wantCounts(t, s, app.Counts{Drafts: 1, Outbox: 1})
			if heads, err := s.Outbox(); err != nil || len(heads) != 1 || heads[0].ID != c.ID {
				t.Errorf("%+v %v", heads, err)
			}
			if n := countRecords(t, s, pathBodies); n != 1 {
				t.Errorf("%d bodies are left", n)
			}
		})
	}
}

// Each clinic's numbers are its own; what waits elsewhere is told as such.
func TestCountsOfClinics(t *testing.T) {
	s := open(t, t.TempDir())
	for n := range 3 {
		d, row := draft(n)
		must(t, s.SaveDraft(d, row))
	}
	c, f := deletion(1, 7)
	c.Clinic = "202"
	must(t, s.Queue(c, f))
	wantCounts(t, s, app.Counts{Drafts: 3, Elsewhere: 1})
	must(t, s.Settle(c.ID, no("life.paid")))
	wantCounts(t, s, app.Counts{Drafts: 3, Elsewhere: 1})
	must(t, s.SetSeen(c.ID))
	wantCounts(t, s, app.Counts{Drafts: 3})
	must(t, s.Close())
	_, err := s.Counts("101")
	wantCode(t, err, app.CodeNotLoggedIn)
}

// A save that fails changes no number.
func TestCountsAfterAFailedSave(t *testing.T) {
	s := open(t, t.TempDir())
	d, row := draft(1)
	wantCounts(t, s, app.Counts{})
	s.commit = func(tx *bolt.Tx) error { return tx.Rollback() }
	if err := s.SaveDraft(d, row); err != nil && domain.CodeOf(err) == app.CodeStoreUnsure {
		t.Fatal(err)
	}
	s.commit = (*bolt.Tx).Commit
	must(t, s.SaveDraft(d, row))
	s.commit = func(tx *bolt.Tx) error { _ = tx.Rollback(); return fmt.Errorf("no") }
	d2, row2 := draft(2)
	if s.SaveDraft(d2, row2) == nil {
		t.Error("saved")
	}
	s.commit = (*bolt.Tx).Commit
	wantCounts(t, s, app.Counts{Drafts: 1})
}

// One damaged command hides no other, in whatever of its records it is (V2).
func TestV2ADamagedCommandHidesNoOther(t *testing.T) {
	for _, p := range []bucketPath{pathHeads, pathBodies, pathTries} {
		t.Run(p[0], func(t *testing.T) {
			dir := t.TempDir()
			s := open(t, dir)
			for n := 1; n <= 3; n++ {
				must(t, s.Queue(deletion(n, int64(n))))
				_, _, err := s.BeginAttempt(fmt.Sprintf("deletion-%d", n))
				must(t, err)
				must(t, s.NoteAttempt(fmt.Sprintf("deletion-%d", n), fixedClock{}.Now().Add(time.Hour), app.CodeOffline, true))
			}
			must(t, s.Close())
			flip(t, s.path, p, "deletion-2")
			s = open(t, dir)
			heads, err := s.Outbox()
			must(t, err)
			ids := []string{}
			for _, h := range heads {
				ids = append(ids, h.ID)
			}
			slices.Sort(ids)
			if !slices.Equal(ids, []string{"deletion-1", "deletion-2", "deletion-3"}) {
				t.Fatalf("%v", ids)
			}
			for _, id := range []string{"deletion-1", "deletion-3"} {
				if _, _, err := s.BeginAttempt(id); err != nil {
					t.Errorf("%s: %v", id, err)
				}
				must(t, s.Settle(id, received(1)))
			}
			_, _, err = s.BeginAttempt("deletion-2")
			wantCode(t, err, app.CodeStoreDamaged)
			if c, err := s.Counts("101"); err != nil || c.Damaged == 0 {
				t.Errorf("nobody is told: %+v, %v", c, err)
			}
		})
	}
}

// flip damages a record behind the store's back.
func flip(t *testing.T, path string, p bucketPath, key string) {
	t.Helper()
	raw(t, path, func(tx *bolt.Tx) error {
		b := bucketAt(tx, p)
		v := slices.Clone(b.Get([]byte(key)))
		v[len(v)/2] ^= 4
		return b.Put([]byte(key), v)
	})
}
