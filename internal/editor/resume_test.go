package editor

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// kept is a draft as the store gives it back after the program was killed.
func (w *world) kept(rt rapid.TB, d domain.Draft) (again domain.Draft) {
	d.Updated = w.now
	body, err := json.Marshal(d)
	if err == nil {
		err = json.Unmarshal(body, &again)
	}
	if err != nil {
		rt.Fatal(err)
	}
	return again
}

// Killed at any moment a draft comes back with every character, where the cursor
// was; only a date that was still being typed may stand there in full.
func TestADraftComesBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := open(t, visit(), domain.DraftBill{})
		w.know(anna, domain.PersonFacts{Entitlements: hasN}, newHistory())
		for range rapid.IntRange(1, 15).Draw(rt, "acts") {
			w.randomly(rt)
		}
		at, _ := w.Cursor()
		w.Focus(at, 1)
		before, d := w.Editor, w.Draft()
		w.Editor = New(w, func() time.Time { return w.now }, func() { w.changes++ }, w.kept(rt, d), true)
		inFull := d.Clone()
		for i := range inFull.Bills {
			b := &inFull.Bills[i]
			for _, text := range []*string{&b.ExemptionFrom, &b.ExemptionTo} {
				*text = Normal(domain.FieldItemDate, *text, w.Today())
			}
			for j := range b.Items {
				b.Items[j].Date = Normal(domain.FieldItemDate, b.Items[j].Date, w.Today())
			}
		}
		if w.content() != written(inFull) {
			rt.Fatalf("was %s\nis  %s", written(inFull), w.content())
		}
		if now, col := w.Cursor(); w.Bill() != before.Bill() || now != at || col != 1 || w.ID() != before.ID() {
			rt.Fatalf("bill %d at %+v, it was %d at %+v", w.Bill(), now, before.Bill(), at)
		}
		if w.Undo() != Nothing {
			rt.Fatal("there is something to undo")
		}
		w.inRange(rt)
	})
}

// Killed at any moment a home visit comes back with its plan and its bills.
func TestAVisitComesBackFromEverywhere(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w, v := openVisit(t)
		for range rapid.IntRange(1, 15).Draw(rt, "acts") {
			v.randomly(rt)
		}
		v.Leave(VisitRef{ForAll, -1, domain.FieldItemDate})
		again := NewVisit(w, func() time.Time { return w.now }, func() {}, w.kept(rt, v.Draft()))
		if was, is := written(v.Draft()), written(again.Draft()); was != is {
			rt.Fatalf("was %s\nis  %s", was, is)
		}
		if again.ID() != v.ID() || again.InvoiceNo() != v.InvoiceNo() || again.Undo() != Nothing {
			rt.Fatal("it is another draft, or has something to undo")
		}
	})
}

// A draft that is opened again shows what is wrong with what was written; a new
// one, and one without rows, does not yet.
func TestWhatIsShownOfADraftThatIsOpened(t *testing.T) {
	at := func(item int, f domain.Field) domain.Finding {
		return domain.Finding{Severity: domain.SeverityError, Item: item, Field: f}
	}
	for name, c := range map[string]struct {
		bill    domain.DraftBill
		resumed bool
		want    bool
	}{
		"resumed":      {visit(), true, true},
		"new":          {visit(), false, false},
		"without rows": {domain.DraftBill{Person: anna}, true, false},
	} {
		w := newWorld(t, "vgr")
		w.Editor = New(w, func() time.Time { return w.now }, func() {}, domain.Draft{State: domain.DraftOpen, Bills: []domain.DraftBill{c.bill}}, c.resumed)
		w.Focus(Of(domain.FieldComment), 0)
		for _, f := range []domain.Finding{at(domain.WholeBill, domain.FieldInvoiceNo), at(domain.WholeBill, domain.FieldBillRef), at(0, domain.FieldItemPosition)} {
			if w.Shown(f) != c.want {
				t.Errorf("%s: %+v is shown: %v", name, f, w.Shown(f))
			}
		}
		if w.Shown(at(3, domain.FieldItemCode)) {
			t.Errorf("%s: the empty row's", name)
		}
	}
}

// A cursor on a bill that is not there opens the last one.
func TestACursorOnABillThatIsGone(t *testing.T) {
	for bill, want := range map[int]int{-1: 0, 0: 0, 1: 1, 2: 1, 9: 1} {
		w := newWorld(t, "vgr")
		d := domain.Draft{Bills: []domain.DraftBill{visit(), {}}, Cursor: domain.Cursor{Bill: bill, Item: domain.WholeBill, Field: domain.FieldPerson}}
		w.Editor = New(w, func() time.Time { return w.now }, func() {}, d, true)
		if w.Bill() != want {
			t.Errorf("bill %d is shown for %d", w.Bill(), bill)
		}
	}
}

// What the program filled in goes with its patient also after the program was killed,
// on the bill where it was; what was changed by hand stays.
func TestWhatWasFilledInGoesAfterACrash(t *testing.T) {
	w := open(t, domain.DraftBill{Comment: "another"}, domain.DraftBill{})
	w.Show(1)
	w.Write(Of(domain.FieldPerson), anna)
	w.know(anna, domain.PersonFacts{Entitlements: hasN}, newHistory())
	w.FillIn()
	w.Write(Of(domain.FieldCareModel), "M2")
	d := w.kept(t, w.Draft())
	w.Editor = New(w, func() time.Time { return w.now }, func() { w.changes++ }, d, true)
	if b := w.Raw(1); !b.Exempt || b.ExemptionNo != "F-1" {
		t.Fatalf("%+v", b)
	}
	w.Show(1)
	w.Write(Of(domain.FieldPerson), fia)
	w.know(fia, domain.PersonFacts{}, app.History{})
	w.FillIn()
	if b := w.Raw(1); b.Exempt || b.ExemptionNo != "" || b.ExemptionTo != "" || b.CareModel != "M2" {
		t.Errorf("of the patient before: %+v", b)
	}
	if b := w.Raw(0); b.Comment != "another" {
		t.Errorf("%+v", b)
	}
	if d := open(t, visit()).Draft(); d.Filled != nil {
		t.Errorf("nothing was filled in: %+v", d.Filled)
	}
}
