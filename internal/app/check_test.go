package app_test

import (
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// ready is a draft that could be sent, not saved yet.
func (d *desk) ready(t *testing.T) domain.Draft {
	t.Helper()
	id, err := domain.ParsePersonID("196009172336", d.Today())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Lookup(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	draft, err := d.NewDraft()
	if err != nil {
		t.Fatal(err)
	}
	draft.InvoiceNo = "2026-11-014"
	draft.Bills[0] = domain.DraftBill{
		Person: "196009172336", Support: "N", BillRef: "1", CareModel: "K1",
		Items: []domain.DraftItem{{Date: "2026-11-20", Code: "101"}, {Date: "2026-11-20", Code: "patAvg", Price: "200"}},
	}
	return draft
}

// A key and its autosave are one check, F8 and Enter none more: what is shown,
// saved and sent rests on the same one.
func TestOneCheckPerChange(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	draft := d.ready(t)
	n := d.CountRules()
	step := func(what string, want int64, do func() error) {
		t.Helper()
		before := n.Load()
		if err := do(); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if got := n.Load() - before; got != want {
			t.Errorf("%s: the rules ran %d times, want %d", what, got, want)
		}
	}
	check := func() error { _, err := d.Check(draft); return err }
	save := func() error { _, err := d.SaveDraft(draft); return err }
	step("the first key", 1, check)
	step("its save", 0, save)
	draft.Bills[0].Comment = "x"
	step("a key", 1, check)
	step("its save", 0, save)
	draft.Cursor.Col, draft.Updated = 1, d.clock.now
	step("the cursor moved", 0, check)
	step("F8", 0, func() error {
		if err := check(); err != nil {
			return err
		}
		return save()
	})
	step("Enter", 0, func() error { return d.Send(draft.ID) })
}

// A check is made anew as soon as something that it rests on is another.
func TestAStaleCheckIsNeverUsed(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	draft := d.ready(t)
	n := d.CountRules()
	for what, change := range map[string]func(){
		"the text":       func() { draft.Bills[0].Items[0].Code = "102" },
		"another draft":  func() { draft.ID += "x" },
		"a look-up":      func() { _, _ = d.Lookup(t.Context(), domain.PersonID{}) },
		"the mirror":     func() { d.work.notify(app.SyncState{Changed: true}) },
		"the prices":     func() { d.work.notify(app.SyncState{Rules: true}) },
		"the day":        func() { d.clock.now = d.clock.now.AddDate(0, 0, 1) },
		"the facts' age": func() { d.clock.now = d.clock.now.Add(16 * time.Minute) },
	} {
		if what == "the facts' age" { // they were fresh
			if _, err := d.Lookup(t.Context(), mustID(t, d)); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := d.Check(draft); err != nil {
			t.Fatal(err)
		}
		before := n.Load()
		change()
		if _, err := d.Check(draft); err != nil {
			t.Fatal(err)
		}
		if n.Load() != before+1 {
			t.Errorf("%s is another, and the check is the old one", what)
		}
	}
}

// What was right yesterday may be too late today, also where nobody was looked up.
func TestACheckIsOfItsDay(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	draft, err := d.NewDraft()
	if err != nil {
		t.Fatal(err)
	}
	draft.Bills[0].Comment = "x"
	n := d.CountRules()
	for day := range 2 {
		for range 2 {
			if _, err := d.Check(draft); err != nil {
				t.Fatal(err)
			}
		}
		if got := n.Load(); got != int64(day+1) {
			t.Errorf("day %d: the rules ran %d times", day, got)
		}
		d.clock.now = d.clock.now.AddDate(0, 0, 1)
	}
}

func mustID(t *testing.T, d *desk) domain.PersonID {
	t.Helper()
	id, err := domain.ParsePersonID("196009172336", d.Today())
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// A reference that waits in the outbox counts at once, and no longer when its
// bill was taken out.
func TestCheckFollowsTheOutbox(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	draft := d.ready(t)
	if _, err := d.Check(draft); err != nil {
		t.Fatal(err)
	}
	other := d.queuedDraft(t, "1")
	if c, err := d.Check(draft); err != nil || c.Errors() == 0 {
		t.Errorf("the reference stands on a bill that waits: %v %+v", err, c.Findings)
	}
	if err := d.Unsend(other.ID); err != nil {
		t.Fatal(err)
	}
	if c, err := d.Check(draft); err != nil || c.Errors() != 0 {
		t.Errorf("it waits no more: %v %+v", err, c.Findings)
	}
}

// Nothing that was read of patients outlives the lock.
func TestLockForgetsTheCheck(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	draft := d.ready(t)
	if _, err := d.Check(draft); err != nil {
		t.Fatal(err)
	}
	d.Seal()
	if c, err := d.Check(draft); domain.CodeOf(err) != app.CodeNotLoggedIn || len(c.Bills) != 0 {
		t.Errorf("%v %+v", err, c)
	}
	d.login(t)
	n := d.CountRules()
	if _, err := d.Check(draft); err != nil || n.Load() != 1 {
		t.Errorf("%v, the rules ran %d times", err, n.Load())
	}
}

// What screens ask is in the check: the fee of each visit, and what can be split.
func TestCheckedTellsFees(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	draft := d.ready(t)
	draft.Bills[0].Items = draft.Bills[0].Items[:1]
	draft.Bills = append(draft.Bills, domain.DraftBill{})
	c, err := d.Check(draft)
	if err != nil || len(c.Fees) != 2 || len(c.Fees[0]) != 1 || len(c.Fees[1]) != 0 || c.Fees[0][0].Row != -1 || c.Fees[0][0].Date.String() != "2026-11-20" {
		t.Errorf("%v %+v", err, c.Fees)
	}
	if c.Mixed(0) {
		t.Error("nothing is mixed")
	}
}

// The bell says what has changed, all of it, however often it rang before it was
// heard; a save while typing is nothing but a draft saved.
func TestTheBellSaysWhatChanged(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	heard := func() app.Change {
		select {
		case c := <-d.Updates():
			return c
		default:
			return 0
		}
	}
	if c := heard(); c != app.ChangedAll {
		t.Errorf("login: %b", c)
	}
	draft := d.ready(t)
	for range 2 {
		draft.Bills[0].Comment += "x"
		if _, err := d.SaveDraft(draft); err != nil {
			t.Fatal(err)
		}
	}
	if c := heard(); c&app.ChangedDrafts == 0 || c&(app.ChangedMirror|app.ChangedRegion|app.ChangedSession) != 0 {
		t.Errorf("first save: %b", c)
	}
	if _, err := d.SaveDraft(draft); err != nil {
		t.Fatal(err)
	}
	if c := heard(); c != app.ChangedDrafts {
		t.Errorf("save while typing: %b", c)
	}
	d.work.notify(app.SyncState{Rules: true})
	d.work.notify(app.SyncState{Changed: true})
	if c := heard(); c != app.ChangedConnection|app.ChangedRegion|app.ChangedMirror|app.ChangedDrafts|app.ChangedOutbox || heard() != 0 {
		t.Errorf("both: %s", strings.Repeat("x", int(c&1)))
	}
}

// A panic in the rules is no check: nothing is sendable by it.
func TestAPanicIsNoCheck(t *testing.T) {
	d := newDesk(t)
	d.login(t)
	draft := d.ready(t)
	d.FailRules()
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		_, _ = d.Check(draft)
	}()
	if c, err := d.Check(draft); err != nil || c.Sum == 0 {
		t.Errorf("checked anew: %v, %v", err, c.Sum)
	}
}
