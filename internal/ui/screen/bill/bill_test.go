package bill

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

const person = "19600917-2336" // a test number of the Tax Agency, N1 here

// typeBill types a whole N-bill as a receptionist does: person, vårdmodell,
// references, two procedures and the fee.
func typeBill(pl *uitest.Player) {
	pl.Type(person)
	pl.Press("enter") // searches; N is chosen by the entitlement
	pl.Press("tab")   // past Avser
	pl.Type("k1")
	pl.Press("enter", "tab") // past frikort
	pl.Type("2026-11-014")
	pl.Press("enter")
	pl.Type("45678")
	pl.Press("enter", "enter") // past the comment
	pl.Press("tab")            // today's date stands there
	pl.Type("101")
	pl.Press("enter")
	pl.Type("825")
	pl.Press("enter")
	pl.Type("uk")
	pl.Press("enter")
	pl.Type("pat")
	pl.Press("enter")
}

// cursor is the row and field in focus.
func cursor(pl *uitest.Player) string {
	ref, _ := pl.Screen.(*model).form.Cursor()
	return fmt.Sprintf("%d %s", ref.Row, domain.Field(ref.Name))
}

func last(p *port) domain.Draft { return p.saves[len(p.saves)-1] }

func TestTypedBillIsSavedAndSent(t *testing.T) {
	pl, p := open(t, "")
	pl.Golden("empty")
	if foot := screen.Bindings(pl.Screen.Actions())[0].Help(); foot.Desc != "skicka – "+labels.BillBlank { // W5
		t.Errorf("a bill that nobody has begun: %q", foot.Desc)
	}
	typeBill(pl)
	pl.Golden("typed")
	d := last(p)
	want := []domain.DraftItem{{Date: "2026-11-23", Code: "101"}, {Date: "2026-11-23", Code: "825", Position: "UK"}, {Date: "2026-11-23", Code: "patAvg"}}
	b := d.Bills[0]
	if len(b.Items) != 3 || b.Items[0] != want[0] || b.Items[1] != want[1] || b.Items[2] != want[2] {
		t.Fatalf("items %+v", b.Items)
	}
	if b.Person != person || b.Support != "N" || b.CareModel != "K1" || d.InvoiceNo != "2026-11-014" || b.BillRef != "45678" || p.looks != 1 {
		t.Fatalf("%+v, %d look-ups", d, p.looks)
	}
	pl.Press("f8")
	pl.Golden("question")
	pl.Press("enter")
	if len(p.sent) != 1 || p.sent[0] != "d1" || pl.Last.Nav != screen.NavReplace || pl.Last.To != (screen.Route{Name: screen.Receipt, Arg: "d1"}) {
		t.Fatalf("sent %v, step %+v", p.sent, pl.Last)
	}
}

// The root draws the screen and its footer before the draft is there.
func TestBeforeTheDraftIsLoaded(t *testing.T) {
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	s := New(clock.Env(), newPort(t, clock), "")
	s.Init()
	for _, z := range uitest.Sizes {
		s.View(uitest.Body(z))
	}
	if got := s.Actions(); len(got) != 0 {
		t.Errorf("%d keys are offered that do nothing", len(got))
	}
	for _, msg := range []tea.Msg{uitest.Key(t, "x"), uitest.Key(t, "f8"), screen.Tick{Now: clock.Now()}, screen.Changed{}} {
		s.Update(msg)
	}
}

func TestNothingIsSavedBeforeSomethingIsTyped(t *testing.T) {
	pl, p := open(t, "")
	pl.Press("tab", "shift+tab")
	pl.Wait(2 * time.Second)
	if len(p.saves) != 0 {
		t.Fatalf("an empty draft was saved: %+v", p.saves)
	}
}

func TestSavedWithinHalfASecondOfAPause(t *testing.T) {
	pl, p := open(t, "")
	pl.Type("1960")
	pl.Wait(500 * time.Millisecond)
	if len(p.saves) == 0 || last(p).Bills[0].Person != "1960" || last(p).Cursor.Col != 4 {
		t.Fatalf("%+v", p.saves)
	}
}

