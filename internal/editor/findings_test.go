package editor

import (
	"slices"
	"testing"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// A finding is shown once its field was left, a warning as soon as its field is
// not being written in, all of them after a refused send.
func TestWhenAFindingIsShown(t *testing.T) {
	w := open(t)
	w.Focus(Of(domain.FieldPerson), 0)
	failed := domain.Finding{Severity: domain.SeverityError, Item: domain.WholeBill, Field: domain.FieldBillRef}
	warned := domain.Finding{Severity: domain.SeverityWarning, Item: domain.WholeBill, Field: domain.FieldPerson}
	if w.Shown(failed) || w.Shown(warned) {
		t.Error("shown while it is being written")
	}
	w.Focus(Of(domain.FieldBillRef), 0)
	w.Leave(Of(domain.FieldBillRef))
	if !w.Shown(failed) || !w.Shown(warned) {
		t.Error("not shown after the field was left")
	}
	other := failed
	other.Field = domain.FieldComment
	if w.Shown(other) || w.showAll {
		t.Error("a field that nobody was in is shown")
	}
	w.ShowAll()
	if !w.Shown(other) {
		t.Error("not all are shown")
	}
}

// A bill that is begun again below another was never left.
func TestANewBillIsUntouched(t *testing.T) {
	w := open(t, visit())
	w.AddBill()
	w.Leave(Of(domain.FieldPerson))
	w.Undo()
	w.AddBill()
	if w.Shown(domain.Finding{Severity: domain.SeverityError, Bill: 1, Item: domain.WholeBill, Field: domain.FieldPerson}) {
		t.Error("its field was left on a bill that is gone")
	}
}

// W5: what was shown after a refused send stays, and a bill that is begun then
// has no faults yet.
func TestW5ANewBillBeginsWithoutFaults(t *testing.T) {
	w := open(t, domain.DraftBill{})
	fault := domain.Finding{Severity: domain.SeverityError, Item: domain.WholeBill, Field: domain.FieldBillRef}
	w.ShowAll()
	w.AddBill()
	if !w.Shown(fault) {
		t.Error("the fault of the first bill is hidden again")
	}
	if fault.Bill = 1; w.Shown(fault) {
		t.Error("the new bill begins with a fault")
	}
	if w.ShowAll(); !w.Shown(fault) {
		t.Error("not shown after the next refused send")
	}
}

// F3 goes through the errors of all bills in the order of the form and round the
// end; where the cursor cannot stand, it goes on.
func TestNextFault(t *testing.T) {
	w := open(t, domain.DraftBill{}, domain.DraftBill{})
	at := func(bill, item int, f domain.Field, s domain.Severity) domain.Finding {
		return domain.Finding{Bill: bill, Item: item, Field: f, Severity: s}
	}
	c := w.checked
	c.Findings = []domain.Finding{
		at(1, domain.WholeBill, domain.FieldPerson, domain.SeverityError), at(0, domain.WholeBill, domain.FieldItems, domain.SeverityError),
		at(0, domain.WholeBill, domain.FieldBillRef, domain.SeverityError), at(0, domain.WholeBill, domain.FieldPerson, domain.SeverityWarning),
		at(7, domain.WholeBill, domain.FieldPerson, domain.SeverityError),
	}
	w.SetChecked(c)
	stay := func(p Spot) Spot { return p }
	var got []Spot
	for range 4 {
		p, ok := w.NextFault(stay)
		if !ok {
			t.Fatal("no fault")
		}
		got = append(got, p)
		w.Show(p.Bill)
		w.Focus(p.Ref, 0)
	}
	want := []Spot{{0, Of(domain.FieldBillRef)}, {0, row(0, domain.FieldItemCode)}, {1, Of(domain.FieldPerson)}, {0, Of(domain.FieldBillRef)}}
	if !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
	c.Findings = c.Findings[3:4]
	w.SetChecked(c)
	if p, ok := w.NextFault(stay); !ok || p != (Spot{0, Of(domain.FieldPerson)}) {
		t.Errorf("the warning: %+v", p)
	}
	c.Findings = nil
	w.SetChecked(c)
	if _, ok := w.NextFault(stay); ok {
		t.Error("there is none")
	}
}

// The foot says the first error before a warning, of other bills only when all
// are shown, and what is wrong just here.
func TestFirst(t *testing.T) {
	w := open(t, domain.DraftBill{}, domain.DraftBill{})
	c := w.checked
	c.Findings = []domain.Finding{
		{Code: "warning", Item: domain.WholeBill, Field: domain.FieldComment, Severity: domain.SeverityWarning},
		{Code: "error", Item: domain.WholeBill, Field: domain.FieldBillRef, Severity: domain.SeverityError},
		{Code: "other", Bill: 1, Item: domain.WholeBill, Field: domain.FieldPerson, Severity: domain.SeverityError},
	}
	w.SetChecked(c)
	if f, _ := w.First(false); f.Code != "warning" {
		t.Errorf("%+v", f)
	}
	w.Leave(Of(domain.FieldBillRef))
	if f, _ := w.First(false); f.Code != "error" {
		t.Errorf("%+v", f)
	}
	w.Focus(Of(domain.FieldComment), 0)
	if _, ok := w.First(true); ok {
		t.Error("a warning of the field being written is said")
	}
	w.ShowAll()
	if f, ok := w.First(true); !ok || f.Code != "warning" {
		t.Errorf("%+v", f)
	}
	w.Show(1)
	if f, _ := w.First(false); f.Code != "error" {
		t.Errorf("%+v", f)
	}
}

// The region's words stand with what they are of; a price it refused is no error
// once its new list says so.
func TestTheRegionsWords(t *testing.T) {
	w := newWorld(t, "vgr")
	b := visit()
	d := domain.Draft{ID: "d1", State: domain.DraftRefused, Bills: []domain.DraftBill{b}, Refusal: &domain.Refusal{
		Sent: &domain.Sent{Bills: domain.Draft{Bills: []domain.DraftBill{b}}.Clone().Bills},
		Findings: []domain.Finding{
			{Code: rules.CodeBillRefUsed, Item: domain.WholeBill, Field: domain.FieldBillRef, Severity: domain.SeverityError},
			{Code: rules.CodePriceList, Item: 0, Field: domain.FieldItemPrice, Severity: domain.SeverityError, Params: map[string]string{"list": "1 100,00"}},
		},
	}}
	w.Editor = New(w, func() time.Time { return w.now }, func() {}, d, true)
	if !w.showAll || !w.Refused() || !w.Untouched() || len(w.Findings()) != 2 {
		t.Fatalf("%+v", w.Findings())
	}
	w.check()
	if f := w.Findings()[1]; f.Severity != domain.SeverityWarning || f.Params["now"] != "1 100,00" {
		t.Errorf("the list has the price now: %+v", f)
	}
	if d.Refusal.Findings[1].Params["now"] != "" {
		t.Error("the region's words were changed")
	}
	w.Write(Of(domain.FieldBillRef), "2")
	if w.Refused() || w.Untouched() {
		t.Errorf("the reference is another: %+v", w.Findings())
	}
}

// A price that the region refused on a row that is not there any more, or that was
// not read yet, is left as the region said it.
func TestARefusedPriceOfNoRow(t *testing.T) {
	w := newWorld(t, "vgr")
	b := visit()
	price := func(bill, item int) domain.Finding {
		return domain.Finding{Code: rules.CodePriceList, Severity: domain.SeverityError, Bill: bill, Item: item, Field: domain.FieldItemPrice, Params: map[string]string{"list": "1 100,00"}}
	}
	refusal := &domain.Refusal{Findings: []domain.Finding{price(0, domain.WholeBill), price(0, 3), price(1, 0), price(-1, 0)}}
	w.Editor = New(w, func() time.Time { return w.now }, func() {}, domain.Draft{ID: "d1", State: domain.DraftRefused, Bills: []domain.DraftBill{b}, Refusal: refusal}, true)
	w.check()
	for _, f := range w.standing() {
		if f.Severity != domain.SeverityError || f.Params["now"] != "" {
			t.Errorf("%+v", f)
		}
	}
	if w.Refusal() != refusal || w.Checked().Bills == nil {
		t.Error("the refusal and the check are those that were given")
	}
	w.edit(b)
	if w.Refusal() != nil || w.Refused() || w.Untouched() {
		t.Error("a draft that was not refused has a refusal")
	}
}
