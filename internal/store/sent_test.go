package store

import (
	"slices"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// sendDraft puts a draft through the outbox and gives it a receipt.
func sendDraft(t *testing.T, s *Store, id, clinic string, ref int64, at time.Time) {
	t.Helper()
	d := domain.Draft{ID: id, Clinic: clinic, State: domain.DraftQueued, Updated: at, InvoiceNo: "F-" + id, Bills: []domain.DraftBill{{BillRef: id, Comment: "kommentar"}}}
	row := app.DraftSummary{ID: id, Clinic: clinic, State: domain.DraftQueued, Updated: at, Bills: 1, Sum: 100}
	must(t, s.Queue(domain.Command{ID: id, Kind: domain.CommandSubmit, Clinic: clinic, Body: []byte("{}")}, app.Filing{At: at, Draft: &d, Row: row}))
	must(t, s.Settle(id, app.Outcome{At: at, Receipt: &domain.Receipt{Submission: id, OurRef: ref, Received: at}}))
}

func mirrored(t *testing.T, s *Store, clinic string, refs ...int64) {
	t.Helper()
	cursor, err := s.Cursor(clinic)
	must(t, err)
	page := app.ChangePage{From: cursor, To: cursor + "+"}
	for _, ref := range refs {
		page.Invoices = append(page.Invoices, domain.Invoice{OurRef: ref, Version: 1, Clinic: clinic})
	}
	must(t, s.ApplyChanges(clinic, page))
}

func sentOf(t *testing.T, s *Store, clinic string) []string {
	t.Helper()
	ids, err := s.Sent(clinic)
	must(t, err)
	slices.Sort(ids)
	return ids
}

// TestV1WhatTheRegionLostIsADraftAgain, with every character, whether it has been
// put away or not; it is counted as a refusal that nobody has seen.
func TestV1WhatTheRegionLostIsADraftAgain(t *testing.T) {
	s := open(t, t.TempDir())
	now := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
	sendDraft(t, s, "put-away", "101", 1, now.AddDate(0, 0, -3))
	sendDraft(t, s, "other", "102", 2, now)
	mirrored(t, s, "101", 1)
	must(t, s.tidy(now))
	sendDraft(t, s, "fresh", "101", 3, now)
	if got := sentOf(t, s, "101"); !slices.Equal(got, []string{"fresh", "put-away"}) {
		t.Fatal(got)
	}
	if list, err := s.Drafts("101"); err != nil || len(list) != 1 {
		t.Fatalf("what is put away is still in the list: %+v %v", list, err)
	}
	for n, id := range []string{"put-away", "fresh"} {
		must(t, s.Lost(id, now))
		d, err := s.Draft(id)
		must(t, err)
		if d.State != domain.DraftRefused || d.Refusal.Code != app.CodeRegionLost || d.Receipt != nil || d.Bills[0].Comment != "kommentar" || d.InvoiceNo != "F-"+id {
			t.Errorf("%+v", d)
		}
		list, err := s.Drafts("101")
		must(t, err)
		if !slices.ContainsFunc(list, func(row app.DraftSummary) bool { return row.ID == id && row.Lost }) {
			t.Errorf("the list does not tell that %s is lost: %+v", id, list)
		}
		if c, err := s.Counts("101"); err != nil || c.Unseen != n+1 || c.Drafts != n+1 {
			t.Errorf("%+v %v", c, err)
		}
	}
	if got := sentOf(t, s, "101"); len(got) != 0 {
		t.Error("still kept as received:", got)
	}
	must(t, s.Lost("never-here", now))
	must(t, s.Lost("put-away", now)) // twice changes nothing
	if c, err := s.Counts("101"); err != nil || c.Unseen != 2 {
		t.Errorf("%+v %v", c, err)
	}
}

// TestV1SentDraftsAreKeptForAWhile, and no longer.
func TestV1SentDraftsAreKeptForAWhile(t *testing.T) {
	s := open(t, t.TempDir())
	now := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
	for i, days := range []int{40, 36, 34, 0} {
		sendDraft(t, s, string(rune('a'+i)), "101", int64(i+1), now.AddDate(0, 0, -days))
	}
	mirrored(t, s, "101", 1, 2, 3, 4)
	must(t, s.tidy(now))
	must(t, s.tidy(now))
	if got := sentOf(t, s, "101"); !slices.Equal(got, []string{"c", "d"}) {
		t.Error(got)
	}
	must(t, s.tidy(now.AddDate(0, 0, 40)))
	if got := sentOf(t, s, "101"); len(got) != 0 {
		t.Error(got)
	}
}

// TestV10AnOpenDraftThatWasSentGetsItsReceipt; one in the outbox gets its own answer.
func TestV10AnOpenDraftThatWasSentGetsItsReceipt(t *testing.T) {
	s := open(t, t.TempDir())
	for id, state := range map[string]domain.DraftState{"open": domain.DraftOpen, "refused": domain.DraftRefused, "thrown": domain.DraftDiscarded, "queued": domain.DraftQueued} {
		must(t, s.SaveDraft(domain.Draft{ID: id, Clinic: "101", State: state}, app.DraftSummary{ID: id, Clinic: "101", State: state}))
		must(t, s.Found(domain.Receipt{Submission: id, OurRef: 7}))
		d, err := s.Draft(id)
		must(t, err)
		switch {
		case state == domain.DraftQueued && d.State != domain.DraftQueued:
			t.Error("a command in the outbox lost its draft")
		case state != domain.DraftQueued && (d.State != domain.DraftReceived || d.Receipt.OurRef != 7):
			t.Errorf("%s: %+v", id, d)
		}
	}
	must(t, s.Found(domain.Receipt{Submission: "not here", OurRef: 8}))
	if c, err := s.Counts("101"); err != nil || c.Drafts != 0 {
		t.Errorf("%+v %v", c, err)
	}
}
