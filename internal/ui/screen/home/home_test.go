package home

import (
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

type port struct {
	snap   app.Snapshot
	region app.RegionData
	today  domain.Date
	waits  app.Attention
}

func (p *port) Snapshot() app.Snapshot { return p.snap }
func (p *port) Region() app.RegionData { return p.region }
func (p *port) Today() domain.Date     { return p.today }

func (p *port) Attention() (app.Attention, error) { return p.waits, nil }

// places are the start page's, in the order of their digits.
func places(p *port) []screen.Place {
	say := func(s string) func() string { return func() string { return s } }
	return []screen.Place{
		{Name: screen.Login, Title: "inte här"},
		{Key: "1", Name: screen.Bill, Title: labels.BillTitle, Start: say(labels.HomeRegHelp), Bills: true},
		{Key: "2", Name: screen.Upload, Title: labels.UploadTitle, Start: say(labels.HomeUpHelp), Bills: true},
		{Key: "3", Name: screen.Invoices, Title: labels.InvoicesTitle, Start: say(labels.HomeInvHelp)},
		{Key: "4", Name: screen.Clinic, Title: labels.HomeClinic, Start: say(labels.HomeCliHelp)},
		{Key: "5", Name: screen.Support, Title: labels.SupportTitle, Start: say(labels.HomeSupHelp)},
		{Key: "6", Name: screen.Drafts, Title: labels.DraftsTitle, Start: func() string { return labels.HomeDraftHelp(p.snap.Drafts) }},
		{Key: "7", Name: screen.Entitlement, Title: labels.EntitlementTitle, Start: say(labels.HomeCheckHelp)},
		{Key: "8", Name: screen.HomeVisit, Title: labels.HomeVisitTitle, Start: say(labels.HomeVisitHelp), Bills: true},
		{Key: "9", Name: screen.Outbox, Title: labels.OutboxTitle, Start: func() string { return labels.HomeOutboxHelp(p.snap.Outbox, p.snap.Unseen) }},
	}
}

func open(t *testing.T) (*uitest.Player, *port) {
	t.Helper()
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	p := &port{today: domain.MustDate("2026-11-23"), snap: app.Snapshot{User: domain.User{Name: "Anna Ek"}, Clinic: domain.Clinic{No: "31", Name: "Ängens tandklinik"}}}
	return uitest.Open(t, clock, New(clock.Env(), p, places(p))), p
}

// W21: in the demo the start page names patients to try, below what can be done.
func TestW21TheDemoIntroducesItself(t *testing.T) {
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	_, p := open(t)
	env := clock.Env()
	env.Demo = screen.Demo{PIN: "123456", Patients: []screen.DemoPatient{{Person: "19600917-2336", About: "N-intyg tills vidare"}, {Person: "19540123-8711", About: "N-intyget har gått ut"}}, Files: []string{"rätta.xml", "med-fel.xml", "två-kliniker.xml"}}
	pl := uitest.Open(t, clock, New(env, p, places(p)))
	pl.Golden("demo")
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "19540123-8711  N-intyget har gått ut") {
		t.Error(view)
	}
}

func TestWhatWaitsIsCounted(t *testing.T) {
	pl, p := open(t)
	pl.Golden("nothing-waits")
	before := pl.View(uitest.Sizes[0])
	p.snap.Drafts, p.snap.Outbox = 1, 2
	pl.Send(screen.Changed{})
	pl.Golden("some-wait")
	uitest.Distinct(t, before, pl.View(uitest.Sizes[0]))
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "1 påbörjad räkning") || !strings.Contains(view, "2 väntar på svar") {
		t.Fatal(view)
	}
}

// What was refused unseen, damaged here or waits at another clinic is told first.
func TestWhatMustBeKnownIsTold(t *testing.T) {
	pl, p := open(t)
	p.snap.Unseen, p.snap.Damaged, p.snap.Elsewhere = 1, 2, 3
	pl.Golden("news")
	for _, want := range []string{"✗ 1 avvisad att läsa", "✗ 2 poster på den här datorn är skadade", "! 3 ärenden väntar vid dina andra kliniker"} {
		if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, want) {
			t.Errorf("%q is not said:\n%s", want, view)
		}
	}
}

// E2: what is kept of a clinic where the user was removed is told, with what to do.
func TestE2WhatIsLeftIsTold(t *testing.T) {
	pl, p := open(t)
	p.snap.Left = 2
	pl.Golden("left")
	if words := strings.Join(strings.Fields(pl.View(uitest.Sizes[0])), " "); !strings.Contains(words, "! 2 utkast och ärenden är kvar på datorn från en klinik där du inte längre är användare.") {
		t.Error(words)
	}
}

