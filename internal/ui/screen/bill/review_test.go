package bill

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/ui/uitest"
)

// The last look shows every row that will be sent, however many there are, and
// Esc goes back to the field one came from.
func TestReviewShowsAllThatIsSent(t *testing.T) {
	pl, p := open(t, "")
	typeBill(pl)
	for range 7 { // fillings of seven teeth
		pl.Type("705")
		pl.Press("enter")
		pl.Type("1" + string(rune('1'+len(last(p).Bills[0].Items)%8)))
		pl.Press("enter")
	}
	m := pl.Screen.(*model)
	rows := len(m.checked.Bills[0].Items)
	was := cursor(pl)
	pl.Press("f8")
	if _, open := m.box.(sheet); !open {
		t.Fatalf("no last look: %+v", m.findings())
	}
	seen := map[string]bool{}
	for range 40 {
		for _, l := range strings.Split(pl.View(uitest.Sizes[0]), "\n") {
			if _, row, boxed := strings.Cut(l, "│   2026-11-23  "); boxed {
				row, _, _ = strings.Cut(row, "│")
				seen[row] = true
			}
		}
		pl.Press("down")
	}
	if len(seen) < rows {
		t.Errorf("%d of %d rows are to be seen", len(seen), rows)
	}
	pl.Press("pgup", "pgup", "pgup", "pgup", "pgup", "pgup")
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "Skicka in tandvårdsräkning?") {
		t.Errorf("PgUp does not lead back to the top:\n%s", view)
	}
	pl.Press("esc")
	if m.box != nil || cursor(pl) != was || len(p.sent) != 0 {
		t.Errorf("Esc: %v, cursor %s, was %s, sent %v", m.box, cursor(pl), was, p.sent)
	}
}
