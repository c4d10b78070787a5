package sums

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

// scope is who works where: at 31, and with sisters at 44 too.
type scope struct{ snap app.Snapshot }

func (s *scope) Snapshot() app.Snapshot { return s.snap }

func (s *scope) Spread(over string) error {
	s.snap.Wide, s.snap.Only = over != app.SpreadOwn, domain.Clinic{}
	for _, c := range s.snap.Sisters {
		if c.No == over {
			s.snap.Only = c
		}
	}
	return nil
}

func (s *scope) sisters() {
	s.snap.Clinic = domain.Clinic{No: "31", Name: "Ängens tandklinik"}
	s.snap.Sisters = []domain.Clinic{s.snap.Clinic, {No: "44", Name: "Bryggans tandvård"}}
}

func (p *port) AllSums(year int) (app.YearSums, error) {
	return app.YearSums{Year: year, Years: []int{2026}, Months: []app.MonthSum{
		{Clinic: "31", Month: domain.MustDate("2026-09-01"), Invoices: 9, Billed: 123_456_50, Paid: 123_456_50},
		{Clinic: "44", Month: domain.MustDate("2026-09-01"), Invoices: 1, Billed: 1_000_00, Paid: 1_000_00},
	}}, nil
}

// Paraply: each clinic has its own months, and the year is of all of them.
func TestA3SumsOfAllClinics(t *testing.T) {
	pl, p := open(t)
	p.sisters()
	pl.Press("g", "enter")
	pl.Send(screen.Changed{})
	pl.Golden("all")
	view := strings.ReplaceAll(pl.View(uitest.Sizes[0]), "\u00a0", " ")
	for _, want := range []string{"44 Bryggans", "Fakturerat 124 456,50"} {
		if !strings.Contains(view, want) {
			t.Errorf("no %q:\n%s", want, view)
		}
	}
	pl.Press("/", "b", "r", "y", "g", "g")
	if found := strings.ReplaceAll(pl.View(uitest.Sizes[0]), "\u00a0", " "); !strings.Contains(found, "Fakturerat 1 000,00") || strings.Contains(found, "31 Ängens") {
		t.Errorf("a clinic is found by its name, with its sum:\n%s", found)
	}
	if pl.Last.To != (screen.Route{}) || strings.Count(view, "2026-09") != 2 {
		t.Error(view)
	}
}
