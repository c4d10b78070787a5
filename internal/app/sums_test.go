package app

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/tandtui/internal/domain"
)

// D14: to the öre, each invoice is in one month of one year, billed is paid and
// waiting together, and a minute before midnight is the day before in Sweden.
func TestD14SumsAddUp(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	statuses := []domain.Status{domain.StatusReceived, domain.StatusApproved, domain.StatusPaid, domain.StatusVoided, domain.StatusDeleted, "disputed"}
	rapid.Check(t, func(r *rapid.T) {
		var rows []InvoiceSummary
		var billed, paid, credited domain.Ore
		for range rapid.IntRange(0, 60).Draw(r, "invoices") {
			s := InvoiceSummary{
				Received: time.Date(2024, 1, 1, 0, 0, 0, 0, zone).Add(time.Duration(rapid.IntRange(0, 3*366*24*60).Draw(r, "minute")) * time.Minute).UTC(),
				Sum:      domain.Ore(rapid.Int64Range(-99, 9_999_999).Draw(r, "öre")), Status: rapid.SampledFrom(statuses).Draw(r, "status"),
			}
			if rapid.Bool().Draw(r, "credit") {
				s.CreditOf, s.Sum = 1, -s.Sum
			}
			switch {
			case s.Status == domain.StatusVoided || s.Status == domain.StatusDeleted:
			case s.CreditOf != 0:
				credited += s.Sum
			default:
				billed += s.Sum
				if s.Status == domain.StatusPaid {
					paid += s.Sum
				}
			}
			rows = append(rows, s)
		}
		var all MonthSum
		years := sums(rows, 2024, zone).Years
		for _, year := range years {
			for _, m := range sums(rows, year, zone).Months {
				if m.Billed != m.Paid+m.Waiting {
					r.Errorf("%s: %+v", m.Month, m)
				}
			}
			t := sums(rows, year, zone).Total()
			all.Billed, all.Paid, all.Credited = all.Billed+t.Billed, all.Paid+t.Paid, all.Credited+t.Credited
		}
		if all.Billed != billed || all.Paid != paid || all.Credited != credited || !slices.IsSorted(years) {
			r.Errorf("%+v of %v, want %s, %s, %s", all, years, billed, paid, credited)
		}
	})
	newYear := []InvoiceSummary{{Received: time.Date(2025, 12, 31, 23, 30, 0, 0, time.UTC), Sum: 100, Status: domain.StatusPaid}}
	if y := sums(newYear, 2026, zone); y.Months[0].Paid != 100 || len(y.Years) != 1 || y.Years[0] != 2026 {
		t.Errorf("%+v", y)
	}
}
