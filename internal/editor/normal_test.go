package editor

import (
	"testing"

	"example.org/tandtui/internal/domain"
)

// A field that is left is written in full; what cannot be read stays.
func TestNormal(t *testing.T) {
	today := domain.MustDate("2026-11-23")
	for _, c := range []struct {
		field      domain.Field
		raw, full  string
		unreadable bool
	}{
		{domain.FieldItemDate, "ig", "2026-11-22", false},
		{domain.FieldItemDate, "261120", "2026-11-20", false},
		{domain.FieldItemDate, "2026-13-40", "2026-13-40", true},
		{domain.FieldItemDate, "20.11.2026", "20.11.2026", true},
		{domain.FieldItemDate, "", "", false},
		{domain.FieldExemptionFrom, "i", "2026-11-23", false},
		{domain.FieldExemptionTo, "x", "x", true},
		{domain.FieldItemPosition, "ok", "ÖK", false},
		{domain.FieldItemPosition, "99", "99", false},
		{domain.FieldPerson, "196009172336", anna, false},
		{domain.FieldPerson, "19600917–2336", anna, false},
		{domain.FieldPerson, "19600917-2337", "19600917-2337", true},
		{domain.FieldComment, "ig", "ig", false},
		{domain.FieldItemCode, "ig", "ig", false},
	} {
		if got := Normal(c.field, c.raw, today); got != c.full {
			t.Errorf("%s %q: %q, want %q", c.field, c.raw, got, c.full)
		}
		if got := Unreadable(c.field, c.raw, today); got != c.unreadable {
			t.Errorf("%s %q: unreadable is %v", c.field, c.raw, got)
		}
	}
}

// A code typed where the date stood is the row's code, on the date above.
func TestACodeInTheDate(t *testing.T) {
	w := open(t, visit())
	w.Write(row(3, domain.FieldItemDate), "825")
	if to := w.Leave(row(3, domain.FieldItemDate)); to != row(3, domain.FieldItemCode) {
		t.Errorf("it is in %+v", to)
	}
	if got := w.Row(3); got != (domain.DraftItem{Date: "2026-11-22", Code: "825"}) {
		t.Errorf("%+v", got)
	}
	w.Write(row(4, domain.FieldItemDate), "9999") // nothing is called so
	if to := w.Leave(row(4, domain.FieldItemDate)); to != row(4, domain.FieldItemDate) || w.Row(4) != (domain.DraftItem{Date: "9999"}) {
		t.Errorf("in %+v: %+v", to, w.Row(4))
	}
	w.Write(row(0, domain.FieldItemDate), "825") // a row that has a code keeps it
	if to := w.Leave(row(0, domain.FieldItemDate)); to != row(0, domain.FieldItemDate) || w.Row(0).Code != "101" {
		t.Errorf("%+v", w.Row(0))
	}
}

// A date typed in a new row's procedure is the row's date.
func TestADateInTheCode(t *testing.T) {
	w := open(t, visit())
	w.Focus(row(3, domain.FieldItemCode), 2)
	w.Write(row(3, domain.FieldItemCode), "ig")
	if !w.DateForCode() || w.Row(3) != (domain.DraftItem{Date: "2026-11-22"}) {
		t.Errorf("%+v", w.Row(3))
	}
	for name, ref := range map[string]Ref{"a row above": row(0, domain.FieldItemCode), "another field": row(3, domain.FieldItemDate)} {
		w := open(t, visit())
		w.Write(ref, "ig")
		w.Focus(ref, 2)
		if w.DateForCode() {
			t.Errorf("taken in %s", name)
		}
	}
	w = open(t, visit())
	w.Focus(row(2, domain.FieldItemCode), 0)
	w.Write(row(2, domain.FieldItemCode), "ig")
	w.Write(row(2, domain.FieldItemComment), "x")
	if w.DateForCode() {
		t.Error("taken in a row that has more")
	}
}

// Enter leads to what the procedure needs, then to the next row.
func TestNext(t *testing.T) {
	for _, c := range []struct {
		code string
		from domain.Field
		to   Ref
		ok   bool
	}{
		{"101", domain.FieldItemDate, row(3, domain.FieldItemCode), true},
		{"101", domain.FieldItemCode, row(4, domain.FieldItemCode), true},
		{"825", domain.FieldItemCode, row(3, domain.FieldItemPosition), true},
		{"825", domain.FieldItemPosition, row(4, domain.FieldItemCode), true},
		{"patAvg", domain.FieldItemCode, row(4, domain.FieldItemCode), true}, // the region names the amount
		{"101", domain.FieldItemPrice, row(4, domain.FieldItemCode), true},
		{"", domain.FieldItemCode, row(3, domain.FieldItemCode), false},
	} {
		w := open(t, visit())
		w.Write(row(3, domain.FieldItemCode), c.code)
		if to, ok := w.Next(row(3, c.from)); to != c.to || ok != c.ok {
			t.Errorf("%s from %s: %+v %v", c.code, c.from, to, ok)
		}
	}
	first := open(t, visit())
	if to, ok := first.Next(row(0, domain.FieldItemCode)); !ok || to != row(1, domain.FieldItemCode) {
		t.Errorf("from the first row to %+v", to)
	}
	w := newWorld(t, "varmland")
	w.edit(visit())
	w.Write(row(3, domain.FieldItemCode), "patAvg")
	if to, _ := w.Next(row(3, domain.FieldItemCode)); to != row(3, domain.FieldItemPrice) {
		t.Errorf("where the region names no fee its amount is typed: %+v", to)
	}
	if _, ok := w.Next(Of(domain.FieldPerson)); ok {
		t.Error("a field above the rows has its own order")
	}
}

// A code is found whatever its capitals, in the list of its date and support.
func TestProcedure(t *testing.T) {
	w := open(t, visit())
	if p := w.Procedure(domain.DraftItem{Date: "2026-11-20", Code: "825s"}); p.Code != "825S" {
		t.Errorf("%+v", p)
	}
	for _, none := range []domain.DraftItem{{Date: "2026-11-20", Code: "999"}, {Date: "x", Code: "101"}, {Date: "2026-11-20"}} {
		if p := w.Procedure(none); p.Code != "" {
			t.Errorf("%+v: %+v", none, p)
		}
	}
	w.data.Prices = nil
	if w.Procedure(domain.DraftItem{Date: "2026-11-20", Code: "101"}).Code == "" {
		t.Error("lists that were read are read again")
	}
	w.NewPrices()
	if w.Procedure(domain.DraftItem{Date: "2026-11-20", Code: "101"}).Code != "" {
		t.Error("the old list is still in use")
	}
}
