package invoices

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

// port is a mirror; the real choosing of rows is the app's and tested there.
type port struct {
	scope
	pages   map[app.InvoiceTab][]app.InvoiceSummary
	asked   []app.InvoiceQuery
	err     error
	refresh int
	browsed []int64
	at      time.Time
	whole   []int64 // invoices that were asked for
}

func (p *port) Today() domain.Date  { return domain.MustDate("2026-11-23") }
func (p *port) Refresh()            { p.refresh++ }
func (p *port) Browse(list []int64) { p.browsed = list }

func (p *port) Region() app.RegionData {
	return app.RegionData{Profile: domain.Profile{Payment: domain.PaymentTime{Within: 10, Account: 5}}}
}

// person is a test person of Skatteverket's.
var person = func() domain.PersonID {
	id, err := domain.ParsePersonID("193405128350", domain.MustDate("2026-11-23"))
	if err != nil {
		panic(err)
	}
	return id
}()

func (p *port) Invoice(ourRef int64) (domain.Invoice, error) {
	p.whole = append(p.whole, ourRef)
	return domain.Invoice{OurRef: ourRef, InvoiceNo: "2026-11-013", Status: domain.StatusReceived, Received: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC), Bills: []domain.InvoiceBill{
		{Bill: domain.Bill{Person: person, BillRef: "45678", Items: []domain.Item{{Price: 1250_00}}}},
	}}, p.err
}

func (p *port) DefaultPeriod() domain.Period {
	return domain.Period{From: domain.MustDate("2026-10-24"), To: p.Today()}
}

func (p *port) Invoices(q app.InvoiceQuery) (app.InvoicePage, error) {
	p.asked = append(p.asked, q)
	if p.err != nil {
		return app.InvoicePage{}, p.err
	}
	var page app.InvoicePage
	for tab, list := range p.pages {
		page.Counts[tab] = len(list)
	}
	page.Total, page.At = page.Counts[q.Tab], p.at
	for _, v := range p.pages[q.Tab] {
		if strings.Contains(v.InvoiceNo, q.Text) {
			page.Rows = append(page.Rows, v)
			page.Sum += v.Sum
		}
	}
	return page, nil
}

func (p *port) last() app.InvoiceQuery { return p.asked[len(p.asked)-1] }

func row(ref int64, no string, kronor int64, status domain.Status, on string) app.InvoiceSummary {
	v := app.InvoiceSummary{OurRef: ref, InvoiceNo: no, Received: time.Date(2026, 11, 19, 23, 30, 0, 0, time.UTC), Sum: domain.Kronor(kronor), Status: status, Bills: 1}
	if on != "" {
		v.StatusOn = domain.MustDate(on)
	}
	return v
}

func three() *port {
	held := row(572775, "2026-11-014", 16150, domain.StatusReceived, "")
	held.OnHold, held.Credited = 1, 2
	credit := row(572698, "123_Kredit", -780, domain.StatusPaid, "2026-11-20")
	credit.CreditOf = 572600
	return &port{pages: map[app.InvoiceTab][]app.InvoiceSummary{
		app.TabActive: {held, row(572741, "2026-11-013", 1250, domain.StatusApproved, "2026-12-01"), row(572740, "2026-11-012", 640, domain.StatusReceived, "")},
		app.TabPaid:   {row(571000, "2026-10-002", 9000, domain.StatusPaid, "2026-11-05"), row(570999, "2026-10-001", 100, domain.StatusPaid, "2026-11-05")},
		app.TabCredit: {credit},
	}}
}

func open(t *testing.T, p *port) *uitest.Player {
	t.Helper()
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	pl := uitest.Open(t, clock, New(clock.Env(), p))
	uitest.CheckKeys(t, pl.Screen)
	return pl
}

// plain is the frame at 80 columns with ordinary spaces in amounts.
func plain(pl *uitest.Player) string {
	return strings.ReplaceAll(pl.View(uitest.Sizes[0]), "\u00a0", " ")
}

func says(t *testing.T, pl *uitest.Player, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(plain(pl), w) {
			t.Errorf("%q is not said:\n%s", w, plain(pl))
		}
	}
}

func TestListOfThreeAndOpenOne(t *testing.T) {
	p := three()
	pl := open(t, p)
	if q := p.last(); q.Tab != app.TabActive || q.Text != "" || q.Period != p.DefaultPeriod() {
		t.Fatalf("the first question is %+v", q)
	}
	pl.Golden("three")
	says(t, pl, "›Under behandling 3", "Visar 3 av 3 fakturor", "Summa 18 040,00 kr", "2026-11-20", "2 räkningar krediterade, 1 räkning under granskning")
	pl.Press("down", "enter")
	if pl.Last.Nav != screen.NavPush || pl.Last.To != (screen.Route{Name: screen.Invoice, Arg: "572741"}) {
		t.Fatalf("%+v", pl.Last)
	}
}

