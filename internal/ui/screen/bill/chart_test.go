package bill

import (
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/uitest"
)

// withRule begins a bill whose next row's procedure has a rule for the place,
// with the cursor in the cell for it.
func withRule(t *testing.T, rule domain.PositionRule) (*uitest.Player, *port) {
	t.Helper()
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	p := newPort(t, clock)
	for i := range p.data.Prices {
		l := &p.data.Prices[i]
		l.Procedures = append(slices.Clone(l.Procedures), domain.Procedure{Code: "9001", Name: "Prov", Price: 100, Position: rule})
	}
	pl := uitest.Open(t, clock, New(clock.Env(), p, ""))
	typeBill(pl)
	pl.Type("9001")
	pl.Press("enter")
	if ref, _ := pl.Screen.(*model).form.Cursor(); domain.Field(ref.Name) != domain.FieldItemPosition {
		pl.Press("shift+tab", "shift+tab") // not needed: one goes there oneself
	}
	return pl, p
}

func placed(p *port) string { items := last(p).Bills[0].Items; return items[len(items)-1].Position }

func TestToothFromTheChart(t *testing.T) {
	pl, p := withRule(t, domain.PositionTooth)
	uitest.CheckKeys(t, pl.Screen)
	pl.Press(" ")
	pl.Golden("chart-tooth")
	uitest.CheckKeys(t, pl.Screen)
	pl.Press("left", "left", "left", "left", "left", "enter") // 11 to 16
	if got := placed(p); got != "16" || cursor(pl) != "4 code" {
		t.Fatal(got, cursor(pl))
	}
	pl.Press("up", "ctrl+f", "down", "enter") // from the code, and from 16 down to the milk teeth
	if got := placed(p); got != "55" {
		t.Fatal(got)
	}
	pl.Press("ctrl+z")
	if got := placed(p); got != "16" {
		t.Fatal(got)
	}
}

func TestSeveralTeethFromTheChart(t *testing.T) {
	pl, p := withRule(t, domain.PositionTeeth)
	pl.Press(" ", " ", "left", " ", "left", " ", "left", " ", " ", "right", " ")
	pl.Golden("chart-teeth")
	pl.Press("enter")
	if got := placed(p); got != "11 12" {
		t.Fatal(got)
	}
	pl.Press("up", "tab", "ctrl+f", "down", "down", "down", "down", "right", " ", "enter")
	if got := placed(p); got != "11 12 31" {
		t.Fatal(got)
	}
}

func TestJawsAndQuadrantsFromTheChart(t *testing.T) {
	pl, p := withRule(t, domain.PositionJaw)
	pl.Press(" ")
	pl.Golden("chart-jaw")
	pl.Press("down", "down", "enter")
	if got := placed(p); got != "UK" {
		t.Fatal(got)
	}
	pl, p = withRule(t, domain.PositionQuadrant)
	pl.Press(" ", "right", "down", "enter")
	if got := placed(p); got != "Q3" {
		t.Fatal(got)
	}
	pl, _ = withRule(t, domain.PositionOptional)
	pl.Press(" ")
	pl.Golden("chart-all")
}

// Typing goes on: into the cell with the chart closed, and Esc leaves all as it was.
func TestTypingWhileTheChartIsOpen(t *testing.T) {
	pl, p := withRule(t, domain.PositionTooth)
	pl.Press(" ")
	pl.Type("26")
	pl.Press("enter")
	if got := placed(p); got != "26" {
		t.Fatal(got)
	}
	pl.Press("up", "tab", "ctrl+f", "right", "esc")
	pl.Wait(time.Second)
	if got := placed(p); got != "26" || pl.Screen.(*model).Modal() {
		t.Fatal(got)
	}
}

// All that the chart offers fits the rule, and all that fits is offered.
func TestTheChartOffersWhatTheRuleAllows(t *testing.T) {
	for rule, n := range map[domain.PositionRule]int{
		domain.PositionTooth: 52, domain.PositionTeeth: 52, domain.PositionJaw: 2, domain.PositionQuadrant: 4,
		domain.PositionAny: 54, domain.PositionOptional: 59, domain.PositionUpperJaw: 1, domain.PositionBothJaws: 1, "tooth;surfaces=2": 52,
	} {
		pl, _ := withRule(t, rule)
		pl.Press("ctrl+f")
		ch, ok := pl.Screen.(*model).box.(*chart)
		if !ok {
			t.Errorf("%s: no chart", rule)
			continue
		}
		var words []string
		for _, line := range ch.rows {
			for _, s := range line {
				words = append(words, s.word)
				if at, err := domain.ParsePosition(s.word); err != nil || !rule.Fits(at) {
					t.Errorf("%s: offers %s", rule, s.word)
				}
			}
		}
		if len(words) != n {
			t.Errorf("%s: %d places: %s", rule, len(words), strings.Join(words, " "))
		}
	}
}
