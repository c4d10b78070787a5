package store

import (
	"fmt"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

const manyInvoices = 100_000

// BenchmarkInvoiceListAgainstWalk reads the list of 100 000 invoices and walks a
// bare bucket with as many values of a row's size in turn, and reports the ratio
// of the medians (goal: at most 12). The app reads once and keeps the rows until
// the mirror changes.
func BenchmarkInvoiceListAgainstWalk(b *testing.B) {
	s := open(b, b.TempDir())
	cursor := ""
	for from := 0; from < manyInvoices; from += 5000 {
		p := app.ChangePage{From: cursor, To: fmt.Sprint(from + 5000)}
		for i := range 5000 {
			v := domain.Invoice{OurRef: int64(from + i + 1), Version: 1, Clinic: "101", InvoiceNo: fmt.Sprintf("2026-%06d", from+i), Received: time.Unix(1_790_000_000, 0), Status: domain.StatusReceived}
			v.Bills = []domain.InvoiceBill{{BillNo: int64(from + i), Bill: domain.Bill{BillRef: fmt.Sprintf("Ref %d", from+i), Items: []domain.Item{{Price: 100_00}}}}}
			p.Invoices = append(p.Invoices, v)
		}
		must(b, s.ApplyChanges("101", p))
		cursor = p.To
	}
	db := bare(b, manyInvoices)
	var lists, walks []time.Duration
	for b.Loop() {
		start := time.Now()
		list, err := s.Invoices("101", func(app.InvoiceSummary) bool { return true })
		if err != nil || len(list) != manyInvoices {
			b.Fatal(len(list), err)
		}
		between := time.Now()
		stroll(b, db, manyInvoices)
		lists, walks = append(lists, between.Sub(start)), append(walks, time.Since(between))
	}
	b.ReportMetric(median(lists)/median(walks), "x-walk")
	b.ReportMetric(median(lists)/1e6, "list-ms")
}
