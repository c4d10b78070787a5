package invoices

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

// Paraply: all the provider's clinics with a column of their own; another clinic's
// invoice is opened by changing there, and nothing else is read of it.
func TestA3InvoicesOfAllClinics(t *testing.T) {
	p := three()
	p.sisters()
	for i := range p.pages[app.TabActive] {
		p.pages[app.TabActive][i].Clinic = []string{"31", "44"}[i%2]
	}
	pl := open(t, p)
	pl.Press("g", "enter")
	pl.Send(screen.Changed{})
	if !p.last().All {
		t.Fatalf("%+v", p.last())
	}
	pl.Golden("all")
	read := len(p.whole)
	pl.Press("down")
	if len(p.whole) != read {
		t.Error("another clinic's invoice was read at this one")
	}
	next := open(t, p)
	next.Press("g", "enter")
	next.Send(screen.Changed{})
	if p.last().All || strings.Contains(next.View(uitest.Sizes[0]), "Bryggans") {
		t.Errorf("still wide:\n%s", next.View(uitest.Sizes[0]))
	}
	pl.Press("enter")
	if pl.Last.Clinic != "44" || pl.Last.To.Name != screen.Invoice || len(p.browsed) > 0 {
		t.Errorf("%+v %v", pl.Last, p.browsed)
	}
}