func TestEachSubmenuHasItsList(t *testing.T) {
	p := three()
	pl := open(t, p)
	seen := plain(pl)
	pl.Press("down", "down")
	for _, c := range []struct {
		name, says string
		tab        app.InvoiceTab
	}{
		{"paid", "Utbetald 2026-11-05", app.TabPaid},
		{"credit", "-780,00", app.TabCredit},
		{"voided", "Inga fakturor.", app.TabVoided},
		{"", "2026-11-014", app.TabActive},
	} {
		pl.Press("right")
		if p.last().Tab != c.tab {
			t.Fatalf("%s: asked for %d", c.name, p.last().Tab)
		}
		says(t, pl, c.says)
		if c.name == "" {
			break
		}
		pl.Golden(c.name)
		uitest.Distinct(t, seen, plain(pl))
		seen = plain(pl)
		if m := pl.Screen.(*model); len(m.list.Rows()) > 0 {
			if v, _ := m.list.Chosen(); v.OurRef != m.list.Rows()[0].OurRef {
				t.Errorf("%s begins at %d", c.name, v.OurRef)
			}
		}
	}
	pl.Press("left", "left")
	if p.last().Tab != app.TabCredit {
		t.Fatalf("to the left: %d", p.last().Tab)
	}
}

func TestNothingToShow(t *testing.T) {
	p := &port{}
	pl := open(t, p)
	pl.Golden("none")
	pl.Press("enter", "down", "up", "end")
	if pl.Last.Nav != screen.NavStay {
		t.Fatalf("%+v", pl.Last)
	}
	pl.Press("f5", "ctrl+r")
	if p.refresh != 2 {
		t.Fatalf("F5 asked %d times", p.refresh)
	}
}

// A number as long as the region takes is there whole at 80 columns.
func TestLongInvoiceNumberIsReadable(t *testing.T) {
	p := three()
	long := "2026-" + strings.Repeat("1234567890", 4) + "-slut"
	p.pages[app.TabActive][1].InvoiceNo = long
	pl := open(t, p)
	pl.Press("down")
	says(t, pl, "OCR/Fakturanr "+long)
}

// Before the first answer the list is not said to be empty.
func TestNotYetRead(t *testing.T) {
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	if view := New(clock.Env(), three()).View(uitest.Body(uitest.Sizes[0])); strings.Contains(view, "Inga fakturor") {
		t.Fatal(view)
	}
}

// Every key of the search is a question; digits and the screen's own letters
// are text there. The arrow goes to the rows found, Esc shows all again.
func TestSearchWhileTyping(t *testing.T) {
	p := three()
	pl := open(t, p)
	pl.Press("/")
	pl.Type("013")
	pl.Golden("searching")
	uitest.CheckKeys(t, pl.Screen)
	m := pl.Screen.(*model)
	if p.last().Text != "013" || len(p.asked) != 4 || !m.Typing() || !m.Modal() {
		t.Fatalf("%d questions, last %+v", len(p.asked), p.last())
	}
	says(t, pl, "Visar 1 av 3 fakturor", "Summa 1 250,00 kr")
	pl.Type("p/åäö")
	if p.last().Text != "013p/åäö" {
		t.Fatalf("%+v", p.last())
	}
	says(t, pl, "Inga fakturor.")
	pl.Press("backspace", "backspace", "backspace", "backspace", "backspace", "down")
	if m.Typing() || p.last().Text != "013" || pl.Last.Nav != screen.NavStay {
		t.Fatalf("%+v, %+v", p.last(), pl.Last)
	}
	pl.Press("esc")
	if m.Modal() || p.last().Text != "" || pl.Last.Nav != screen.NavStay {
		t.Fatalf("Esc does not show all: %+v, %+v", p.last(), pl.Last)
	}
	pl.Press("/")
	pl.Type("013")
	pl.Press("enter")
	if pl.Last.To.Arg != "572741" {
		t.Fatalf("%+v", pl.Last)
	}
}

