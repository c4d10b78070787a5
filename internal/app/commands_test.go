package app_test

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// received is an invoice of the clinic with two bills, as the region has it.
func received(ourRef, version int64, status domain.Status) domain.Invoice {
	b := domain.Bill{Support: domain.SupportN, Items: []domain.Item{{Code: "101", Price: domain.Kronor(900)}}}
	v := domain.Invoice{OurRef: ourRef, Version: version, Clinic: "31", InvoiceNo: "2026-1", Status: status}
	for _, no := range []int64{501, 502} {
		b.BillRef = "R-" + strconv.FormatInt(no, 10)
		v.Bills = append(v.Bills, domain.InvoiceBill{Bill: b, BillNo: no})
	}
	return v
}

// mirrored logs in and puts invoices into the mirror.
func mirrored(t *testing.T, invoices ...domain.Invoice) *desk {
	t.Helper()
	d := newDesk(t)
	d.login(t)
	if err := d.work.store.ApplyChanges("31", app.ChangePage{To: "1", Invoices: invoices}); err != nil {
		t.Fatal(err)
	}
	return d
}

func wantCode(t *testing.T, err error, code string) {
	t.Helper()
	if domain.CodeOf(err) != code {
		t.Fatalf("error %v, want code %s", err, code)
	}
}

func TestADeletionIsQueuedOnceWithWhatTheUserSaw(t *testing.T) {
	d := mirrored(t, received(7, 3, domain.StatusReceived))
	part := domain.Part{Bills: []int64{502}}
	if err := d.Delete(7, 3, part); err != nil {
		t.Fatal(err)
	}
	list, err := d.Sendings()
	if err != nil || len(list) != 1 {
		t.Fatalf("%+v %v", list, err)
	}
	s := list[0]
	if s.Kind != domain.CommandDelete || s.Target != 7 || !slices.Equal(s.Part.Bills, part.Bills) || s.Draft.State != domain.DraftQueued || s.Draft.InvoiceNo != "2026-1" || s.Sent {
		t.Errorf("%+v", s)
	}
	if s.Draft.Sum != domain.Kronor(900) || s.Draft.Bills != 1 || !slices.Equal(s.Refs, []string{"R-502"}) || !strings.Contains(s.Draft.Find, "R-502") || !strings.Contains(s.Draft.Find, "7") {
		t.Errorf("not told of the one bill alone: %+v", s)
	}
	c, _, err := d.work.store.BeginAttempt(s.ID)
	if err != nil || c.Version != 3 || string(c.Body) != `{"ourRef":7,"version":3,"part":{"bills":[502]}}` {
		t.Errorf("%+v %s %v", c, c.Body, err)
	}
	if d.work.events[len(d.work.events)-1] != "poke" || d.Snapshot().Outbox != 1 {
		t.Error("the background was not told")
	}
	if h, waits, err := d.Waiting(7); err != nil || !waits || h.ID != s.ID {
		t.Errorf("%+v %v %v", h, waits, err)
	}
	if _, waits, err := d.Waiting(8); err != nil || waits {
		t.Error("another invoice waits")
	}
	wantCode(t, d.Delete(7, 3, domain.WholeInvoice), app.CodeWaiting)
	wantCode(t, d.Unsend(s.ID), app.CodeMayBeSent)
}

// A bill in the outbox waits for no invoice, not even for one without a number.
func TestASubmissionWaitsForNoInvoice(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	d.queuedDraft(t, "1")
	if h, waits, err := d.Waiting(0); err != nil || waits {
		t.Errorf("%+v %v", h, err)
	}
}

// What surely has not left is undone, and can be asked for again.
func TestADeletionIsTakenBackBeforeItLeaves(t *testing.T) {
	d := mirrored(t, received(7, 3, domain.StatusReceived))
	for range 2 {
		if err := d.Delete(7, 3, domain.WholeInvoice); err != nil {
			t.Fatal(err)
		}
		h, _, _ := d.Waiting(7)
		if err := d.Unsend(h.ID); err != nil {
			t.Fatal(err)
		}
		if list, err := d.Sendings(); err != nil || len(list) != 0 || d.Snapshot().Outbox != 0 {
			t.Fatalf("%+v %v", list, err)
		}
	}
}

