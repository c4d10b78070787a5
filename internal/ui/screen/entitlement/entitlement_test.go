package entitlement

import (
	"context"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

// Test numbers of the Tax Agency.
const (
	valid  = "19600917-2336"
	ended  = "19520516-2331"
	none   = "19340512-8350"
	absent = "19411216-9182"
)

type port struct {
	clock *uitest.Clock
	facts map[string]domain.PersonFacts
	err   error
	old   time.Time // answers are from the cache, of this time
	asked []string

	recent  []app.PersonResult
	past    app.History
	pastErr error
}

func (p *port) Today() domain.Date     { return domain.DateOf(p.clock.Now()) }
func (p *port) Region() app.RegionData { return app.RegionData{} }

func (p *port) Lookup(_ context.Context, id domain.PersonID) (app.PersonResult, error) {
	p.asked = append(p.asked, id.Display())
	f, ok := p.facts[id.Display()]
	switch {
	case p.err != nil:
		return app.PersonResult{}, p.err
	case !ok:
		return app.PersonResult{}, &domain.Error{Kind: domain.NotFound, Code: app.CodePersonUnknown}
	case !p.old.IsZero():
		return app.PersonResult{Facts: f, At: p.old}, nil
	}
	return app.PersonResult{Facts: f, At: p.clock.Now(), Online: true}, nil
}

func (p *port) Snapshot() app.Snapshot                       { return app.Snapshot{} }
func (p *port) History(domain.PersonID) (app.History, error) { return p.past, p.pastErr }

func (p *port) Recent() ([]app.PersonResult, error) { return p.recent, nil }

func period(from, to string) domain.Period {
	v := domain.Period{From: domain.MustDate(from)}
	if to != "" {
		v.To = domain.MustDate(to)
	}
	return v
}

func open(t *testing.T) (*uitest.Player, *port) {
	t.Helper()
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	p := &port{clock: clock, facts: map[string]domain.PersonFacts{
		valid: {
			Entitlements: []domain.Entitlement{{No: "764153", Support: domain.SupportN, Category: "N1", Validity: period("2024-01-16", "")}},
			Approvals:    []domain.PriorApproval{{No: "FHB-2026-118", Support: domain.SupportS, Validity: period("2026-03-01", "2027-02-28"), Amount: domain.Kronor(24500), Used: domain.Kronor(8250)}},
		},
		ended: {
			Entitlements: []domain.Entitlement{{No: "700001", Support: domain.SupportF, Category: "F10", Validity: period("2024-01-16", "2026-10-31")}},
			Approvals:    []domain.PriorApproval{{No: "FHB-2024-7", Support: domain.SupportS, Validity: period("2024-03-01", "2025-02-28"), Amount: domain.Kronor(1000)}},
		},
		none: {},
	}}
	pl := uitest.Open(t, clock, New(clock.Env(), p))
	uitest.CheckKeys(t, pl.Screen)
	return pl, p
}

// look types a number and searches; the frame is kept as a golden one.
func look(pl *uitest.Player, name, number string) string {
	pl.Type(number)
	pl.Press("enter")
	pl.Golden(name)
	return pl.View(uitest.Sizes[0])
}

func says(t *testing.T, view string, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(strings.ReplaceAll(view, "\u00a0", " "), w) {
			t.Errorf("%q is not said:\n%s", w, view)
		}
	}
}

func TestWhatTheRegionKnows(t *testing.T) {
	pl, p := open(t)
	pl.Golden("empty")
	good := look(pl, "valid", "196009172336")
	says(t, good, "✓ giltigt", "764153", "tills vidare", "16 250 av 24 500 kr kvar", "Regionens uppgift 2026-11-23 10:42", valid)
	if len(p.asked) != 1 || p.asked[0] != valid {
		t.Fatal(p.asked)
	}
	pl, _ = open(t)
	over := look(pl, "ended", ended)
	if strings.Count(over, "✗ gäller inte") != 2 || strings.Contains(over, "✓ giltigt") {
		t.Errorf("an ended entitlement or approval is shown as valid:\n%s", over)
	}
	uitest.Distinct(t, good, over)
	pl, _ = open(t)
	says(t, look(pl, "none", none), "! Patienten har inget intyg")
}

// The patients looked up lately are a list to choose from; what is taken is
// looked up anew.
func TestChosenFromTheLatest(t *testing.T) {
	_, p := open(t)
	id, err := domain.ParsePersonID(valid, p.Today())
	if err != nil {
		t.Fatal(err)
	}
	f := p.facts[valid]
	f.Person = id
	p.recent = []app.PersonResult{{Facts: f, At: p.clock.Now()}}
	for _, keys := range [][]string{{" ", "enter"}, {"6", "0", "0", "9", "enter"}} {
		p.asked = nil
		pl := uitest.Open(t, p.clock, New(p.clock.Env(), p))
		for _, k := range keys[:len(keys)-1] {
			pl.Press(k)
		}
		uitest.CheckKeys(t, pl.Screen)
		if keys[0] == " " {
			pl.Golden("latest")
		}
		pl.Press("enter")
		says(t, pl.View(uitest.Sizes[0]), "✓ giltigt", "764153")
		if len(p.asked) != 1 || p.asked[0] != valid {
			t.Errorf("%v: asked about %q", keys, p.asked)
		}
	}
}