func TestPeriodTyped(t *testing.T) {
	for typed, want := range map[string]string{
		"2026-01-01 till 2026-03-31": "2026-01-01 2026-03-31", "2026-01-01–2026-03-31": "2026-01-01 2026-03-31",
		"20260101 20260331": "2026-01-01 2026-03-31", "90": "2026-08-25 2026-11-23", "0": "2026-11-23 2026-11-23", "2026-11-01": "2026-11-01 2026-11-23",
	} {
		p := three()
		pl := open(t, p)
		pl.Press("p", "ctrl+u")
		pl.Type(typed)
		pl.Press("enter")
		if q := p.last().Period; q.From.String()+" "+q.To.String() != want || strings.Contains(plain(pl), "✗") {
			t.Errorf("%q gives %v", typed, q)
		}
	}
}

// A period that cannot be read keeps the focus and is said; Esc gives back the
// one that the list is of. Half-typed dates ask for nothing.
func TestPeriodThatCannotBeRead(t *testing.T) {
	for i, typed := range []string{"2026-13-01", "2026-03-31 2026-01-01", "hej", "2026-01-01 2026-02-01 2026-03-01", " ", "99999"} {
		p := three()
		pl := open(t, p)
		m := pl.Screen.(*model)
		pl.Press("p", "ctrl+u")
		pl.Type(typed)
		if strings.Contains(plain(pl), "✗") || p.last().Period != p.DefaultPeriod() {
			t.Errorf("%q was judged before it was typed to its end", typed)
		}
		for _, key := range []string{"enter", "down", "tab", "shift+tab"} {
			pl.Press(key)
			if !m.Typing() || p.last().Period != p.DefaultPeriod() {
				t.Fatalf("%s took %q", key, typed)
			}
			says(t, pl, "✗ Perioden kan inte läsas", "2026-11-013")
		}
		if i == 0 {
			pl.Golden("bad-period")
		}
		pl.Press("ctrl+u")
		pl.Type("7")
		pl.Press("tab")
		if p.last().Period.From != domain.MustDate("2026-11-16") || strings.Contains(plain(pl), "✗") {
			t.Errorf("after %q a right period is not taken: %v", typed, p.last().Period)
		}
		pl.Press("shift+tab")
		pl.Type("x")
		pl.Press("esc")
		says(t, pl, "2026-11-16 till 2026-11-23")
		if m.Typing() || strings.Contains(plain(pl), "✗") {
			t.Errorf("Esc did not leave the period:\n%s", plain(pl))
		}
	}
}

func TestW4PeriodIsEditedInView(t *testing.T) {
	pl := open(t, three())
	pl.Press("p")
	pl.Golden("period")
	says(t, pl, "2026-10-24 till 2026-11-23_")
	pl.Press("shift+tab")
	pl.Type("x")
	says(t, pl, "Sök: x_")
}

// Esc in the period leaves the period and the search as they were.
func TestEscInThePeriodKeepsTheSearch(t *testing.T) {
	pl := open(t, three())
	pl.Press("/")
	pl.Type("2026")
	pl.Press("down", "p")
	pl.Type("7")
	pl.Press("esc")
	says(t, pl, "Sök: 2026 ", "2026-10-24 till 2026-11-23")
	if pl.Last.Nav != screen.NavStay {
		t.Errorf("%+v", pl.Last)
	}
	pl.Press("esc")
	if v := pl.View(uitest.Sizes[0]); strings.Contains(v, "Sök: 2026") {
		t.Errorf("the search is not left:\n%s", v)
	}
}

// The cursor stays on its invoice when new ones come in above it.
func TestCursorStaysOnItsInvoice(t *testing.T) {
	p := three()
	pl := open(t, p)
	pl.Press("down")
	p.pages[app.TabActive] = append([]app.InvoiceSummary{row(572800, "2026-11-015", 10, domain.StatusReceived, "")}, p.pages[app.TabActive]...)
	pl.Send(screen.Changed{})
	pl.Press("enter")
	if pl.Last.To.Arg != "572741" {
		t.Fatalf("%+v", pl.Last)
	}
}

func TestTenThousand(t *testing.T) {
	p := &port{pages: map[app.InvoiceTab][]app.InvoiceSummary{}}
	for i := range 10_000 {
		p.pages[app.TabActive] = append(p.pages[app.TabActive], row(int64(600_000-i), fmt.Sprintf("2026-%05d", i), 1000, domain.StatusReceived, ""))
	}
	pl := open(t, p)
	says(t, pl, "Visar 10 000 av 10 000 fakturor", "Summa 10 000 000,00 kr", "2026-00000")
	pl.Press("end")
	pl.Golden("ten-thousand")
	says(t, pl, "› 2026-09999")
	pl.Press("enter")
	if pl.Last.To.Arg != "590001" {
		t.Fatalf("%+v", pl.Last)
	}
}

