package bill

import (
	"context"
	"slices"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/ui/uitest"
)

// port is the app over the real rules, with a disk that can be full.
type port struct {
	role    domain.Role
	today   domain.Date
	data    app.RegionData
	clinic  domain.Clinic
	persons map[string]domain.PersonFacts
	history map[string]app.History
	stale   time.Time // answers are those of this time: no network
	recent  []app.PersonResult
	looks   int
	saves   []domain.Draft
	saveErr error
	lookErr error
	nothing bool // is kept of anybody, nor is anybody known to the checks
	sendErr error
	sent    []string
	favs    []string
	favErr  error

	templates   []app.Template
	templateErr error
	stored      map[string]domain.Draft
	clock       *uitest.Clock
	checks      int
}

func newPort(t testing.TB, clock *uitest.Clock) *port {
	t.Helper()
	profile, prices, err := region.Load("vgr")
	if err != nil {
		t.Fatal(err)
	}
	p := &port{today: domain.MustDate("2026-11-23"), data: app.RegionData{Profile: *profile, Prices: prices}, persons: map[string]domain.PersonFacts{}, stored: map[string]domain.Draft{}, clock: clock}
	p.know(t, person, domain.Entitlement{No: "764153", Support: domain.SupportN, Category: "N1", Validity: domain.Period{From: domain.MustDate("2024-01-16")}})
	p.know(t, "19520516-2331", domain.Entitlement{No: "700001", Support: domain.SupportF, Category: "F2", Validity: domain.Period{From: domain.MustDate("2024-01-16"), To: domain.MustDate("2026-10-31")}})
	return p
}

func (p *port) know(t testing.TB, number string, e ...domain.Entitlement) {
	t.Helper()
	id, err := domain.ParsePersonID(number, p.today)
	if err != nil {
		t.Fatal(err)
	}
	p.persons[id.Canonical()] = domain.PersonFacts{Person: id, Entitlements: e, BaseYear: 2026, BaseUsed: domain.Kronor(4310)}
}

func (p *port) facts() rules.Facts {
	f := rules.Facts{Today: p.today, Profile: &p.data.Profile, Prices: p.data.Prices, Clinic: p.clinic, Persons: map[domain.PersonID]domain.PersonFacts{}, UsedRefs: map[string]bool{"gammal": true}, Performers: p.data.Performers[p.clinic.No]}
	for _, x := range p.persons {
		f.Persons[x.Person] = x
	}
	return f
}

func (p *port) Today() domain.Date     { return p.today }
func (p *port) Region() app.RegionData { return p.data }
func (p *port) Snapshot() app.Snapshot { return app.Snapshot{Clinic: p.clinic, Role: p.role} }
func (p *port) Procedures(s domain.Support, on domain.Date) []domain.Procedure {
	l, ok := p.data.Prices.List(domain.ListKey{Support: s}, on)
	if !ok {
		return nil
	}
	return l.Procedures
}

func (p *port) NewDraft() (domain.Draft, error) {
	return domain.Draft{ID: "d1", Clinic: "31", State: domain.DraftOpen, Bills: []domain.DraftBill{{}}, Cursor: domain.Cursor{Item: domain.WholeBill, Field: domain.FieldPerson}}, nil
}

func (p *port) Draft(id string) (domain.Draft, error) {
	d, ok := p.stored[id]
	if !ok {
		return d, &domain.Error{Kind: domain.NotFound, Code: app.CodeDraftGone}
	}
	return d, nil
}

func (p *port) SaveDraft(d domain.Draft) (time.Time, error) {
	if p.saveErr != nil {
		return time.Time{}, p.saveErr
	}
	d.Updated = p.clock.Now()
	p.saves = append(p.saves, d)
	p.stored[d.ID] = d
	return d.Updated, nil
}

func (p *port) Check(d domain.Draft) (app.Checked, error) {
	p.checks++
	c := app.CheckedOf(rules.ReadDraft(d, p.facts()), p.facts())
	c.Unasked = nil
	for i := range c.Bills {
		if p.nothing {
			c.Unasked = append(c.Unasked, i)
		}
	}
	return c, nil
}

func (p *port) Known(id domain.PersonID) (app.PersonResult, bool) {
	f, ok := p.persons[id.Canonical()]
	return app.PersonResult{Facts: f, At: p.clock.Now()}, ok && !p.nothing
}

func (p *port) History(id domain.PersonID) (app.History, error) {
	return p.history[id.Canonical()], nil
}

func (p *port) Recent() ([]app.PersonResult, error) { return p.recent, nil }

func (p *port) Lookup(_ context.Context, id domain.PersonID) (app.PersonResult, error) {
	p.looks++
	if p.lookErr != nil {
		return app.PersonResult{}, p.lookErr
	}
	f, ok := p.persons[id.Canonical()]
	if !ok {
		return app.PersonResult{}, &domain.Error{Kind: domain.NotFound, Code: app.CodePersonUnknown}
	}
	if !p.stale.IsZero() {
		return app.PersonResult{Facts: f, At: p.stale}, nil
	}
	return app.PersonResult{Facts: f, At: p.clock.Now(), Online: true}, nil
}

func (p *port) Send(id string) error {
	p.sent = append(p.sent, id)
	return p.sendErr
}

func (p *port) Favourites() ([]string, error) { return p.favs, p.favErr }

func (p *port) ToggleFavourite(code string) ([]string, error) {
	if p.favErr != nil {
		return nil, p.favErr
	}
	if at := slices.Index(p.favs, code); at >= 0 {
		p.favs = slices.Delete(slices.Clone(p.favs), at, at+1)
	} else {
		p.favs = append(slices.Clone(p.favs), code)
	}
	return p.favs, nil
}

func (p *port) Templates() ([]app.Template, error) { return p.templates, p.templateErr }

func (p *port) SaveTemplate(t app.Template) ([]app.Template, error) {
	if p.templateErr == nil {
		p.templates = append(slices.Clone(p.templates), t)
	}
	return p.templates, p.templateErr
}

func (p *port) RemoveTemplate(name string) ([]app.Template, error) {
	p.templates = slices.DeleteFunc(slices.Clone(p.templates), func(t app.Template) bool { return t.Name == name })
	return p.templates, nil
}

func open(t *testing.T, id string) (*uitest.Player, *port) {
	t.Helper()
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	p := newPort(t, clock)
	return uitest.Open(t, clock, New(clock.Env(), p, id)), p
}
