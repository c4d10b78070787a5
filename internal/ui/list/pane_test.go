package list_test

import (
	"fmt"
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/list"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/uitest"
)

// The pane beside the list follows the cursor, and says how much it leaves out; in a
// narrow window there is none.
func TestThePaneBesideFollowsTheCursor(t *testing.T) {
	w := open(t, func(_ *world, s *list.Spec[row]) {
		s.Side = func(r row) (p page.Page) {
			for i := range 30 {
				p.Say(page.Plain, fmt.Sprintf("%s rad %d", r.name, i))
			}
			return p
		}
	})
	wide := layout.Size{W: 160, H: 12}
	w.Resize(wide)
	first := w.View(wide)
	w.press(t, "down")
	second := w.View(wide)
	if !strings.Contains(first, "Örjan rad 0") || !strings.Contains(second, "anna rad 0") || strings.Contains(second, "Örjan rad 0") {
		t.Errorf("%s\n\n%s", first, second)
	}
	if strings.Contains(second, "rad 29") || !strings.Contains(second, "20") {
		t.Errorf("what does not fit is not counted:\n%s", second)
	}
	uitest.CheckFrame(t, uitest.Fit(t, second, wide), wide)
	if narrow := w.View(z); strings.Contains(narrow, "rad 0") {
		t.Errorf("a pane in a narrow window:\n%s", narrow)
	}
	w.SetRows(nil, "")
	if empty := w.View(wide); strings.Contains(empty, "rad 0") || !strings.Contains(empty, "Inget här.") {
		t.Errorf("without rows:\n%s", empty)
	}
}

// What stands below the list keeps its lines: a foot that is too long is cut with a
// mark, and the total stays whole below it.
func TestALongFootIsCutAndTheTotalStays(t *testing.T) {
	w := open(t, func(_ *world, s *list.Spec[row]) {
		s.FootLines = 3
		s.Foot = func() (p page.Page) {
			for i := range 6 {
				p.Say(page.Plain, fmt.Sprintf("Fot %d", i))
			}
			return p
		}
		s.Total = func() (label, value string) { return "Summa", "700,00 kr" }
	})
	lines := strings.Split(w.View(z), "\n")
	if last := lines[len(lines)-1]; !strings.Contains(last, "Summa") || !strings.Contains(last, "700,00") {
		t.Errorf("the total: %q", last)
	}
	if cut := lines[len(lines)-2]; !strings.Contains(cut, "Fot 1") || !strings.Contains(cut, "…") {
		t.Errorf("the cut is not marked: %q", cut)
	}
	if strings.Contains(w.View(z), "Fot 2") {
		t.Errorf("more lines than the foot has:\n%s", w.View(z))
	}
}

// Another list on the same screen begins at its first row and says in its own words
// that it is empty; a row is gone to by its key.
func TestAnotherListOnTheSameScreen(t *testing.T) {
	w := open(t, nil)
	if !w.Select("3") || w.chosen() != "3" {
		t.Errorf("chosen %s", w.chosen())
	}
	if w.Select("9") || w.chosen() != "3" {
		t.Errorf("a row that is not there moved the cursor to %s", w.chosen())
	}
	w.First()
	if w.chosen() != "1" {
		t.Errorf("chosen %s", w.chosen())
	}
	w.SayEmpty("Inget är kastat.")
	w.SetRows(nil, "")
	w.says(t, "Inget är kastat.")
}

// All time and back again by a key: the period typed before is not lost.
func TestAllTimeAndBack(t *testing.T) {
	w := open(t, func(w *world, s *list.Spec[row]) {
		s.Period, s.Today = &w.period, func() domain.Date { return domain.MustDate("2026-11-23") }
	})
	before := w.period
	w.press(t, "a")
	if !w.period.From.IsZero() || !w.period.To.IsZero() {
		t.Fatalf("period %+v", w.period)
	}
	w.press(t, "a")
	if w.period != before {
		t.Errorf("period %+v, want %+v", w.period, before)
	}
}