// Nothing is queued that cannot be done, and an empty part never means all.
func TestWhatCannotBeDeletedIsSaidAtOnce(t *testing.T) {
	d := mirrored(t, received(7, 3, domain.StatusReceived), received(8, 1, domain.StatusPaid))
	for _, x := range []struct {
		ourRef, version int64
		part            domain.Part
		code            string
	}{
		{7, 3, domain.Part{}, string(domain.WhyNothingChosen)},
		{7, 3, domain.Part{Bills: []int64{999}}, string(domain.WhyNoSuchBill)},
		{7, 2, domain.WholeInvoice, app.CodeVersionChanged},
		{7, 0, domain.WholeInvoice, app.CodeVersionChanged},
		{8, 1, domain.WholeInvoice, string(domain.WhyPaid)},
		{0, 0, domain.WholeInvoice, app.CodeInvoiceNone},
		{9, 1, domain.WholeInvoice, app.CodeInvoiceNone},
	} {
		if err := d.Delete(x.ourRef, x.version, x.part); domain.CodeOf(err) != x.code {
			t.Errorf("%+v: %v", x, err)
		}
	}
	if n := d.Snapshot().Outbox; n != 0 {
		t.Errorf("%d queued", n)
	}
}

// The region's no to a deletion is counted, listed first, and there until seen.
func TestARefusedDeletionDoesNotVanish(t *testing.T) {
	d := mirrored(t, received(7, 3, domain.StatusReceived))
	if err := d.Delete(7, 3, domain.WholeInvoice); err != nil {
		t.Fatal(err)
	}
	h, _, _ := d.Waiting(7)
	no := app.Outcome{At: d.clock.now, Refusal: &domain.Refusal{Code: app.CodeVersionChanged}, Version: 4}
	if err := d.work.store.Settle(h.ID, no); err != nil {
		t.Fatal(err)
	}
	d.work.notify(app.SyncState{Phase: app.SyncOnline, Changed: true})
	list, err := d.Sendings()
	if err != nil || len(list) != 1 || !list[0].Unseen || list[0].Refusal.Code != app.CodeVersionChanged || list[0].Draft.State != domain.DraftRefused {
		t.Fatalf("%+v %v", list, err)
	}
	if s := d.Snapshot(); s.Unseen != 1 || s.Outbox != 0 {
		t.Errorf("%+v", s.Counts)
	}
	if _, waits, _ := d.Waiting(7); waits {
		t.Error("answered, and still waiting")
	}
	if err := d.Seen(h.ID); err != nil || d.Snapshot().Unseen != 0 {
		t.Errorf("%v %+v", err, d.Snapshot().Counts)
	}
	if list, err = d.Sendings(); err != nil || len(list) != 1 || list[0].Unseen {
		t.Errorf("%+v %v", list, err)
	}
}

