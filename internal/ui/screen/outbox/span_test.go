package outbox

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

func (p *port) AllSendings() ([]app.Sending, error) { return p.list, p.err }

// Paraply: of another clinic nothing is taken back, and no refusal counts as seen.
func TestA3OutboxOfAllClinics(t *testing.T) {
	at := func(no string, s app.Sending) app.Sending { s.Draft.Clinic = no; return s }
	p := &port{list: []app.Sending{
		at("31", sending("001", domain.DraftQueued, nil)),
		at("44", sending("002", domain.DraftQueued, nil)),
		at("44", sending("003", domain.DraftRefused, func(s *app.Sending) { s.Unseen = true })),
	}}
	p.sisters()
	pl := open(t, p)
	pl.Press("g", "enter")
	pl.Send(screen.Changed{})
	pl.Golden("all")
	pl.Press("down", "t", "down")
	if len(p.calls)+len(p.seen) > 0 {
		t.Fatalf("%v %v", p.calls, p.seen)
	}
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "Hör till 44 Bryggans tandvård.") {
		t.Error(view)
	}
	pl.Press("enter")
	if pl.Last.Clinic != "44" || pl.Last.To != (screen.Route{Name: screen.Bill, Arg: "003"}) {
		t.Errorf("%+v", pl.Last)
	}
}
