package app_test

import (
	"slices"
	"sync/atomic"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// queuedDraft makes a bill ready and puts it in the outbox.
func (d *desk) queuedDraft(t *testing.T, ref string) domain.Draft {
	t.Helper()
	draft, err := d.NewDraft()
	if err != nil {
		t.Fatal(err)
	}
	draft.InvoiceNo = "2026-11-014"
	draft.Bills[0] = domain.DraftBill{
		Person: "196009172336", Support: "N", BillRef: ref, CareModel: "K1",
		Items: []domain.DraftItem{{Date: "2026-11-20", Code: "101"}, {Date: "2026-11-20", Code: "patAvg", Price: "200"}},
	}
	if _, err := d.SaveDraft(draft); err != nil {
		t.Fatal(err)
	}
	if err := d.Send(draft.ID); err != nil {
		c, _ := d.Check(draft)
		t.Fatal(err, c.Findings)
	}
	return draft
}

func TestOutboxTellsHowEachIsGettingOn(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	id, _ := domain.ParsePersonID("196009172336", d.Today())
	if _, err := d.Lookup(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	first, second, third := d.queuedDraft(t, "1"), d.queuedDraft(t, "2"), d.queuedDraft(t, "3")
	store, err := d.storeForTest(t)
	if err != nil {
		t.Fatal(err)
	}
	for id, state := range map[string]domain.DraftState{second.ID: domain.DraftReceived, third.ID: domain.DraftRefused} {
		o := app.Outcome{At: d.clock.now, Receipt: &domain.Receipt{OurRef: 7}}
		if state == domain.DraftRefused {
			o = app.Outcome{At: d.clock.now, Refusal: &domain.Refusal{Code: "findings"}}
		}
		if err := store.Settle(id, o); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := store.BeginAttempt(first.ID); err != nil {
		t.Fatal(err)
	}
	list, err := d.Sendings()
	order := []string{}
	for _, s := range list {
		order = append(order, s.Draft.ID)
	}
	if err != nil || !slices.Equal(order, []string{first.ID, third.ID, second.ID}) || !list[0].Sent || list[0].Queued.IsZero() {
		t.Fatalf("%v %+v %v", order, list, err)
	}
	if err := d.Unsend(first.ID); domain.CodeOf(err) != app.CodeMayBeSent {
		t.Fatalf("on its way and taken back: %v", err)
	}
	if err := store.NoteAttempt(first.ID, d.clock.now, app.CodeOffline, false); err != nil {
		t.Fatal(err)
	}
	if list, err = d.Sendings(); err != nil || list[0].Sent || list[0].LastError != app.CodeOffline {
		t.Fatalf("%+v %v", list, err)
	}
	if err := d.Unsend(first.ID); err != nil {
		t.Fatal(err)
	}
	if got, err := d.Draft(first.ID); err != nil || got.State != domain.DraftOpen || d.Snapshot().Outbox != 0 {
		t.Fatalf("%+v %v", got, err)
	}
	if _, err := d.SaveDraft(first); err != nil {
		t.Fatalf("it cannot be changed: %v", err)
	}
}

// The reference of a bill that waits in the outbox is taken: for every other draft
// of the clinic, as long as it waits, and not for itself.
func TestAReferenceInTheOutboxIsTaken(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	id, _ := domain.ParsePersonID("196009172336", d.Today())
	if _, err := d.Lookup(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	taken := func(draft domain.Draft) (waiting bool) {
		t.Helper()
		c, err := d.Check(draft)
		if err != nil {
			t.Fatal(err)
		}
		return slices.ContainsFunc(c.Findings, func(f domain.Finding) bool {
			return f.Code == rules.CodeBillRefUsed && f.Severity == domain.SeverityError && f.Params["waiting"] != ""
		})
	}
	other, err := d.NewDraft()
	if err != nil {
		t.Fatal(err)
	}
	other.Bills[0].BillRef = " z 1"
	if taken(other) {
		t.Fatal("taken by nobody")
	}
	first := d.queuedDraft(t, "Z 1")
	if !taken(other) {
		t.Error("two bills of one reference may wait")
	}
	if taken(first) {
		t.Error("its own reference is taken")
	}
	other.Bills[0].BillRef = "z 2"
	if taken(other) {
		t.Error("another reference is taken")
	}
	d.queuedDraft(t, "z 2")
	if !taken(other) {
		t.Error("what was queued last is not seen")
	}
	other.Bills[0].BillRef = "z 1"
	if err := d.Unsend(first.ID); err != nil || taken(other) {
		t.Error("taken back, and still taken", err)
	}
}

// stuck is a store whose numbers, counted once after armed, are told only when
// the test says so.
type stuck struct {
	app.Store
	armed      atomic.Bool
	read, tell chan struct{}
}

func (s *stuck) Counts(clinic string, scope ...string) (app.Counts, error) {
	items, err := s.Store.Counts(clinic, scope...)
	if s.armed.Swap(false) {
		close(s.read)
		<-s.tell
	}
	return items, err
}

// A count that was read before another and ends after it changes nothing.
func TestAnOlderCountDoesNotUndoANewer(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	id, _ := domain.ParsePersonID("196009172336", d.Today())
	if _, err := d.Lookup(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	queued := d.queuedDraft(t, "1")
	store, err := d.storeForTest(t)
	if err != nil {
		t.Fatal(err)
	}
	d.Seal()
	s := &stuck{Store: store, read: make(chan struct{}), tell: make(chan struct{})}
	d.vault = opened{s}
	d.App = d.fresh()
	d.login(t)
	s.armed.Store(true)
	other, err := d.NewDraft()
	if err != nil {
		t.Fatal(err)
	}
	saved := make(chan error, 1)
	go func() { // counts one in the outbox, and is slow to tell
		_, err := d.SaveDraft(other)
		saved <- err
	}()
	<-s.read
	if err := d.Unsend(queued.ID); err != nil {
		t.Fatal(err)
	}
	close(s.tell)
	if err := <-saved; err != nil {
		t.Fatal(err)
	}
	if got := d.Snapshot(); got.Outbox != 0 || got.Drafts != 2 {
		t.Fatalf("outbox %d, drafts %d", got.Outbox, got.Drafts)
	}
}
