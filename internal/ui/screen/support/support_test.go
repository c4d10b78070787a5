package support

import (
	"context"
	"strings"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

type port struct {
	data   app.RegionData
	lines  []app.CheckLine
	checks int
	bound  bool // the last check had an end in time
}

func (p *port) Region() app.RegionData { return p.data }

func (p *port) SelfCheck(ctx context.Context) []app.CheckLine {
	p.checks++
	_, p.bound = ctx.Deadline()
	return p.lines
}

func open(t *testing.T, lines ...app.CheckLine) (*uitest.Player, *port) {
	t.Helper()
	profile, _, err := region.Load("vgr")
	if err != nil {
		t.Fatal(err)
	}
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	p := &port{data: app.RegionData{Profile: *profile}, lines: lines}
	pl := uitest.Open(t, clock, New(clock.Env(), p, "0.2.0"))
	uitest.CheckKeys(t, pl.Screen)
	return pl, p
}

func good() []app.CheckLine {
	return []app.CheckLine{
		{Name: app.CheckReader, OK: true, Detail: "ACS ACR39U ICC Reader 00 00"},
		{Name: app.CheckCard, OK: true, Detail: "Anna Ek"},
		{Name: app.CheckServer, OK: true, Detail: "0.2.0"},
		{Name: app.CheckClock, OK: true, Detail: "1s"},
		{Name: app.CheckStore, OK: true},
	}
}

func bad() []app.CheckLine {
	return []app.CheckLine{
		{Name: app.CheckReader, Code: app.CodeCardNoService},
		{Name: app.CheckCard, Code: app.CodeCardForeign},
		{Name: app.CheckServer, Code: app.CodeOffline},
		{Name: app.CheckClock, Code: "clock.skew"},
		{Name: app.CheckStore, Code: app.CodeStoreDamaged},
	}
}

func TestWhatWorksAndWhatDoesNot(t *testing.T) {
	pl, p := open(t, good()...)
	pl.Golden("good")
	fine := pl.View(uitest.Sizes[0])
	p.lines = bad()
	pl.Press("f5")
	pl.Golden("bad")
	view := pl.View(uitest.Sizes[0])
	uitest.Distinct(t, fine, view)
	if p.checks != 2 || !p.bound {
		t.Fatalf("%d checks, with an end in time: %v", p.checks, p.bound)
	}
	if n := strings.Count(view, "✗"); n != 5 || !strings.Contains(view, "Version") || !strings.Contains(view, "Starta pcscd") {
		t.Fatalf("%d of 5 faults shown, or no version:\n%s", n, view)
	}
}

func TestRunningShowsNoOldAnswers(t *testing.T) {
	pl, _ := open(t, good()...)
	pl.Screen.Update(uitest.Key(t, "f5")) // not run: in flight
	pl.Golden("running")
	if view := pl.View(uitest.Sizes[0]); strings.Contains(view, "✓") || !strings.Contains(view, "kontrollerar") {
		t.Fatal(view)
	}
}

// A card being read right now is neither right nor wrong.
func TestCardBeingRead(t *testing.T) {
	lines := good()
	lines[1] = app.CheckLine{Name: app.CheckCard}
	pl, _ := open(t, lines...)
	pl.Golden("reading")
	if view := pl.View(uitest.Sizes[0]); strings.Contains(view, "✗") || !strings.Contains(view, "läser kortet") {
		t.Fatal(view)
	}
}

func TestAllThatARegionMayTell(t *testing.T) {
	pl, p := open(t, bad()...)
	p.data.Profile.Support = domain.Contact{
		Name: "Enheten för tandvård\x1b[31m, Koncernkontoret, Västra Götalandsregionen och Närhälsan", Phone: "010-441 00 00", Email: "tandvard@regionen.example",
		Hours: "måndag–fredag 8–12 och 13–16,\nutom dag före helg", State: strings.Repeat("Ha Vår referens till hands. ", 4),
	}
	pl.Golden("full")
	if view := pl.Screen.View(uitest.Body(uitest.Sizes[0])); strings.Contains(view, "\x1b") {
		t.Fatalf("%q", view)
	}
}

func TestNoRegionYet(t *testing.T) {
	pl, p := open(t, good()...)
	p.data = app.RegionData{}
	pl.Golden("no-region")
	pl.Press("enter", "x")
	if pl.Last.Nav != screen.NavStay || p.checks != 1 {
		t.Fatalf("%+v, %d checks", pl.Last, p.checks)
	}
}

// What a region's data leave out is said: nobody should rely on a check that is off.
func TestWhatIsNotCheckedIsSaid(t *testing.T) {
	pl, p := open(t)
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "uppgift saknas: hur ofta åtgärder betalas.") {
		t.Errorf("VGR's frequencies are not known:\n%s", view)
	}
	p.data.Profile.Frequencies = []domain.Frequency{{Most: 1}}
	if view := pl.View(uitest.Sizes[0]); strings.Contains(view, "Kontrolleras inte") {
		t.Errorf("everything is known of the region:\n%s", view)
	}
	other, _, err := region.Load("varmland")
	if err != nil {
		t.Fatal(err)
	}
	p.data.Profile = *other
	pl.Send(screen.Changed{})
	pl.Golden("unchecked")
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "Kontrolleras inte, regionens uppgift saknas: sista dag att skicka,") {
		t.Errorf("not said:\n%s", view)
	}
}
