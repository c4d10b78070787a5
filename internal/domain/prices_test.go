package domain

import "testing"

// Which of several lists in force answers: the chosen one, else the support's;
// among these the provider's own; among equals the first.
func TestListInForce(t *testing.T) {
	all := Period{From: MustDate("2026-01-01")}
	list := func(id, use, provider string, supports ...Support) PriceList {
		return PriceList{ID: id, Use: use, Provider: provider, Validity: all, Supports: supports}
	}
	book := PriceBook{
		list("new", "high", "", "N", "F"), list("old", "high", "", "N", "F"), list("low-2026", "", "", "S"),
		list("deal", "high", "V1", "N", "F"), list("theirs", "low", "V2", "S"),
		{ID: "ended", Use: "low", Supports: []Support{"S"}, Validity: Period{From: MustDate("2025-01-01"), To: MustDate("2025-12-31")}},
	}
	on := MustDate("2026-11-20")
	for _, c := range []struct {
		key  ListKey
		on   Date
		want string
	}{
		{ListKey{Support: "N"}, on, "new"},
		{ListKey{Support: "N", Provider: "V1"}, on, "deal"},
		{ListKey{Support: "N", Provider: "V9"}, on, "new"},
		{ListKey{Support: "S", Provider: "V1"}, on, "low-2026"},
		{ListKey{Support: "S", Provider: "V2"}, on, "theirs"},
		{ListKey{Support: "N", Use: "low"}, on, "low-2026"}, // by its ID, as older servers name it
		{ListKey{Support: "N", Use: "low", Provider: "V2"}, on, "theirs"},
		{ListKey{Support: "N", Use: "gone"}, on, "new"},
		{ListKey{Support: "S"}, MustDate("2025-12-31"), "ended"},
		{ListKey{Support: "N"}, MustDate("2025-12-31"), ""},
		{ListKey{Support: "O"}, on, ""},
	} {
		got := ""
		if l, ok := book.List(c.key, c.on); ok {
			got = l.ID
		}
		if got != c.want {
			t.Errorf("%+v on %s: %q, want %q", c.key, c.on, got, c.want)
		}
	}
}

func TestOffersOfADay(t *testing.T) {
	l := PriceList{Procedures: []Procedure{
		{Code: "101"}, {Code: "102", Only: "NF"}, {Code: "103", Validity: Period{From: MustDate("2026-07-01"), To: MustDate("2026-12-31")}},
	}}
	for _, c := range []struct {
		support Support
		on      string
		want    int
	}{{"N", "2026-07-01", 3}, {"N", "2026-06-30", 2}, {"S", "2026-12-31", 2}, {"S", "2027-01-01", 1}} {
		if got := l.Offers(c.support, MustDate(c.on)); len(got) != c.want {
			t.Errorf("%s on %s: %+v", c.support, c.on, got)
		}
	}
	if len(l.Procedures) != 3 || !l.Has("103") || l.Has("104") || l.Procedure("103", MustDate("2027-01-01")) != nil {
		t.Error("the list itself is changed, or misread")
	}
}

func TestFirstDayOfASpan(t *testing.T) {
	for span, want := range map[Span]string{SpanVisit: "2026-06-30", SpanMonth: "2026-06-01", SpanHalfYear: "2026-01-01", SpanYear: "2026-01-01"} {
		if got := span.First(MustDate("2026-06-30")).String(); got != want {
			t.Errorf("%s: %s, want %s", span, got, want)
		}
	}
	if got := SpanHalfYear.First(MustDate("2026-12-31")).String(); got != "2026-07-01" {
		t.Errorf("the second half-year begins %s", got)
	}
}
