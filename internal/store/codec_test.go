package store

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

func TestDraftSummaryKeepsEverything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String()
		s := app.DraftSummary{
			ID: text.Draw(t, "id"), Clinic: text.Draw(t, "clinic"), State: domain.DraftState(text.Draw(t, "state")),
			Updated:   time.Unix(rapid.Int64Range(-1<<40, 1<<40).Draw(t, "sec"), rapid.Int64Range(0, 999_999_999).Draw(t, "nano")).UTC(),
			InvoiceNo: text.Draw(t, "no"), Person: text.Draw(t, "person"), Support: domain.Support(text.Draw(t, "support")), Find: text.Draw(t, "find"),
			Bills: rapid.IntRange(0, 1<<31-1).Draw(t, "bills"), FirstDate: domain.MustDate("2000-01-01").AddDays(rapid.IntRange(-9000, 9000).Draw(t, "day")),
			Sum: domain.Ore(rapid.Int64().Draw(t, "sum")), Lost: rapid.Bool().Draw(t, "lost"), Visit: rapid.Bool().Draw(t, "visit"), Errors: rapid.IntRange(0, 1<<31-1).Draw(t, "errors"), Warnings: rapid.IntRange(0, 1<<31-1).Draw(t, "warnings"),
		}
		if rapid.Bool().Draw(t, "zero") {
			s.Updated, s.FirstDate = time.Time{}, domain.Date{}
		}
		b := rowOf(s)
		got, err := readRow(b)
		if err != nil || got != s {
			t.Fatalf("%+v\n%+v\n%v", s, got, err)
		}
		if cut := rapid.IntRange(0, len(b)-1).Draw(t, "cut"); cut < len(b) {
			if _, err := readRow(b[:cut]); err == nil {
				t.Fatalf("%d of %d bytes decode", cut, len(b))
			}
		}
	})
}

func readRow(b []byte) (s app.DraftSummary, err error) {
	r := &reader{s: string(b)}
	r.draft(&s)
	return s, r.end("a row")
}

func FuzzSummaries(f *testing.F) {
	_, sum := draft(1)
	f.Add([]byte(rowOf(sum)))
	f.Add(encodeInvoiceSummary(app.InvoiceSummary{OurRef: 1, Persons: []string{"p"}, BillRefs: []string{"r"}, BillNos: []int64{1}}, 3))
	f.Fuzz(func(t *testing.T, b []byte) {
		if s, err := readRow(b); err == nil {
			if again, err := readRow(rowOf(s)); err != nil || again != s {
				t.Errorf("%+v is not %+v, %v", again, s, err)
			}
		}
		if s, v, err := decodeInvoiceSummary(b); err == nil {
			if again, w, err := decodeInvoiceSummary(encodeInvoiceSummary(s, v)); err != nil || w != v || again.OurRef != s.OurRef || len(again.Persons) != len(s.Persons) {
				t.Errorf("%+v is not %+v, %v", again, s, err)
			}
		}
	})
}
