package homevisit

import (
	"context"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/ui/uitest"
)

// port is the app over the real rules.
type port struct {
	clock   *uitest.Clock
	data    app.RegionData
	persons map[domain.PersonID]domain.PersonFacts
	history map[domain.PersonID]app.History
	looks   []string
	lookErr error
	saves   []domain.Draft
	saveErr error
}

func (p *port) Today() domain.Date     { return domain.DateOf(p.clock.Now()) }
func (p *port) Region() app.RegionData { return p.data }
func (p *port) Snapshot() app.Snapshot { return app.Snapshot{} }
func (p *port) Procedures(s domain.Support, on domain.Date) []domain.Procedure {
	l, ok := p.data.Prices.List(domain.ListKey{Support: s}, on)
	if !ok {
		return nil
	}
	return l.Procedures
}

func (p *port) NewDraft() (domain.Draft, error) {
	return domain.Draft{ID: "d1", Clinic: "31", State: domain.DraftOpen, Bills: []domain.DraftBill{{}}}, nil
}

func (p *port) Draft(string) (domain.Draft, error) { return last(p), nil }

func (p *port) Known(id domain.PersonID) (app.PersonResult, bool) {
	f, ok := p.persons[id]
	return app.PersonResult{Facts: f, At: p.clock.Now()}, ok
}

func (p *port) SaveDraft(d domain.Draft) (time.Time, error) {
	if p.saveErr != nil {
		return time.Time{}, p.saveErr
	}
	p.saves = append(p.saves, d)
	return p.clock.Now(), nil
}

func (p *port) Check(d domain.Draft) (app.Checked, error) {
	f := rules.Facts{Today: p.Today(), Profile: &p.data.Profile, Prices: p.data.Prices, Persons: p.persons}
	return app.CheckedOf(rules.ReadDraft(d, f), f), nil
}

func (p *port) Lookup(_ context.Context, id domain.PersonID) (app.PersonResult, error) {
	p.looks = append(p.looks, id.Display())
	if p.lookErr != nil {
		return app.PersonResult{}, p.lookErr
	}
	f, ok := p.persons[id]
	if !ok {
		return app.PersonResult{}, &domain.Error{Kind: domain.NotFound, Code: app.CodePersonUnknown}
	}
	return app.PersonResult{Facts: f, At: p.clock.Now(), Online: true}, nil
}

func (p *port) History(id domain.PersonID) (app.History, error) { return p.history[id], nil }

func (p *port) Recent() ([]app.PersonResult, error) {
	return []app.PersonResult{{Facts: p.persons[number(anna)], At: p.clock.Now()}}, nil
}

func number(s string) domain.PersonID {
	id, err := domain.ParsePersonID(s, domain.MustDate("2026-11-23"))
	if err != nil {
		panic(err)
	}
	return id
}

func open(t testing.TB) (*uitest.Player, *port) {
	t.Helper()
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	profile, prices, err := region.Load("vgr")
	if err != nil {
		t.Fatal(err)
	}
	p := &port{clock: clock, data: app.RegionData{Profile: *profile, Prices: prices}, persons: map[domain.PersonID]domain.PersonFacts{}, history: map[domain.PersonID]app.History{}}
	for _, who := range []struct {
		number, category string
		support          domain.Support
	}{{anna, "N1", domain.SupportN}, {berit, "N2", domain.SupportN}, {old, "N1", domain.SupportN}, {fritz, "F2", domain.SupportF}} {
		id := number(who.number)
		p.persons[id] = domain.PersonFacts{Person: id, Entitlements: []domain.Entitlement{{No: "7", Support: who.support, Category: who.category, Validity: domain.Period{From: domain.MustDate("2024-01-16")}}}}
	}
	return uitest.Open(t, clock, New(clock.Env(), p, "")), p
}

func last(p *port) domain.Draft { return p.saves[len(p.saves)-1] }

// codes is what a bill has: "101 301 patAvg".
func codes(b domain.DraftBill) string {
	var list []string
	for _, i := range b.Items {
		list = append(list, strings.TrimSpace(i.Code+" "+i.Position))
	}
	return strings.Join(list, ", ")
}