// A refused bill that nobody has looked at stands before those that were (L6).
func TestL6AnUnseenRefusalIsCountedAndComesFirst(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	id, _ := domain.ParsePersonID("196009172336", d.Today())
	if _, err := d.Lookup(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	first, second := d.queuedDraft(t, "1"), d.queuedDraft(t, "2")
	for _, x := range []domain.Draft{first, second} {
		if err := d.work.store.Settle(x.ID, app.Outcome{At: d.clock.now, Refusal: &domain.Refusal{Code: "findings"}}); err != nil {
			t.Fatal(err)
		}
	}
	d.work.notify(app.SyncState{Phase: app.SyncOnline, Changed: true})
	if s := d.Snapshot(); s.Unseen != 2 || s.Drafts != 2 {
		t.Errorf("%+v", s.Counts)
	}
	if err := d.Seen(first.ID); err != nil {
		t.Fatal(err)
	}
	list, err := d.Sendings()
	if err != nil || len(list) != 2 || list[0].ID != second.ID || !list[0].Unseen || list[1].Unseen || d.Snapshot().Unseen != 1 {
		t.Errorf("%+v %v", list, err)
	}
}

// A command that is damaged in the file is listed; it belongs to no clinic that
// can still be told.
func TestADamagedCommandIsListed(t *testing.T) {
	d := mirrored(t, received(7, 3, domain.StatusReceived))
	if err := d.Delete(7, 3, domain.WholeInvoice); err != nil {
		t.Fatal(err)
	}
	d.vault = opened{damagedOutbox{d.work.store}}
	d.App = d.fresh()
	d.login(t)
	list, err := d.Sendings()
	if err != nil || len(list) != 1 || !list[0].Damaged || list[0].ID != "lost" {
		t.Errorf("%+v %v", list, err)
	}
}

type damagedOutbox struct{ app.Store }

func (damagedOutbox) Outbox() ([]app.Head, error) {
	return []app.Head{{ID: "lost", Damaged: true}}, nil
}

// A damaged command is taken out; its draft is a draft again where it waits and can
// be read, and is left alone otherwise.
func TestADamagedCommandIsTakenOut(t *testing.T) {
	for name, reopened := range map[string]bool{"waits": true, "received": false, "unreadable": false} {
		d := newDesk(t)
		d.login(t)
		id, _ := domain.ParsePersonID("196009172336", d.Today())
		if _, err := d.Lookup(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		draft := d.queuedDraft(t, "1")
		broken := &brokenCommand{Store: d.work.store, id: draft.ID, draft: name}
		d.vault = opened{broken}
		d.App = d.fresh()
		d.login(t)
		if err := d.Unsend(draft.ID); err != nil || !broken.taken {
			t.Errorf("%s: %v", name, err)
		}
		if got := broken.with.Draft; (got != nil) != reopened || got != nil && got.State != domain.DraftOpen {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// brokenCommand is a store with one damaged command.
type brokenCommand struct {
	app.Store
	id, draft string
	taken     bool
	with      app.Filing
}

func (b *brokenCommand) Outbox() ([]app.Head, error) {
	return []app.Head{{ID: b.id, Damaged: true}}, nil
}

func (b *brokenCommand) Draft(id string) (domain.Draft, error) {
	d, err := b.Store.Draft(id)
	switch b.draft {
	case "received":
		d.State = domain.DraftReceived
	case "unreadable":
		err = errUnreadable
	}
	return d, err
}

func (b *brokenCommand) Unqueue(_ string, f app.Filing) error {
	b.taken, b.with = true, f
	return nil
}

// An outbox that cannot be read stops a deletion: it may wait there already.
func TestNothingIsQueuedBesideAnUnreadableOutbox(t *testing.T) {
	d := mirrored(t, received(7, 3, domain.StatusReceived))
	d.vault = opened{unreadable{d.work.store}}
	d.App = d.fresh()
	d.login(t)
	if err := d.Delete(7, 3, domain.WholeInvoice); !errors.Is(err, errUnreadable) {
		t.Errorf("%v", err)
	}
	if _, err := d.Sendings(); !errors.Is(err, errUnreadable) {
		t.Errorf("%v", err)
	}
}

var errUnreadable = &domain.Error{Kind: domain.Internal, Code: app.CodeStoreDamaged}

type unreadable struct{ app.Store }

func (unreadable) Outbox() ([]app.Head, error) { return nil, errUnreadable }

func TestCommandsNeedALogin(t *testing.T) {
	d := newDesk(t)
	wantCode(t, d.Delete(7, 3, domain.WholeInvoice), app.CodeNotLoggedIn)
	wantCode(t, d.Seen("x"), app.CodeNotLoggedIn)
	wantCode(t, d.Unsend("x"), app.CodeNotLoggedIn)
	_, _, err := d.Waiting(7)
	wantCode(t, err, app.CodeNotLoggedIn)
	_, err = d.Sendings()
	wantCode(t, err, app.CodeNotLoggedIn)
}
