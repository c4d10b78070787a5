package invoices

import (
	"fmt"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/uitest"
)

// BenchmarkSort sorts 100 000 invoices by each column in turn (goal: under 100 ms).
func BenchmarkSort(b *testing.B) {
	clock := uitest.NewClock(b, "2026-11-23 10:42:07")
	m := New(clock.Env(), three()).(*model)
	rows := make([]app.InvoiceSummary, 100_000)
	for i := range rows {
		j := i * 7919 % len(rows)
		rows[i] = row(int64(j), fmt.Sprintf("2026-%06d", j), int64(j%5000), domain.StatusReceived, "")
		rows[i].Received = time.Unix(1_790_000_000+int64(j)*60, 0)
	}
	for _, c := range m.columns() {
		b.Run(c.Title, func(b *testing.B) {
			for b.Loop() {
				c.Sort(rows, false)
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms")
		})
	}
}
