package invoices

import (
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/export"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

// A spreadsheet can add up and sort what is a day, an amount or a number on the
// screen (D11).
func TestD11CellsOfInvoicesHaveTheirTypes(t *testing.T) {
	at := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	day, err := domain.ParseDate("2026-11-02")
	if err != nil {
		t.Fatal(err)
	}
	m := &model{env: screen.Env{Now: func() time.Time { return at }}}
	v := app.InvoiceSummary{OurRef: 518148, Received: at, Sum: 12345}
	want := map[string]export.Cell{
		labels.ColOurRef: export.Count(518148), labels.ColReceived: export.Day(day), labels.ColAmount: export.Money(12345),
	}
	for _, c := range m.columns() {
		if cell, typed := want[c.Title]; typed && c.Cell(v) != cell {
			t.Errorf("%s is %+v", c.Title, c.Cell(v))
		}
		delete(want, c.Title)
	}
	if len(want) > 0 {
		t.Errorf("no columns for %v", want)
	}
}
