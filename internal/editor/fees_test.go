package editor

import (
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// Each visit that lacks its fee gets one behind its rows, once.
func TestAddFees(t *testing.T) {
	w := open(t, visit())
	w.know(anna, domain.PersonFacts{Entitlements: hasN}, app.History{})
	w.check()
	if fees := w.Fees(); len(fees) != 2 || !FeeMissing(fees[0]) || !FeeMissing(fees[1]) {
		t.Fatalf("%+v", fees)
	}
	n, _, r := w.AddFees()
	if n != 2 || r != Done || w.codesOfRows() != "101 301 patAvg 302 patAvg" || w.Row(2).Date != "2026-11-20" || w.Row(4).Date != "2026-11-22" {
		t.Fatalf("%d %v %s", n, r, w.codesOfRows())
	}
	if at, _ := w.Cursor(); at != row(5, domain.FieldItemCode) {
		t.Errorf("at %+v", at)
	}
	if n, last, r := w.AddFees(); n != 0 || r != Nothing || last.Row < 0 {
		t.Errorf("again: %d %v %+v", n, r, last)
	}
	if w.Undo(); w.codesOfRows() != "101 301 302" {
		t.Errorf("undone: %s", w.codesOfRows())
	}
}

// Why no fee is added is told: for age, for a frikort, taken before.
func TestWhyNoFeeIsAdded(t *testing.T) {
	one := func(number string) domain.DraftBill {
		b := visit()
		b.Person, b.Items = number, b.Items[:2]
		return b
	}
	exempt := one(anna)
	exempt.Exempt, exempt.ExemptionNo, exempt.ExemptionFrom, exempt.ExemptionTo = true, "1", "2026-01-01", "2026-12-31"
	for name, c := range map[string]struct {
		bill  domain.DraftBill
		facts domain.PersonFacts
		want  rules.FeeReason
	}{
		"age":     {one(old), domain.PersonFacts{}, rules.FeeFreeByAge},
		"frikort": {exempt, domain.PersonFacts{}, rules.FeeExempt},
		"taken":   {one(anna), domain.PersonFacts{Earlier: []domain.PastItem{{Date: domain.MustDate("2026-11-20"), Code: domain.PatientFeeCode, Price: -200}}}, rules.FeeTaken},
	} {
		w := open(t, c.bill)
		w.know(c.bill.Person, c.facts, app.History{})
		if n, last, r := w.AddFees(); n != 0 || r != Nothing || last.Reason != c.want {
			t.Errorf("%s: %d %v %+v", name, n, r, last)
		}
	}
	w := open(t)
	if n, last, r := w.AddFees(); n != 0 || r != Nothing || !last.Date.IsZero() {
		t.Errorf("no visit: %d %v %+v", n, r, last)
	}
	if w.Fees() != nil {
		t.Error("nothing was checked, and there are fees")
	}
}

// Where the region names no fee the cursor goes to the amount.
func TestAFeeWhoseAmountIsTyped(t *testing.T) {
	w := newWorld(t, "varmland")
	w.edit(visit())
	w.know(anna, domain.PersonFacts{Entitlements: hasN}, app.History{})
	if n, _, _ := w.AddFees(); n != 2 {
		t.Fatalf("%d fees", n)
	}
	if at, _ := w.Cursor(); at != row(2, domain.FieldItemPrice) {
		t.Errorf("at %+v", at)
	}
	if StandardFee(w, w.Today()) != 0 {
		t.Error("the region names a fee")
	}
}