func TestFullDiskIsToldAndTriedAgain(t *testing.T) {
	pl, p := open(t, "")
	p.saveErr = &domain.Error{Kind: domain.Internal, Code: app.CodeStoreFull}
	pl.Type("1960")
	pl.Wait(time.Second)
	pl.Golden("disk-full")
	p.saveErr = nil
	pl.Wait(5 * time.Second)
	if len(p.saves) == 0 || last(p).Bills[0].Person != "1960" {
		t.Fatal("what was typed is not on the disk")
	}
}

// A disk that is full when the bill is sent stops it there, whole, and it is
// sent when there is room again.
func TestFullDiskWhileSending(t *testing.T) {
	pl, p := open(t, "")
	typeBill(pl)
	p.sendErr = &domain.Error{Kind: domain.Internal, Code: app.CodeStoreFull}
	pl.Press("f8", "enter")
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "Disken är full") || !strings.Contains(view, "19600917-2336") {
		t.Fatal(view)
	}
	p.sendErr = nil
	pl.Press("f8", "enter")
	if len(p.sent) != 2 || pl.Last.To.Name != screen.Receipt || last(p).Bills[0].BillRef != "45678" {
		t.Fatalf("sent %v, went to %+v", p.sent, pl.Last.To)
	}
}

// Whatever region, draft or the patient's facts hold, the terminal gets text.
func TestHostileRegionReachesNoTerminal(t *testing.T) {
	const evil = "x\x1b]52;c;eA==\a\u202e\u009b2J\x00"
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	p := newPort(t, clock)
	for i := range p.data.Profile.CareModels {
		p.data.Profile.CareModels[i].Name += evil
	}
	for i := range p.data.Profile.Categories {
		p.data.Profile.Categories[i].Name += evil
	}
	for i := range p.data.Prices {
		for j := range p.data.Prices[i].Procedures {
			p.data.Prices[i].Procedures[j].Name += evil
		}
	}
	p.know(t, person, domain.Entitlement{No: evil, Support: domain.SupportN, Category: "N1" + evil})
	facts := p.persons["196009172336"]
	facts.Approvals = []domain.PriorApproval{{No: evil, Support: domain.SupportN}}
	p.persons["196009172336"] = facts
	p.stored["d2"] = domain.Draft{
		ID: "d2", State: domain.DraftRefused, InvoiceNo: evil, Cursor: domain.Cursor{Item: 0, Field: domain.FieldItemCode},
		Refusal: &domain.Refusal{Code: evil, Detail: evil, Findings: []domain.Finding{{Code: evil, Severity: domain.SeverityError, Params: map[string]string{"code": evil}}}},
		Bills: []domain.DraftBill{{
			Person: person, Support: "N", CareModel: evil, Approval: evil, BillRef: evil, Comment: evil,
			Items: []domain.DraftItem{{Date: "2026-11-20", Code: "101", Position: evil, Price: evil, Comment: evil}, {Date: evil, Code: evil}},
		}},
	}
	pl := uitest.Open(t, clock, New(clock.Env(), p, "d2"))
	for _, k := range []string{"f5", "f3", "f8", "up", "tab", "1", "tab", "tab", "x", "tab"} {
		pl.Press(k)
		for _, z := range uitest.Sizes {
			if view := pl.Screen.View(uitest.Body(z)); strings.ContainsAny(view, "\x1b\a\x00\u202e\u009b") {
				t.Fatalf("after %s: %q", k, view)
			}
		}
	}
}