// E2: a reader sees what is not for readers, with the reason. She is not said to bill,
// the cursor stands on what she may open, and the demo's tips on billing are not hers.
func TestE2TheStartPageOfAReader(t *testing.T) {
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	_, p := open(t)
	p.snap.Role = domain.RoleReader
	env := clock.Env()
	env.Demo = screen.Demo{Patients: []screen.DemoPatient{{Person: "19600917-2336", About: "N-intyg tills vidare"}}, Files: []string{"rätta.xml"}}
	pl := uitest.Open(t, clock, New(env, p, places(p)))
	pl.Golden("reader")
	view := pl.View(uitest.Sizes[0])
	if !strings.Contains(view, "Välkommen Anna Ek. Du ser fakturor för Ängens tandklinik.") {
		t.Error(view)
	}
	for _, no := range []string{"Du fakturerar", labels.DemoTry, labels.DemoFiles} {
		if strings.Contains(view, no) {
			t.Errorf("%q is said to a reader:\n%s", no, view)
		}
	}
	if pl.Press("enter"); pl.Last.Nav != screen.NavPush || pl.Last.To.Name != screen.Invoices {
		t.Errorf("%+v", pl.Last)
	}
	pl.Press("up")
	pl.Send(screen.Changed{What: app.ChangedMirror})
	if pl.Press("enter"); pl.Last.Nav != screen.NavStay || !strings.Contains(pl.Last.Notice, labels.ReaderMayNot) {
		t.Errorf("%+v", pl.Last)
	}
}

// E8: the region's messages stand here until they are read, two of them in full.
func TestE8MessagesStandOnTheStartPage(t *testing.T) {
	pl, p := open(t)
	p.snap.News = []app.Posted{
		{Message: domain.Message{No: 3, Text: "Utbetalningarna är försenade.", Incident: true}, Read: true},
		{Message: domain.Message{No: 2, Text: "Nya priser från den 1 januari 2027.\x1b[31m"}},
		{Message: domain.Message{No: 1}},
	}
	pl.Golden("messages")
	for _, want := range []string{"! Driftstörning: Utbetalningarna är försenade.", "Från regionen: Nya priser från den 1 januari 2027.", "1 meddelande till från regionen: Ctrl+G, Meddelanden."} {
		if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, want) || strings.Contains(view, "\x1b") {
			t.Errorf("%q is not said:\n%s", want, view)
		}
	}
}

// An older copy of the file that was put back is told, with when the newer one was left.
func TestV4AnOlderFileIsTold(t *testing.T) {
	pl, p := open(t)
	p.snap.Rescue = &app.Rescue{Known: time.Date(2026, 11, 27, 16, 2, 0, 0, time.UTC)}
	pl.Golden("older")
	view := strings.Join(strings.Fields(pl.View(uitest.Sizes[0])), " ")
	for _, want := range []string{"en äldre kopia än den som användes 2026-11-27", "känns igen och får sin kvittens"} {
		if !strings.Contains(view, want) {
			t.Errorf("%q is not said:\n%s", want, view)
		}
	}
	if strings.Contains(view, "skadad") {
		t.Errorf("told as damaged:\n%s", view)
	}
}

// V4, V8: what stands for a damaged file, and that the region must answer soon.
func TestV4V8IsToldOnTheStartPage(t *testing.T) {
	pl, p := open(t)
	p.snap.Rescue = &app.Rescue{File: "be00.db.skadad-1", Copy: time.Date(2026, 11, 27, 16, 2, 0, 0, time.UTC), Drafts: 2, Commands: 1}
	p.snap.Sync.Phase, p.snap.OfflineLeft = app.SyncOffline, 2
	pl.Golden("rescued")
	for _, want := range []string{"kopian från 2026-11-27", "2 utkast och 1 ärende i utkorgen ur den skadade", "be00.db.skadad-1", "Du kan logga in utan den i 2 dagar till"} {
		if view := strings.Join(strings.Fields(pl.View(uitest.Sizes[0])), " "); !strings.Contains(view, want) {
			t.Errorf("%q is not said:\n%s", want, view)
		}
	}
	p.snap.OfflineLeft = 6
	if view := pl.View(uitest.Sizes[0]); strings.Contains(view, "Du kan logga in utan den") {
		t.Error("told too early")
	}
	p.snap.OfflineLeft = 0
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "Idag är sista dagen") {
		t.Error("the last day is not told")
	}
}

