package domain

import "testing"

// The entitlement counts on the row's date, not today (B20).
func TestEntitlementOnDate(t *testing.T) {
	f := PersonFacts{Entitlements: []Entitlement{
		{No: "2", Support: SupportN, Category: "N1", Validity: Period{From: MustDate("2026-06-01")}},
		{No: "1", Support: SupportN, Category: "N4", Validity: Period{From: MustDate("2025-01-01"), To: MustDate("2026-03-31")}},
		{No: "9", Support: SupportF, Category: "F2", Validity: Period{From: MustDate("2026-04-01"), To: MustDate("2026-04-30")}},
	}}
	for _, c := range []struct {
		s    Support
		on   string
		want string
	}{
		{SupportN, "2024-12-31", ""},
		{SupportN, "2025-01-01", "1"},
		{SupportN, "2026-03-31", "1"},
		{SupportN, "2026-04-15", ""}, // only F then
		{SupportF, "2026-04-15", "9"},
		{SupportN, "2026-06-01", "2"},
		{SupportN, "2036-06-01", "2"}, // tills vidare
		{SupportS, "2026-06-01", ""},
	} {
		e, ok := f.Entitlement(c.s, MustDate(c.on))
		if e.No != c.want || ok != (c.want != "") {
			t.Errorf("%s on %s: %q, %v; want %q", c.s, c.on, e.No, ok, c.want)
		}
	}
}

// The price of an item is that of its date and of its part of the support (B13, B4).
func TestPriceBookByDateAndSupport(t *testing.T) {
	list := func(id, from, to string, price int64, s ...Support) PriceList {
		l := PriceList{ID: id, Validity: Period{From: MustDate(from)}, Supports: s, Procedures: []Procedure{{Code: "101", Price: Kronor(price)}}}
		if to != "" {
			l.Validity.To = MustDate(to)
		}
		return l
	}
	book := PriceBook{
		list("high-2025", "2025-01-01", "2025-12-31", 10, SupportN, SupportF),
		list("high-2026", "2026-01-01", "", 20, SupportN, SupportF),
		list("general-2026", "2026-01-01", "", 15, SupportS),
	}
	for _, c := range []struct {
		s    Support
		on   string
		code string
		want Ore
	}{
		{SupportN, "2025-12-31", "101", Kronor(10)},
		{SupportF, "2026-01-01", "101", Kronor(20)},
		{SupportS, "2026-01-01", "101", Kronor(15)},
		{SupportS, "2025-12-31", "101", 0},
		{SupportN, "2024-12-31", "101", 0},
		{SupportN, "2026-01-01", "102", 0},
	} {
		p, ok := book.Procedure(ListKey{Support: c.s}, MustDate(c.on), c.code)
		if p.Price != c.want || ok != (c.want != 0) {
			t.Errorf("%s %s on %s: %v, %v; want %v", c.code, c.s, c.on, p.Price, ok, c.want)
		}
	}
	if l, ok := (PriceBook{list("all", "2026-01-01", "", 1)}).List(ListKey{Support: SupportS}, MustDate("2026-05-05")); !ok || l.ID != "all" {
		t.Error("a list without supports serves all")
	}
}

// What ended last before a date is what is told where nothing holds any more (S3).
func TestEntitlementThatEnded(t *testing.T) {
	f := PersonFacts{Entitlements: []Entitlement{
		{No: "open", Support: SupportN, Validity: Period{From: MustDate("2026-06-01")}},
		{No: "first", Support: SupportN, Validity: Period{From: MustDate("2020-01-01"), To: MustDate("2024-12-31")}},
		{No: "second", Support: SupportN, Validity: Period{From: MustDate("2025-01-01"), To: MustDate("2026-03-31")}},
		{No: "zeroth", Support: SupportN, Validity: Period{From: MustDate("2010-01-01"), To: MustDate("2019-12-31")}},
		{No: "other", Support: SupportF, Validity: Period{From: MustDate("2026-04-01"), To: MustDate("2026-04-30")}},
	}}
	for _, c := range []struct {
		s        Support
		on, want string
	}{
		{SupportN, "2019-12-31", ""}, // its last day: it has not ended
		{SupportN, "2024-12-31", "zeroth"},
		{SupportN, "2025-01-01", "first"},
		{SupportN, "2026-03-31", "first"},
		{SupportN, "2026-04-01", "second"},
		{SupportN, "2036-01-01", "second"},
		{SupportF, "2026-05-01", "other"},
		{SupportS, "2036-01-01", ""},
	} {
		e, ok := f.Ended(c.s, MustDate(c.on))
		if e.No != c.want || ok != (c.want != "") {
			t.Errorf("%s on %s: %q, %v; want %q", c.s, c.on, e.No, ok, c.want)
		}
	}
}

// On every date a right either holds or has ended before, if there ever was one:
// one truth is told, and never both for the same entitlement.
func TestARightHoldsOrHasEnded(t *testing.T) {
	from, to := MustDate("2025-02-01"), MustDate("2026-10-29")
	f := PersonFacts{Entitlements: []Entitlement{{No: "1", Support: SupportN, Validity: Period{From: from, To: to}}}}
	for d := from.AddDays(-3); d.Before(to.AddDays(4)); d = d.AddDays(1) {
		_, holds := f.Entitlement(SupportN, d)
		_, ended := f.Ended(SupportN, d)
		if holds && ended || (holds || ended) != !d.Before(from) || ended != d.After(to) {
			t.Errorf("%v: holds %v, ended %v", d, holds, ended)
		}
	}
}
