package app

import (
	"slices"
	"time"

	"example.org/tandtui/internal/domain"
)

// MonthSum is what a clinic billed in a month, by the month of Inkom (D14). Billed
// is always Paid and Waiting together; what was deleted or voided is in none.
type MonthSum struct {
	Clinic   string      // kliniknummer, where several clinics are shown; else ""
	Month    domain.Date // its first day
	Invoices int         // ordinary ones
	Billed   domain.Ore  // öre
	Paid     domain.Ore
	Waiting  domain.Ore
	Credited domain.Ore // of credit invoices that came in the month, zero or negative
}

// YearSums are the months of a year, January first, and the years that have any
// invoice, in rising order.
type YearSums struct {
	Year   int
	Months []MonthSum
	Years  []int
}

// Total adds the months up; its Month is zero.
func (y YearSums) Total() (t MonthSum) {
	for _, m := range y.Months {
		t.Invoices += m.Invoices
		t.Billed += m.Billed
		t.Paid += m.Paid
		t.Waiting += m.Waiting
		t.Credited += m.Credited
	}
	return t
}

// Sums adds the clinic's mirrored invoices up by month (D14). A year without
// invoices has twelve months of nothing.
func (a *App) Sums(year int) (YearSums, error) {
	rows, err := a.rows(false)
	if err != nil {
		return YearSums{}, err
	}
	return sums(rows.rows, year, a.cfg.Clock.Now().Location()), nil
}

// AllSums is Sums of every clinic that lists may show: each has its own months, those
// in which it billed something.
func (a *App) AllSums(year int) (YearSums, error) {
	rows, err := a.rows(true)
	if err != nil {
		return YearSums{}, err
	}
	of := map[string][]InvoiceSummary{}
	for _, s := range rows.rows {
		of[s.Clinic] = append(of[s.Clinic], s)
	}
	all, zone := YearSums{Year: year}, a.cfg.Clock.Now().Location()
	for _, c := range rows.clinics {
		own := sums(of[c.No], year, zone)
		all.Years = append(all.Years, own.Years...)
		for _, m := range own.Months {
			if m.Invoices > 0 || m.Credited != 0 {
				m.Clinic = c.No
				all.Months = append(all.Months, m)
			}
		}
	}
	slices.SortStableFunc(all.Months, func(x, y MonthSum) int { return x.Month.Compare(y.Month) })
	slices.Sort(all.Years)
	all.Years = slices.Compact(all.Years)
	return all, nil
}

func sums(rows []InvoiceSummary, year int, zone *time.Location) YearSums {
	y := YearSums{Year: year, Months: make([]MonthSum, 12)}
	for i := range y.Months {
		y.Months[i].Month, _ = domain.NewDate(year, time.Month(i+1), 1)
	}
	for i := range rows {
		day := domain.DateOf(rows[i].Received.In(zone))
		if at, seen := slices.BinarySearch(y.Years, day.Year()); !seen {
			y.Years = slices.Insert(y.Years, at, day.Year())
		}
		if day.Year() == year {
			y.Months[day.Month()-1].add(&rows[i])
		}
	}
	return y
}

func (m *MonthSum) add(s *InvoiceSummary) {
	switch {
	case s.Status == domain.StatusDeleted || s.Status == domain.StatusVoided:
	case s.CreditOf != 0:
		m.Credited += s.Sum
	case s.Status == domain.StatusPaid:
		m.Invoices++
		m.Billed += s.Sum
		m.Paid += s.Sum
	default:
		m.Invoices++
		m.Billed += s.Sum
		m.Waiting += s.Sum
	}
}
