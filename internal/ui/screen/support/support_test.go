package support

import (
	"context"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/doctor"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

type port struct {
	data   app.RegionData
	viewed int64
	lines  []doctor.Line
	checks int
	bound  bool // the last check had an end in time
}

func (p *port) Region() app.RegionData { return p.data }

func (p *port) Viewed() int64 { return p.viewed }

func (p *port) check(ctx context.Context) []doctor.Line {
	p.checks++
	_, p.bound = ctx.Deadline()
	return p.lines
}

// copier is a clipboard.
type copier struct {
	screen.Out
	text string
}

func (c *copier) Copy(s string) error { c.text = s; return nil }

func open(t *testing.T, facts doctor.Facts) (*uitest.Player, *port) {
	t.Helper()
	profile, _, err := region.Load("vgr")
	if err != nil {
		t.Fatal(err)
	}
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	p := &port{data: app.RegionData{Profile: *profile}, lines: doctor.Judge(facts), viewed: 600123}
	env := clock.Env()
	env.Out = &copier{}
	pl := uitest.Open(t, clock, New(env, p, About{"0.2.0", p.check}))
	uitest.CheckKeys(t, pl.Screen)
	return pl, p
}

var now = time.Date(2026, 11, 23, 10, 42, 7, 0, time.UTC)

func good() doctor.Facts {
	return doctor.Facts{
		Now:     now,
		Card:    app.CardState{Phase: app.CardUnlocked, Reader: "ACS ACR39U ICC Reader 00 00", Holder: app.Holder{Name: "Anna Ek", NotAfter: now.AddDate(1, 2, 0)}, PIN: app.PINInfo{Left: -1}},
		Server:  doctor.ServerFacts{Address: "fakturaportalen.example:8443", Health: app.Health{Region: "vgr", Version: "0.2.0"}, Skew: time.Second},
		Machine: doctor.Machine{Free: 81 << 30, Shown: true, Width: 80, Height: 24, Colours: "256", UTF8: true},
		Client:  "0.2.0", Rules: "7",
	}
}

func failed(code string) error {
	return &domain.Error{Kind: domain.Internal, Code: code, Op: "test"}
}

func bad() doctor.Facts {
	f := good()
	f.Card = app.CardState{Phase: app.CardNoService}
	f.Server = doctor.ServerFacts{Address: "fakturaportalen.example:8443", Err: failed(app.CodeOffline)}
	f.Store.Err = failed(app.CodeStoreDamaged)
	f.Machine = doctor.Machine{Free: 3 << 20, Shown: true, Width: 50, Height: 20}
	return f
}

func TestWhatWorksAndWhatDoesNot(t *testing.T) {
	pl, p := open(t, good())
	pl.Golden("good")
	fine := pl.View(uitest.Sizes[0])
	p.lines = doctor.Judge(bad())
	pl.Press("f5")
	pl.Golden("bad")
	view := pl.View(uitest.Sizes[0])
	uitest.Distinct(t, fine, view)
	if p.checks != 2 || !p.bound {
		t.Fatalf("%d checks, with an end in time: %v", p.checks, p.bound)
	}
	for range 12 {
		pl.Press("down")
	}
	view += pl.View(uitest.Sizes[0])
	for _, want := range []string{"Version 0.2.0", "✗ ", "Starta pcscd", "Frigör plats", "Gör det minst 80 × 24", "Ring supporten"} {
		if !strings.Contains(view, want) {
			t.Errorf("%q is not to be read:\n%s", want, view)
		}
	}
}

func TestRunningShowsNoOldAnswers(t *testing.T) {
	pl, _ := open(t, good())
	pl.Screen.Update(uitest.Key(t, "f5")) // not run: in flight
	pl.Golden("running")
	if view := pl.View(uitest.Sizes[0]); strings.Contains(view, "✓") || !strings.Contains(view, "kontrollerar") {
		t.Fatal(view)
	}
}

// A card being read right now is neither right nor wrong.
func TestCardBeingRead(t *testing.T) {
	facts := good()
	facts.Card = app.CardState{Phase: app.CardReading}
	pl, _ := open(t, facts)
	pl.Golden("reading")
	if view := pl.View(uitest.Sizes[0]); strings.Contains(view, "✗") || !strings.Contains(view, "… Undersöks …") {
		t.Fatal(view)
	}
}

func TestAllThatARegionMayTell(t *testing.T) {
	pl, p := open(t, bad())
	p.data.Profile.Support = domain.Contact{
		Name: "Enheten för tandvård\x1b[31m, Koncernkontoret, Västra Götalandsregionen och Närhälsan", Phone: "010-441 00 00", Email: "tandvard@regionen.example",
		Hours: "måndag–fredag 8–12 och 13–16,\nutom dag före helg", State: strings.Repeat("Ha Vår referens till hands. ", 4),
	}
	p.viewed = 0
	pl.Golden("full")
	if view := pl.Screen.View(uitest.Body(uitest.Sizes[0])); strings.Contains(view, "\x1b") {
		t.Fatalf("%q", view)
	}
}

// Where to find Vår referens is told where it does not stand there itself.
func TestE3WhereToFindTheNumberIsToldWithoutIt(t *testing.T) {
	pl, p := open(t, good())
	const where = "numret står på utbetalningen"
	if view := pl.View(uitest.Sizes[1]); strings.Contains(view, where) || !strings.Contains(view, "600123 (fakturan du senast såg): uppge det när du ringer") {
		t.Error(view)
	}
	p.viewed = 0
	if view := pl.View(uitest.Sizes[1]); !strings.Contains(view, where) {
		t.Error(view)
	}
}

// What the region has told is kept, and Support leads to it.
func TestE8SupportLeadsToTheMessages(t *testing.T) {
	pl, _ := open(t, good())
	if pl.Press("r"); pl.Last.Nav != screen.NavPush || pl.Last.To.Name != screen.Messages {
		t.Errorf("%+v", pl.Last)
	}
}

// PgDn and PgUp turn what does not fit, as in the manual.
func TestE3SupportIsTurnedByPages(t *testing.T) {
	pl, _ := open(t, bad())
	first := pl.View(uitest.Sizes[0])
	if !strings.Contains(first, "rader till") {
		t.Fatal("all of it fits")
	}
	pl.Press("pgdown")
	if v := pl.View(uitest.Sizes[0]); strings.Contains(v, "↓") || !strings.Contains(v, "↑") {
		t.Error(v)
	}
	if pl.Press("pgup"); pl.View(uitest.Sizes[0]) != first {
		t.Error(pl.View(uitest.Sizes[0]))
	}
}

func TestNoRegionYet(t *testing.T) {
	pl, p := open(t, good())
	p.data, p.viewed = app.RegionData{}, 0
	pl.Golden("no-region")
	pl.Press("enter", "x")
	if pl.Last.Nav != screen.NavStay || p.checks != 1 {
		t.Fatalf("%+v, %d checks", pl.Last, p.checks)
	}
}

// What a region's data leave out is said: nobody should rely on a check that is off.
func TestWhatIsNotCheckedIsSaid(t *testing.T) {
	pl, p := open(t, good())
	if view := pl.View(uitest.Sizes[1]); !strings.Contains(view, "uppgift saknas: hur ofta åtgärder betalas.") {
		t.Errorf("VGR's frequencies are not known:\n%s", view)
	}
	p.data.Profile.Frequencies = []domain.Frequency{{Most: 1}}
	if view := pl.View(uitest.Sizes[1]); strings.Contains(view, "Kontrolleras inte") {
		t.Errorf("everything is known of the region:\n%s", view)
	}
	other, _, err := region.Load("varmland")
	if err != nil {
		t.Fatal(err)
	}
	p.data.Profile = *other
	pl.Send(screen.Changed{})
	pl.Golden("unchecked")
	if view := pl.View(uitest.Sizes[1]); !strings.Contains(view, "Kontrolleras inte, regionens uppgift saknas: sista dag att skicka,") {
		t.Errorf("not said:\n%s", view)
	}
}

// E3: what to state is the number of the invoice last looked at, which c copies.
func TestE3TheInvoiceLastSeenIsToldAndCopied(t *testing.T) {
	pl, p := open(t, good())
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "600123 (fakturan du senast såg)") {
		t.Errorf("not told:\n%s", view)
	}
	pl.Press("c")
	m, ok := pl.Screen.(*model)
	if !ok {
		t.Fatalf("%T", pl.Screen)
	}
	clipboard, ok := m.env.Out.(*copier)
	if !ok || clipboard.text != "600123" || !strings.Contains(pl.Last.Notice, "urklipp") {
		t.Errorf("copied %q, said %q", clipboard.text, pl.Last.Notice)
	}
	p.viewed, clipboard.text = 0, ""
	pl.Press("c")
	if clipboard.text != "" || !strings.Contains(pl.Last.Notice, "ingen faktura har visats") {
		t.Errorf("copied %q, said %q", clipboard.text, pl.Last.Notice)
	}
	pl.Press("m")
	if pl.Last.Nav != screen.NavPush || pl.Last.To.Name != screen.Manual {
		t.Errorf("%+v", pl.Last)
	}
}

// Copying the number does not end a self-check that is under way.
func TestE3CopyingLeavesTheCheckAlone(t *testing.T) {
	pl, p := open(t, good())
	late := uitest.OpenLate(t, uitest.NewClock(t, "2026-11-23 10:42:07"), pl.Screen)
	late.Press("f5", "c")
	late.AnswerAll()
	if m, ok := late.Screen.(*model); !ok || len(m.lines) != len(p.lines) {
		t.Errorf("the check has no answer: %T", late.Screen)
	}
}