func TestErrorsStopSendingAndTheCursorStandsOnTheFirst(t *testing.T) {
	pl, p := open(t, "")
	typeBill(pl)
	pl.Press("up", "up")
	pl.Type("825999") // typed anew: no such code
	pl.Press("f8")
	if len(p.sent) != 0 || !strings.Contains(pl.Last.Notice, "1 fel kvar") {
		t.Fatalf("sent %v, notice %q", p.sent, pl.Last.Notice)
	}
	pl.Golden("error")
	if c := cursor(pl); c != "1 code" {
		t.Fatalf("cursor at %s", c)
	}
}

// What was typed after a removal is undone first, and is there again when it
// is done again: nothing is lost on the way.
// A bill that was added by mistake can be taken away, and taken back.
func TestSecondBillOnTheInvoice(t *testing.T) {
	pl, p := open(t, "")
	typeBill(pl)
	pl.Press("f6")
	pl.Type("19520516-2331")
	pl.Press("enter")
	pl.Golden("second-bill")
	pl.Press("pgup")
	pl.Wait(time.Second)
	d := last(p)
	if len(d.Bills) != 2 || d.Bills[0].Items[1].Code != "825" || d.Bills[1].Person != "19520516-2331" || d.InvoiceNo != "2026-11-014" {
		t.Fatalf("%+v", d)
	}
}

func TestExemption(t *testing.T) {
	pl, _ := open(t, "")
	pl.Type(person)
	pl.Press("enter", "tab", "tab")
	pl.Type(" ")
	pl.Golden("exemption")
}

func TestPickerOpensUnderTheCell(t *testing.T) {
	pl, _ := open(t, "")
	typeBill(pl)
	pl.Type("bas tandl")
	pl.Golden("picker")
}

func TestResumedAtTheSamePlace(t *testing.T) {
	pl, p := open(t, "")
	typeBill(pl)
	pl.Type("bas t")
	pl.Flush()
	clock := uitest.NewClock(t, "2026-11-24 08:00:00")
	again := uitest.Open(t, clock, New(clock.Env(), p, "d1"))
	if c := cursor(again); c != "3 code" {
		t.Fatalf("cursor at %s", c)
	}
	again.Type("andl")
	again.Press("enter")
	again.Wait(time.Second)
	if got := last(p).Bills[0].Items; len(got) != 4 || got[3].Code != "101" {
		t.Fatalf("%+v", got)
	}
	if p.looks != 1 {
		t.Fatal("resuming asked the region about the patient")
	}
}

// A date typed as "ig" means the day before it was typed, also after a night.
func TestRelativeDateKeepsItsDay(t *testing.T) {
	pl, p := open(t, "")
	typeBill(pl)
	pl.Press("shift+tab")
	pl.Press("ctrl+u")
	pl.Type("ig")
	pl.Wait(time.Second) // saved in the middle of the field
	pl.Type("")
	clock := uitest.NewClock(t, "2026-11-24 08:00:00")
	p.today = domain.MustDate("2026-11-24")
	again := uitest.Open(t, clock, New(clock.Env(), p, "d1"))
	again.Press("tab")
	again.Type("301")
	again.Wait(time.Second)
	items := last(p).Bills[0].Items
	if got := items[len(items)-1].Date; !strings.HasPrefix(got, "2026-11-22") {
		t.Fatalf("the date is now %q", got)
	}
}

func TestRefusedDraftShowsTheRegionsFindings(t *testing.T) {
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	p := newPort(t, clock)
	p.stored["d9"] = domain.Draft{
		ID: "d9", State: domain.DraftRefused, InvoiceNo: "1", Bills: []domain.DraftBill{{Person: person, Support: "N", CareModel: "K1", BillRef: "7", Items: []domain.DraftItem{{Date: "2026-11-20", Code: "101"}, {Date: "2026-11-20", Code: "patAvg"}}}},
		Refusal: &domain.Refusal{Code: "reference-used", Findings: []domain.Finding{{Code: rules.CodeBillRefUsed, Severity: domain.SeverityError, Item: domain.WholeBill, Field: domain.FieldBillRef}}},
	}
	pl := uitest.Open(t, clock, New(clock.Env(), p, "d9"))
	pl.Golden("refused")
}
