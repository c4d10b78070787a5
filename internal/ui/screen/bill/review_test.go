package bill

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/uitest"
)

// The last look shows every row that will be sent, however many there are, and
// Esc goes back to the field one came from.
func TestReviewShowsAllThatIsSent(t *testing.T) {
	pl, p := open(t, "")
	typeBill(pl)
	for range 7 { // seven teeth are taken out
		pl.Type("401")
		pl.Press("enter")
		pl.Type("1" + string(rune('1'+len(last(p).Bills[0].Items)%8)))
		pl.Press("enter")
	}
	m := pl.Screen.(*model)
	rows := len(m.ed.Checked().Bills[0].Items)
	was := cursor(pl)
	pl.Press("f8")
	if _, open := m.box.(*sheet); !open {
		t.Fatalf("no last look: %+v", m.ed.Findings())
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

// W8: what is written to the region, and the clinic's own comment, are read before
// they are sent.
func TestW8ReviewShowsComments(t *testing.T) {
	pl, _ := open(t, "")
	typeBill(pl)
	m := pl.Screen.(*model)
	m.form.SetFocus(form.Of(domain.FieldComment), -1)
	m.noteFocus()
	pl.Type("ring dottern")
	m.form.SetFocus(cell(0, domain.FieldItemCode), -1)
	m.noteFocus()
	pl.Press("f4")
	pl.Type("enligt remiss")
	pl.Press("f8")
	view := pl.View(uitest.Sizes[0])
	for _, want := range []string{"Kommentar", "ring dottern", "till regionen: enligt remiss"} {
		if m.box == nil || !strings.Contains(view, want) {
			t.Errorf("no %q in\n%s", want, view)
		}
	}
}

// F8 on the bill leads to the last look, F8 there sends; where there are
// warnings only Enter does, and F3 leads to the first of them.
func TestReviewSendsOrLeadsToTheWarning(t *testing.T) {
	pl, p := open(t, "")
	typeBill(pl)
	m := pl.Screen.(*model)
	m.form.SetFocus(cell(1, domain.FieldItemCode), -1)
	pl.Press("ctrl+d", "f8") // without the row that passes the base amount
	if m.ed.Checked().Warnings() != 0 || m.box == nil {
		t.Fatalf("%+v", m.ed.Checked().Findings)
	}
	pl.Golden("review")
	pl.Press("f8")
	if len(p.sent) != 1 {
		t.Fatalf("sent %v", p.sent)
	}

	pl, p = open(t, "")
	typeBill(pl)
	m = pl.Screen.(*model)
	m.form.SetFocus(cell(0, domain.FieldItemCode), -1)
	pl.Press("f8")
	if m.ed.Checked().Warnings() == 0 || m.ed.Checked().Errors() > 0 || m.box == nil {
		t.Fatalf("%+v", m.ed.Checked().Findings)
	}
	pl.Golden("review-warned")
	uitest.CheckKeys(t, pl.Screen)
	pl.Press("f8")
	if len(p.sent) != 0 || m.box == nil || !strings.Contains(pl.Last.Notice, labels.BillSendWarned) {
		t.Fatalf("warnings were confirmed unseen: %v, %q", p.sent, pl.Last.Notice)
	}
	pl.Press("f3")
	if ref, _ := m.form.Cursor(); m.box != nil || ref.Row != len(m.ed.Raw(0).Items) {
		t.Fatalf("F3 leads to %+v", ref)
	}
	pl.Press("f8", "enter")
	if len(p.sent) != 1 {
		t.Fatalf("sent %v", p.sent)
	}
}

// The last look names the patients that nothing is known of here: without network
// only the region knows their entitlement.
func TestReviewTellsOfAPatientNotLookedUp(t *testing.T) {
	for _, nothing := range []bool{false, true} {
		pl, p := open(t, "")
		typeBill(pl)
		p.nothing = nothing
		pl.Press("f8")
		if view := pl.View(uitest.Sizes[0]); strings.Contains(view, "Patienten är inte sökt") != nothing || !strings.Contains(view, "Skicka in") {
			t.Errorf("nothing known %v:\n%s", nothing, view)
		}
	}
}