func TestListThatCannotBeRead(t *testing.T) {
	p := three()
	pl := open(t, p)
	p.err = &domain.Error{Kind: domain.Internal, Code: app.CodeStoreDamaged}
	pl.Send(screen.Changed{})
	pl.Golden("damaged")
	says(t, pl, "✗ Filen med utkast är skadad.", "räddas")
	p.err = nil
	pl.Send(screen.Changed{})
	says(t, pl, "2026-11-014")
}

func TestLongAndHostile(t *testing.T) {
	v := row(9223372036854775807, "2026\x1b]0;x\a\u202e-"+strings.Repeat("lång", 30), 1_234_567_890, "unheard\x1b[2J", "")
	v.OnHold, v.Credited, v.Voided = 1000, 2000, 3000
	pl := open(t, &port{pages: map[app.InvoiceTab][]app.InvoiceSummary{app.TabActive: {v, v}}})
	pl.Golden("hostile")
	if view := pl.Screen.View(uitest.Body(uitest.Sizes[0])); strings.ContainsAny(view, "\x1b\a\u202e") {
		t.Fatalf("%q", view)
	}
	pl.Press("/")
	pl.Paste("a\x1b[31mb\nc\u202e" + strings.Repeat("x", 200))
	for _, z := range uitest.Sizes {
		if view := pl.Screen.View(uitest.Body(z)); strings.ContainsAny(view, "\x1b\u202e") {
			t.Fatalf("%q", view)
		}
	}
}

// One key shows all time, and again the period before.
func TestD2AllTimeByOneKey(t *testing.T) {
	p := three()
	pl := open(t, p)
	pl.Press("a")
	if p.last().Period != app.Ever {
		t.Fatalf("%+v", p.last())
	}
	says(t, pl, "hela tiden")
	pl.Press("p", "enter") // as it stands
	if p.last().Period != app.Ever {
		t.Fatalf("%+v", p.last())
	}
	pl.Press("a")
	if p.last().Period != p.DefaultPeriod() {
		t.Fatalf("%+v", p.last())
	}
	says(t, pl, "2026-10-24 till 2026-11-23")
}

// A submenu with several types of invoices is narrowed by a key; another submenu
// shows all of its own.
func TestD11TypeByOneKey(t *testing.T) {
	p := three()
	pl := open(t, p)
	for _, want := range []struct {
		kind app.InvoiceType
		says string
	}{{app.TypeBilling, "Visar utan kreditfakturor"}, {app.TypeCredit, "Visar bara kreditfakturor"}, {app.TypeAll, "Under behandling 3"}, {app.TypeBilling, "Visar utan"}} {
		pl.Press("t")
		if p.last().Type != want.kind {
			t.Fatalf("asked for %d, want %d", p.last().Type, want.kind)
		}
		says(t, pl, want.says)
	}
	pl.Press("right")
	if p.last().Type != app.TypeAll || strings.Contains(plain(pl), "Visar utan") {
		t.Fatalf("%+v", p.last())
	}
	pl.Press("t") // Utbetalda holds one type
	if p.last().Type != app.TypeAll {
		t.Fatalf("%+v", p.last())
	}
}

// The age of the data is said, by the region's last answer.
func TestD1AgeOfTheData(t *testing.T) {
	p := three()
	p.at = time.Date(2026, 11, 22, 23, 15, 0, 0, time.UTC)
	pl := open(t, p)
	says(t, pl, "Uppgifter från 2026-11-23 00:15")
}

// An opened invoice knows the list that it was opened from.
func TestAnOpenedInvoiceKnowsItsList(t *testing.T) {
	p := three()
	pl := open(t, p)
	pl.Press("s", "enter")
	if len(p.browsed) != 3 || p.browsed[0] != 572740 {
		t.Errorf("%v", p.browsed)
	}
}

// The pane of a wide window is of the chosen row, never of the one before it.
func TestThePaneIsOfTheChosenRow(t *testing.T) {
	p := three()
	pl := open(t, p)
	wide := func() string { return strings.ReplaceAll(pl.View(uitest.Sizes[1]), "\u00a0", " ") }
	if !strings.Contains(wide(), "19340512-8350") || p.whole[len(p.whole)-1] != 572775 {
		t.Fatalf("%v:\n%s", p.whole, wide())
	}
	m := pl.Screen.(*model)
	m.list.Select("572740") // its invoice has not been read yet
	if strings.Contains(wide(), "19340512-8350") {
		t.Errorf("another one's bills:\n%s", wide())
	}
}
