package app_test

import (
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// stiff is a store whose disk is full from the moment the test says so.
type stiff struct {
	app.Store
	full bool
}

func (s *stiff) err() error {
	if s.full {
		return diskFull
	}
	return nil
}

func (s *stiff) Queue(c domain.Command, f app.Filing) error {
	if err := s.err(); err != nil {
		return err
	}
	return s.Store.Queue(c, f)
}

func (s *stiff) Unqueue(id string, f app.Filing) error {
	if err := s.err(); err != nil {
		return err
	}
	return s.Store.Unqueue(id, f)
}

func (s *stiff) SetSeen(ids ...string) error {
	if err := s.err(); err != nil {
		return err
	}
	return s.Store.SetSeen(ids...)
}

func (s *stiff) SaveDraft(d domain.Draft, row app.DraftSummary) error {
	if err := s.err(); err != nil {
		return err
	}
	return s.Store.SaveDraft(d, row)
}

func (s *stiff) PutFavourites(clinic string, codes []string) error {
	if err := s.err(); err != nil {
		return err
	}
	return s.Store.PutFavourites(clinic, codes)
}

func (s *stiff) PutTemplates(clinic string, list []app.Template) error {
	if err := s.err(); err != nil {
		return err
	}
	return s.Store.PutTemplates(clinic, list)
}

// A full disk is told by whatever would have been saved; nothing is told as done
// that is not, and with room again it goes on.
func TestAFullDiskIsToldByEveryVerb(t *testing.T) {
	d := mirrored(t, received(7, 3, domain.StatusReceived))
	id, _ := domain.ParsePersonID("196009172336", d.Today())
	if _, err := d.Lookup(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	s := &stiff{Store: d.work.store}
	d.vault = opened{s}
	d.App = d.fresh()
	d.login(t)
	waiting := d.queuedDraft(t, "1")
	refused := d.queuedDraft(t, "2")
	if err := s.Settle(refused.ID, app.Outcome{At: d.clock.now, Refusal: &domain.Refusal{Code: "findings"}}); err != nil {
		t.Fatal(err)
	}
	d.work.notify(app.SyncState{Phase: app.SyncOnline, Changed: true})
	before := d.Snapshot().Counts

	verbs := map[string]func() error{
		"delete":    func() error { return d.Delete(7, 3, domain.WholeInvoice) },
		"unsend":    func() error { return d.Unsend(waiting.ID) },
		"seen":      func() error { return d.Seen(refused.ID) },
		"discard":   func() error { return d.Discard(refused.ID) },
		"favourite": func() error { _, err := d.ToggleFavourite("101"); return err },
		"template":  func() error { _, err := d.SaveTemplate(app.Template{Name: "x"}); return err },
		"copy":      func() error { _, err := d.CopyDraft(refused.ID); return err },
	}
	s.full = true
	for name, verb := range verbs {
		if err := verb(); domain.CodeOf(err) != app.CodeStoreFull {
			t.Errorf("%s: %v", name, err)
		}
	}
	if now := d.Snapshot().Counts; now != before {
		t.Errorf("%+v, before %+v", now, before)
	}
	if _, waits, err := d.Waiting(7); waits || err != nil {
		t.Errorf("a deletion waits that was not saved: %v", err)
	}
	s.full = false
	for _, name := range []string{"delete", "unsend", "seen", "copy", "discard", "favourite", "template"} {
		if err := verbs[name](); err != nil {
			t.Errorf("%s, with room again: %v", name, err)
		}
	}
	if now := d.Snapshot(); now.Outbox != 1 || now.Unseen != 0 || now.Drafts != 2 {
		t.Errorf("%+v", now.Counts)
	}
}

// Without a login no method reads or changes anything, and each says so.
func TestNothingWorksBeforeALogin(t *testing.T) {
	d := newDesk(t)
	id, _ := domain.ParsePersonID("196009172336", d.Today())
	for name, call := range map[string]func() error{
		"save":      func() error { _, err := d.SaveDraft(domain.Draft{}); return err },
		"draft":     func() error { _, err := d.Draft("x"); return err },
		"discarded": func() error { _, err := d.Discarded(); return err },
		"send":      func() error { return d.Send("x") },
		"lookup":    func() error { _, err := d.Lookup(t.Context(), id); return err },
		"recent":    func() error { _, err := d.Recent(); return err },
		"invoices":  func() error { _, err := d.Invoices(app.InvoiceQuery{}); return err },
		"invoice":   func() error { _, err := d.Invoice(7); return err },
		"history":   func() error { _, err := d.History(id); return err },
		"favourite": func() error { _, err := d.Favourites(); return err },
		"templates": func() error { _, err := d.Templates(); return err },
		"choose":    func() error { return d.ChooseClinic("31") },
	} {
		if err := call(); domain.CodeOf(err) != app.CodeNotLoggedIn {
			t.Errorf("%s: %v", name, err)
		}
	}
	d.Refresh() // there is nobody to tell
	if _, known := d.Known(id); known || len(d.work.events) != 0 || len(d.server.asked) != 0 {
		t.Error("something was asked or started")
	}
}

// A second login in the middle of a session lets go of the first, in order.
func TestALoginEndsTheOneBefore(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	first := d.card.pulled
	d.login(t)
	if d.card.closed != 1 || d.card.pulled == first {
		t.Errorf("%d sessions closed", d.card.closed)
	}
	if got := d.work.events; len(got) != 3 || got[1] != "stop" {
		t.Errorf("%v", got)
	}
	d.clock.now = d.clock.now.Add(time.Hour)
	if d.Snapshot().Locked {
		t.Error("locked")
	}
}
