package editor

import (
	"testing"
	"time"

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

// The grounds for an old age of free care are offered to whom they would free, on
// a day of the bill's rows, and today as long as there is no visit.
func TestGrounds(t *testing.T) {
	const young = "20030101-2399" // the year of 23 in 2026
	now, later := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC), time.Date(2027, 1, 10, 10, 0, 0, 0, time.UTC)
	item := func(date string) []domain.DraftItem { return []domain.DraftItem{{Date: date, Code: "101"}} }
	for name, c := range map[string]struct {
		now    time.Time
		person string
		items  []domain.DraftItem
		want   int
	}{
		"no visit":                         {now, young, nil, 2},
		"a visit":                          {now, young, item("2026-11-20"), 2},
		"too old":                          {now, anna, item("2026-11-20"), 0},
		"a visit of last year":             {later, young, item("2026-12-30"), 2},
		"too old today":                    {later, young, nil, 0},
		"too old on the visit":             {later, young, item("2027-01-09"), 0},
		"a day that cannot be read":        {now, young, item("x"), 2},
		"a day that cannot be read, later": {later, young, item("x"), 0},
		"no number":                        {now, "x", nil, 0},
	} {
		w := newWorld(t, "vgr")
		w.now = c.now
		w.edit(domain.DraftBill{Person: c.person, Support: "N", Items: c.items})
		if got := w.Grounds(); len(got) != c.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// A bill that has no room for its fees gets none.
func TestFeesThatHaveNoRoom(t *testing.T) {
	b := visit()
	for range MaxRows - 4 {
		b.Items = append(b.Items, domain.DraftItem{Date: "2026-11-22", Code: "101"})
	}
	w := open(t, b)
	w.know(anna, domain.PersonFacts{Entitlements: hasN}, app.History{})
	if n, _, r := w.AddFees(); n != 0 || r != TooMany || w.Rows() != MaxRows-1 || w.changes != 0 {
		t.Errorf("%d %v, %d rows", n, r, w.Rows())
	}
	w.Focus(row(5, domain.FieldItemCode), 0)
	w.Remove()
	if n, _, r := w.AddFees(); n != 2 || r != Done || w.Rows() != MaxRows {
		t.Errorf("%d %v, %d rows", n, r, w.Rows())
	}
}

// A fee of today that stands on another bill of the invoice is not asked for again.
func TestAFeeOnTheOtherBill(t *testing.T) {
	other := visit()
	other.Items = []domain.DraftItem{{Date: "2026-11-20", Code: "101"}, {Date: "2026-11-20", Code: domain.PatientFeeCode}}
	w := open(t, visit(), other)
	w.know(anna, domain.PersonFacts{Entitlements: hasN}, app.History{})
	if n, _, r := w.AddFees(); n != 1 || r != Done || w.codesOfRows() != "101 301 302 patAvg" {
		t.Errorf("%d %v %s", n, r, w.codesOfRows())
	}
	w.check()
	if fees := w.Fees(); len(fees) != 2 || FeeMissing(fees[0]) || FeeMissing(fees[1]) {
		t.Errorf("%+v", fees)
	}
	w.AddBill()
	if w.Fees() != nil {
		t.Error("a bill that was not checked has fees")
	}
}

// The cursor goes to the first fee whose amount is typed, which may be one that
// stood there before.
func TestTheFirstAmountIsTyped(t *testing.T) {
	w := newWorld(t, "varmland")
	b := visit()
	b.Items = append(b.Items[:2:2], domain.DraftItem{Date: "2026-11-20", Code: domain.PatientFeeCode, Price: "200"}, b.Items[2])
	w.edit(b)
	w.know(anna, domain.PersonFacts{Entitlements: hasN}, app.History{})
	if n, _, _ := w.AddFees(); n != 1 || w.codesOfRows() != "101 301 patAvg 302 patAvg" {
		t.Fatalf("%d: %s", n, w.codesOfRows())
	}
	w.at("the new one", 0, row(4, domain.FieldItemPrice))
}
