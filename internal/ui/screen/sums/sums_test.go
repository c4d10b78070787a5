package sums

import (
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

type port struct {
	scope
	asked []int
}

func (p *port) Today() domain.Date { return domain.MustDate("2026-11-23") }

func (p *port) Sums(year int) (app.YearSums, error) {
	p.asked = append(p.asked, year)
	y := app.YearSums{Year: year, Years: []int{2024, 2026}}
	for i := range 12 {
		m := app.MonthSum{}
		m.Month, _ = domain.NewDate(year, time.Month(i+1), 1)
		y.Months = append(y.Months, m)
	}
	if year == 2026 {
		y.Months[8] = app.MonthSum{Month: domain.MustDate("2026-09-01"), Invoices: 9, Billed: 123_456_50, Paid: 123_456_50}
		y.Months[9] = app.MonthSum{Month: domain.MustDate("2026-10-01"), Invoices: 5, Billed: 61_728_25, Paid: 50_000_00, Waiting: 11_728_25, Credited: -780_00}
		y.Months[10] = app.MonthSum{Month: domain.MustDate("2026-11-01"), Invoices: 1, Billed: 1_00, Waiting: 1_00}
	}
	return y, nil
}

func open(t *testing.T) (*uitest.Player, *port) {
	t.Helper()
	p := &port{}
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	pl := uitest.Open(t, clock, New(clock.Env(), p))
	uitest.CheckKeys(t, pl.Screen)
	return pl, p
}

func line(t *testing.T, pl *uitest.Player, of string) string {
	t.Helper()
	for l := range strings.Lines(strings.ReplaceAll(pl.View(uitest.Sizes[0]), "\u00a0", " ")) {
		if strings.Contains(l, of) {
			return l
		}
	}
	t.Fatalf("no line of %s:\n%s", of, pl.View(uitest.Sizes[0]))
	return ""
}

// D14: bars and the same numbers; the longest month has the longest bar, and what is
// there at all is seen.
func TestD14BarsAndNumbers(t *testing.T) {
	pl, _ := open(t)
	pl.Golden("year")
	if small := pl.View(uitest.Sizes[2]); !strings.Contains(small, "fakturan kom in. …") {
		t.Errorf("the line below the search is cut without a mark:\n%s", small)
	}
	for month, want := range map[string]string{
		"2026-09": strings.Repeat("█", 12), "2026-10": strings.Repeat("█", 5) + "░ ", "2026-11": " ░ ", "2026-08": "2026-08               ",
	} {
		if l := line(t, pl, month); !strings.Contains(l, want) {
			t.Errorf("%s: %q", month, l)
		}
	}
	if l := line(t, pl, "2026-10"); !strings.Contains(l, "61 728,25") || !strings.Contains(l, "11 728,25") || !strings.Contains(l, "-780,00") {
		t.Error(l)
	}
	if l := line(t, pl, "Summor 2026"); !strings.Contains(l, "Fakturerat 185 185,75 · Utbetalt 173 456,50") {
		t.Error(l)
	}
}

// The arrows go through the years that have invoices, and stop at their ends.
func TestD14Years(t *testing.T) {
	pl, p := open(t)
	pl.Press("right", "left", "left", "right")
	if len(p.asked) != 3 || p.asked[0] != 2026 || p.asked[1] != 2024 || p.asked[2] != 2026 {
		t.Fatal(p.asked)
	}
	pl.Send(screen.Changed{What: app.ChangedMirror})
	if len(p.asked) != 4 {
		t.Error("not added up again", p.asked)
	}
}