// On its last day an entitlement holds, the day after no more.
func TestTheLastDay(t *testing.T) {
	for at, word := range map[string]string{"2026-10-31 23:59:00": "✓ giltigt", "2026-11-01 00:01:00": "✗ gäller inte"} {
		_, p := open(t)
		clock := uitest.NewClock(t, at)
		p.clock, p.facts[ended] = clock, domain.PersonFacts{Entitlements: p.facts[ended].Entitlements}
		pl := uitest.Open(t, clock, New(clock.Env(), p))
		pl.Type(ended)
		pl.Press("enter")
		says(t, pl.View(uitest.Sizes[0]), word)
	}
}

func TestWhoIsNotShown(t *testing.T) {
	for _, c := range []struct {
		name, number, says string
		err                error
	}{
		{"unknown", absent, "✗ Regionen känner inte till personnumret.", nil},
		{"protected", valid, "✗ Patienten har skyddade personuppgifter", &domain.Error{Kind: domain.Unauthorized, Code: app.CodePersonProtected}},
		{"not-cached", valid, "! Patienten har inte sökts på den här datorn", &domain.Error{Kind: domain.Offline, Code: app.CodePersonNotCached}},
	} {
		pl, p := open(t)
		p.err = c.err
		view := look(pl, c.name, c.number)
		says(t, view, c.says)
		if strings.Contains(view, "764153") {
			t.Errorf("%s: an entitlement is shown:\n%s", c.name, view)
		}
	}
}

func TestCachedFactsTellTheirAge(t *testing.T) {
	pl, p := open(t)
	p.old = uitest.NewClock(t, "2026-11-20 08:15:00").Now().UTC()
	says(t, look(pl, "cached", valid), "! Nätet är nere: uppgifterna är från 2026-11-20 08:15", "✓ giltigt")
}

// A number that cannot be one is not asked about: the region logs every look.
func TestWrongNumberIsNotAsked(t *testing.T) {
	for name, number := range map[string]string{"wrong-digit": "19600917-2337", "short": "1960", "letters": "åäö", "no-number": ""} {
		pl, p := open(t)
		view := look(pl, name, number)
		says(t, view, "✗ ")
		if len(p.asked) != 0 {
			t.Errorf("%s: asked about %q", name, p.asked)
		}
	}
}

func TestTypingOnTakesTheFactsAway(t *testing.T) {
	pl, p := open(t)
	look(pl, "valid", valid)
	pl.Press("backspace")
	if view := pl.View(uitest.Sizes[0]); strings.Contains(view, "764153") {
		t.Fatalf("one patient's facts stand by another number:\n%s", view)
	}
	pl.Type("6")
	pl.Press("f5")
	says(t, pl.View(uitest.Sizes[0]), "764153")
	if len(p.asked) != 2 || pl.Last.Nav != screen.NavStay {
		t.Fatal(p.asked)
	}
}

// An answer that comes after the number was changed is nobody's.
func TestLateAnswerIsDropped(t *testing.T) {
	pl, _ := open(t)
	pl.Type(valid)
	cmd := pl.Screen.Update(uitest.Key(t, "enter")).Cmd // in flight
	pl.Golden("searching")
	says(t, pl.View(uitest.Sizes[0]), "… söker")
	pl.Press("backspace")
	pl.Send(cmd())
	if view := pl.View(uitest.Sizes[0]); strings.Contains(view, "764153") {
		t.Fatalf("the late answer is shown:\n%s", view)
	}
}

func TestHostileAndManyFacts(t *testing.T) {
	pl, p := open(t)
	f := domain.PersonFacts{}
	for range 40 {
		f.Entitlements = append(f.Entitlements, domain.Entitlement{No: "76\x1b[31m4153-mycket-långt", Support: "N\u202e", Category: "N1\nN2", Validity: period("2024-01-16", "")})
	}
	p.facts[valid] = f
	look(pl, "hostile", valid)
	view := pl.Screen.View(uitest.Body(uitest.Sizes[0]))
	says(t, view, "Regionens uppgift")
	if strings.ContainsAny(view, "\x1b\u202e") {
		t.Fatalf("%q", view)
	}
}

// Twenty patients in a row: the next number takes the place of the last, found
// or not.
func TestNextNumberTakesThePlace(t *testing.T) {
	pl, p := open(t)
	for _, number := range []string{"6009172337", "196009172336", "194309189126"} {
		pl.Type(number)
		pl.Press("enter")
	}
	if got := pl.Screen.(*model).form.Value(person); got != "19430918-9126" || len(p.asked) != 2 {
		t.Errorf("%q, asked %v", got, p.asked)
	}
}