// Every entry leads to its place; one that is not built says so and stays.
func TestEveryEntryOpensItsPlace(t *testing.T) {
	want := []string{screen.Bill, screen.Upload, screen.Invoices, screen.Clinic, screen.Support, screen.Drafts, screen.Entitlement, screen.HomeVisit, screen.Outbox}
	for i, name := range want {
		pl, _ := open(t)
		for range i {
			pl.Press("down")
		}
		uitest.CheckKeys(t, pl.Screen)
		enter := pl.Screen.Actions()[1]
		pl.Press("enter")
		if name == "" {
			if pl.Last.Nav != screen.NavStay || !strings.Contains(pl.Last.Notice, enter.Why()) || (enter.Why() == "") {
				t.Errorf("entry %d: %+v, Enter offered: %v", i+1, pl.Last, (enter.Why() == ""))
			}
			continue
		}
		if pl.Last.Nav != screen.NavPush || pl.Last.To != (screen.Route{Name: name}) || !(enter.Why() == "") {
			t.Errorf("entry %d: %+v", i+1, pl.Last)
		}
	}
}

func TestTheCursorStopsAtTheEnds(t *testing.T) {
	pl, _ := open(t)
	for range 20 {
		pl.Press("down")
	}
	pl.Golden("last")
	pl.Press("enter")
	if pl.Last.To.Name != screen.Outbox {
		t.Fatalf("%+v", pl.Last)
	}
	pl, _ = open(t)
	pl.Press("up", "enter")
	if pl.Last.To.Name != screen.Bill {
		t.Fatalf("%+v", pl.Last)
	}
}

func TestLongAndHostileNames(t *testing.T) {
	pl, p := open(t)
	p.snap.User.Name = "Anna-Karin Wennerström\x1b]0;x\a Söderlund af Ugglas von Rosen"
	p.snap.Clinic.Name = "Folktandvården Västra Götaland\n\u202eSpecialisttandvård Orofacial Medicin Göteborg"
	p.snap.Drafts, p.snap.Outbox = 12345, 678
	pl.Golden("long")
	if view := pl.Screen.View(uitest.Body(uitest.Sizes[0])); strings.ContainsAny(view, "\x1b\a\u202e") {
		t.Fatalf("%q", view)
	}
}

// Before and after the turn of the year it is told which amounts are not known.
func TestNextYearsAmountsAreToldToBeMissing(t *testing.T) {
	pl, p := open(t)
	p.region.Profile.FeeCeilings = []domain.Ceiling{{Amount: 1, Validity: domain.Period{From: domain.MustDate("2026-01-01"), To: domain.MustDate("2026-12-31")}}}
	for today, want := range map[string]bool{"2026-11-30": false, "2026-12-01": true, "2027-01-31": true, "2027-02-01": false} {
		p.today = domain.MustDate(today)
		view := pl.View(uitest.Sizes[1])
		if got := strings.Contains(view, "! Regionens belopp för 2027 är inte kända än: högkostnadstak."); got != want {
			t.Errorf("%s: said %v\n%s", today, got, view)
		}
	}
}

// D15: what of the invoices waits for the clinic is told here.
func TestD15WhatWaitsForTheClinicIsCounted(t *testing.T) {
	pl, p := open(t)
	p.waits = app.Attention{Late: 2, PayBack: 1, Voided: 1}
	pl.Send(screen.Changed{What: app.ChangedMirror})
	pl.Golden("waits")
	view := pl.View(uitest.Sizes[0])
	for _, want := range []string{"! 2 fakturor är försenade hos regionen", "! 1 kreditering ska betalas tillbaka av kliniken", "! 1 faktura är makulerad av regionen"} {
		if !strings.Contains(view, want) {
			t.Errorf("%q is not said:\n%s", want, view)
		}
	}
}

// Where a small window has no room for the greeting, what must be known begins all
// the same, with a mark where it goes on.
func TestWhatMustBeKnownIsToldInASmallWindow(t *testing.T) {
	pl, p := open(t)
	small := layout.Size{W: 60, H: 15}
	p.waits = app.Attention{PayBack: 1}
	pl.Send(screen.Changed{What: app.ChangedMirror})
	if view := pl.View(small); !strings.Contains(view, "! 1 kreditering ska betalas tillbaka av kliniken: se Era …") || !strings.Contains(view, labels.OutboxTitle) {
		t.Error(view)
	}
	p.snap.Damaged = 2
	if view := pl.View(small); !strings.Contains(view, "✗ 2 poster på den här datorn är skadade") {
		t.Error(view)
	}
}
