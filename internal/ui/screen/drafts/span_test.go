package drafts

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/labels"
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

func (p *port) AllDrafts() ([]app.DraftSummary, error) { return p.Drafts() }

// Paraply: of another clinic's draft nothing is changed or sent from here.
func TestA3DraftsOfAllClinics(t *testing.T) {
	mine, theirs := ready("001"), ready("002")
	mine.Clinic, theirs.Clinic = "31", "44"
	pl, p := open(t, mine, theirs)
	p.sisters()
	pl.Press("g", "enter")
	pl.Send(screen.Changed{})
	pl.Golden("all")
	pl.Press("g")
	pl.Golden("choice")
	pl.Press("esc")
	pl.Press("down", "delete", "k")
	if len(p.calls) > 0 {
		t.Fatalf("done at another clinic: %v", p.calls)
	}
	pl.Press("f8", "enter")
	if got := strings.Join(p.calls, ";"); got != "send 001" {
		t.Errorf("sent %q", got)
	}
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "44 Bryggans tandvård") {
		t.Error(view)
	}
	pl.Press("enter")
	if pl.Last.Clinic != "44" || pl.Last.To != (screen.Route{Name: screen.Bill, Arg: "002"}) {
		t.Errorf("%+v", pl.Last)
	}
}

// Paraply: one other clinic alone is shown, and the footer says which.
func TestA3DraftsOfOneOtherClinic(t *testing.T) {
	theirs := ready("002")
	theirs.Clinic = "44"
	pl, p := open(t, theirs)
	p.sisters()
	pl.Press("g", "down", "esc")
	if p.snap.Wide {
		t.Error("left, and chosen all the same")
	}
	pl.Press("g", "down", "down", "down", "enter")
	pl.Send(screen.Changed{})
	if p.snap.Only.No != "44" {
		t.Fatalf("%+v", p.snap)
	}
	pl.Golden("one")
	pl.Press("g", "enter")
	if p.snap.Wide {
		t.Error("one key and Enter lead back")
	}
}

// E2: a reader makes and sends nothing.
func TestE2AReaderMakesNoDraft(t *testing.T) {
	pl, p := open(t, ready("001"))
	p.snap.Role = domain.RoleReader
	pl.Golden("reader")
	for _, key := range []string{"n", "k", "f8"} {
		pl.Last.Notice = ""
		if pl.Press(key); !strings.Contains(pl.Last.Notice, labels.ReaderMayNot) || len(p.calls) > 0 {
			t.Errorf("%s: %+v %v", key, pl.Last, p.calls)
		}
	}
}

func ready(id string) app.DraftSummary {
	return app.DraftSummary{ID: id, State: domain.DraftOpen, Person: "19600917-2336", Support: domain.SupportN, Bills: 1, Sum: domain.Kronor(1100), InvoiceNo: "2026-11-" + id, FirstDate: domain.MustDate("2026-11-20")}
}
