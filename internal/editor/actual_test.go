package editor

import (
	"slices"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// actualCost puts a procedure into every price list that is charged by its actual
// cost.
func (w *world) actualCost(code string) {
	w.data.Prices = slices.Clone(w.data.Prices)
	for i := range w.data.Prices {
		l := &w.data.Prices[i]
		l.Procedures = append(slices.Clone(l.Procedures), domain.Procedure{Code: code, Name: "Bettskena", ActualCost: true})
	}
}

// The price of what is charged by its actual cost is asked for: after the code,
// and not again after the price.
func TestAnActualCostIsAskedFor(t *testing.T) {
	w := newWorld(t, "vgr")
	w.actualCost("899")
	w.edit(visit())
	w.Write(row(3, domain.FieldItemCode), "899")
	if !w.PriceWanted(w.Row(3)) || w.PriceWanted(w.Row(0)) {
		t.Error("whose price is typed")
	}
	for _, c := range []struct {
		from domain.Field
		to   Ref
	}{
		{domain.FieldItemDate, row(3, domain.FieldItemCode)},
		{domain.FieldItemCode, row(3, domain.FieldItemPrice)},
		{domain.FieldItemPosition, row(3, domain.FieldItemPrice)},
		{domain.FieldItemPrice, row(4, domain.FieldItemCode)},
		{domain.FieldItemComment, row(4, domain.FieldItemCode)},
	} {
		if to, ok := w.Next(row(3, c.from)); !ok || to != c.to {
			t.Errorf("from %s to %+v", c.from, to)
		}
	}

	v := openVisitIn(w)
	for from, want := range map[domain.Field]domain.Field{
		domain.FieldItemCode: domain.FieldItemPrice, domain.FieldItemPosition: domain.FieldItemPrice, domain.FieldItemPrice: domain.FieldItemCode,
	} {
		to, below, ok := v.Next(domain.DraftItem{Code: "899"}, from)
		if !ok || to != want || below != (want == domain.FieldItemCode) {
			t.Errorf("a visit's from %s to %s, below %v", from, to, below)
		}
	}
}

// Taken over from the last visit an actual cost has its price; the others have
// that of the list, and a fee its own.
func TestLastRowsKeepAnActualCost(t *testing.T) {
	w := newWorld(t, "vgr")
	w.actualCost("899")
	w.edit()
	w.know(anna, domain.PersonFacts{}, app.History{Bills: []app.PastBill{{Last: domain.MustDate("2026-10-02"), Items: []domain.Item{
		{Code: "899", Price: 45000}, {Code: "825", Position: "UK", Price: 100}, {Code: domain.PatientFeeCode, Price: -20000},
	}}}})
	rows, _ := w.LastRows()
	want := []domain.DraftItem{
		{Date: "2026-11-23", Code: "899", Price: "450,00"}, {Date: "2026-11-23", Code: "825", Position: "UK"}, {Date: "2026-11-23", Code: domain.PatientFeeCode},
	}
	if !slices.Equal(rows, want) {
		t.Errorf("%+v", rows)
	}
}

// Where the region asks who gave the care the row below has the same performer;
// the cursor stops there only where it is to be written, and a fee has none.
func TestThePerformer(t *testing.T) {
	w := newWorld(t, "vgr")
	w.data.Profile.PerformerMust = true
	w.edit(visit())
	if got := w.Row(3); got != (domain.DraftItem{Date: "2026-11-22"}) {
		t.Errorf("nobody's: %+v", got)
	}
	w.Write(row(3, domain.FieldItemCode), "101")
	for from, want := range map[domain.Field]Ref{
		domain.FieldItemCode:      row(3, domain.FieldItemPerformer),
		domain.FieldItemPrice:     row(3, domain.FieldItemPerformer),
		domain.FieldItemPerformer: row(4, domain.FieldItemCode),
		domain.FieldItemComment:   row(4, domain.FieldItemCode),
	} {
		if to, _ := w.Next(row(3, from)); to != want {
			t.Errorf("from %s to %+v", from, to)
		}
	}
	w.Write(row(3, domain.FieldItemPerformer), "TL1")
	if got := w.Row(4); got != (domain.DraftItem{Date: "2026-11-22", Performer: "TL1"}) {
		t.Errorf("the next row: %+v", got)
	}
	w.Write(row(3, domain.FieldItemPerformer), "TL2")
	if got := w.Row(4).Performer; got != "TL2" || w.Rows() != 4 {
		t.Errorf("the next row has %q, of %d", got, w.Rows())
	}
	if to, _ := w.Next(row(3, domain.FieldItemCode)); to != row(4, domain.FieldItemCode) {
		t.Errorf("it is written, and the cursor goes to %+v", to)
	}
	w.Write(row(4, domain.FieldItemPerformer), "")
	w.Write(row(4, domain.FieldItemCode), domain.PatientFeeCode)
	if to, _ := w.Next(row(4, domain.FieldItemCode)); to != row(5, domain.FieldItemCode) {
		t.Errorf("a fee's performer: %+v", to)
	}
	w.data.Profile.PerformerMust = false
	w.edit(domain.DraftBill{Items: []domain.DraftItem{{Date: "2026-11-20", Code: "101", Performer: "TL1"}}})
	if got := w.Row(1).Performer; got != "" {
		t.Errorf("not asked for, and handed on: %q", got)
	}
}

// What is offered is what the list of the bill has on the date; nothing on a day
// without a list.
func TestOffers(t *testing.T) {
	w := open(t, visit())
	offers := w.Offers(domain.MustDate("2026-11-20"))
	if !slices.ContainsFunc(offers, func(p domain.Procedure) bool { return p.Code == "101" }) {
		t.Errorf("%d offered", len(offers))
	}
	if offers := w.Offers(domain.MustDate("1990-01-01")); offers != nil {
		t.Errorf("%d offered before there was a list", len(offers))
	}

	w.data.Prices = append(domain.PriceBook{}, w.data.Prices...)
	for i := range w.data.Prices {
		l := &w.data.Prices[i]
		l.Procedures = append(slices.Clone(l.Procedures), domain.Procedure{Code: "X900", Only: "S"})
	}
	item := domain.DraftItem{Date: "2026-11-20", Code: "X900"}
	w.NewPrices()
	if p := w.Procedure(item); p.Code != "" {
		t.Errorf("%+v under N", p)
	}
	w.Write(Of(domain.FieldSupport), "S")
	if p := w.Procedure(item); p.Code != "X900" {
		t.Errorf("%+v under S", p)
	}
}
