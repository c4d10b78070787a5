package credit

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

type port struct {
	data    app.RegionData
	invoice domain.Invoice
	err     error
	waits   bool
	done    []string // what was asked of the region
	failed  error    // of that
	paidTo  domain.GiroKind
}

func (p *port) Invoice(int64) (domain.Invoice, error) { return p.invoice, p.err }
func (p *port) Region() app.RegionData                { return p.data }

func (p *port) Snapshot() app.Snapshot {
	return app.Snapshot{Clinic: domain.Clinic{No: "31", Payee: domain.Payee{Kind: p.paidTo}}}
}

func (p *port) Waiting(int64) (app.Head, bool, error) {
	return app.Head{Kind: domain.CommandCredit}, p.waits, nil
}

func (p *port) Procedures(s domain.Support, on domain.Date) []domain.Procedure {
	list, _ := p.data.Prices.List(domain.ListKey{Support: s}, on)
	if list == nil {
		return nil
	}
	return list.Procedures
}

func (p *port) Credit(ourRef, version int64, part domain.CreditPart, _ string) error {
	if p.failed == nil {
		p.done = append(p.done, fmt.Sprintf("%d v%d %v %v", ourRef, version, part.Bills, part.Items))
	}
	return p.failed
}

func (p *port) CreditAnew(ourRef, version, billNo int64, how app.Rebill) (string, error) {
	if p.failed == nil {
		p.done = append(p.done, fmt.Sprintf("%d v%d %d anew %d", ourRef, version, billNo, how))
	}
	return "draft-1", p.failed
}

// open shows a paid bill of three rows, the last of which is the patient's fee.
func open(t *testing.T, change func(*port)) (*uitest.Player, *port) {
	t.Helper()
	profile, prices, err := region.Load("vgr")
	if err != nil {
		t.Fatal(err)
	}
	day := domain.MustDate("2026-11-20")
	person, err := domain.ParsePersonID("19340512-8350", domain.MustDate("2026-11-28"))
	if err != nil {
		t.Fatal(err)
	}
	bill := domain.InvoiceBill{BillNo: 4851, Bill: domain.Bill{Person: person, Support: domain.SupportN, BillRef: "45678", Items: []domain.Item{
		{Date: day, Code: "101", Price: 1100_00}, {Date: day, Code: "825", Position: "UK", Price: 15250_00}, {Date: day, Code: domain.PatientFeeCode, Price: -200_00},
	}}}
	p := &port{data: app.RegionData{Profile: *profile, Prices: prices}, invoice: domain.Invoice{
		OurRef: 518148, Version: 7, InvoiceNo: "2026-11-014", Received: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC),
		Status: domain.StatusPaid, StatusOn: domain.MustDate("2026-11-25"), Bills: []domain.InvoiceBill{bill},
	}}
	if change != nil {
		change(p)
	}
	clock := uitest.NewClock(t, "2026-11-28 10:42:07")
	pl := uitest.Open(t, clock, New(clock.Env(), p, screen.CreditOf(518148, 4851).Arg))
	uitest.CheckKeys(t, pl.Screen)
	return pl, p
}

func plain(pl *uitest.Player) string {
	return strings.ReplaceAll(pl.View(uitest.Sizes[0]), "\u00a0", " ")
}

func says(t *testing.T, pl *uitest.Player, words ...string) {
	t.Helper()
	view := strings.Join(strings.Fields(plain(pl)), " ")
	for _, w := range words {
		if !strings.Contains(view, w) {
			t.Errorf("%q is not said:\n%s", w, plain(pl))
		}
	}
}

// reasons are why actions cannot be done, as the footer has them.
func reasons(pl *uitest.Player) string {
	var list []string
	for _, a := range pl.Screen.Actions() {
		list = append(list, a.Why())
	}
	return strings.Join(list, "\n")
}

// D7: the whole bill is chosen from the beginning; the question states the amount,
// and nothing is asked of the region before its answer.
func TestD7WholeBillAfterAQuestion(t *testing.T) {
	pl, p := open(t, nil)
	pl.Golden("bill")
	says(t, pl, "Räkning 45678 19340512-8350", "Betalt 16 150,00 kr", "Krediteras: 3 av 3 rader", "-16 150,00 kr", "regionens bankgiro 5591-09140")
	pl.Press("f8")
	pl.Golden("question")
	says(t, pl, "Kreditera hela räkningen 45678 för 19340512-8350, 16 150,00 kr?")
	for _, key := range []string{"enter", "J", "f8", "y", " "} {
		if pl.Press(key); len(p.done) > 0 {
			t.Fatalf("%s answered: %v", key, p.done)
		}
	}
	pl.Press("n")
	if strings.Contains(plain(pl), "?") || len(p.done) > 0 {
		t.Fatalf("not answered by n:\n%s", plain(pl))
	}
	pl.Press("f8", "j")
	if strings.Join(p.done, ";") != "518148 v7 [4851] []" || pl.Last.Nav != screen.NavBack {
		t.Fatalf("%v, %+v", p.done, pl.Last)
	}
}

// D10: rows are credited by themselves.
func TestD10SingleRows(t *testing.T) {
	pl, p := open(t, nil)
	pl.Press("a", "down", " ")
	says(t, pl, "Krediteras: 1 av 3 rader", "-15 250,00 kr")
	pl.Press("f8")
	says(t, pl, "Kreditera 1 rad av räkningen 45678 för 19340512-8350, 15 250,00 kr?")
	pl.Press("j")
	if strings.Join(p.done, ";") != "518148 v7 [] [{4851 1}]" {
		t.Fatalf("%v", p.done)
	}
}

// Nothing chosen credits nothing, and the reason is said.
func TestNothingChosenCreditsNothing(t *testing.T) {
	pl, p := open(t, nil)
	pl.Press("a", "f8", "j", "n", "f")
	if len(p.done) > 0 || pl.Screen.(*model).Asking() {
		t.Fatalf("%v", p.done)
	}
	if !strings.Contains(reasons(pl), "ingen rad är vald") {
		t.Errorf("no reason: %s", reasons(pl))
	}
}

// What was credited before is neither chosen nor counted, and the bill cannot be
// billed anew as if it were whole.
func TestARowIsCreditedOnce(t *testing.T) {
	pl, p := open(t, func(p *port) { p.invoice.Bills[0].Credited = []int{0} })
	pl.Golden("partly")
	says(t, pl, "Krediteras: 2 av 3 rader", "-15 050,00 kr", "krediterad")
	pl.Press("home", " ", "a", "a", "n")
	if pl.Screen.(*model).Asking() {
		t.Error("it is offered to be billed anew")
	}
	pl.Press("f8", "j")
	if strings.Join(p.done, ";") != "518148 v7 [] [{4851 1} {4851 2}]" {
		t.Fatalf("%v", p.done)
	}
}

// D9 and D10: one action credits the bill and opens the new one.
func TestD9CreditAndBillAnew(t *testing.T) {
	for key, want := range map[string]string{"n": "518148 v7 4851 anew 0", "f": "518148 v7 4851 anew 1"} {
		pl, p := open(t, nil)
		pl.Press(key)
		says(t, pl, "Kreditera hela räkningen", "Räkningen öppnas sedan som en ny")
		if key == "f" {
			pl.Golden("exempt")
		}
		pl.Press("j")
		if strings.Join(p.done, ";") != want || pl.Last.Nav != screen.NavReplace || pl.Last.To != (screen.Route{Name: screen.Bill, Arg: "draft-1"}) {
			t.Fatalf("%s: %v, %+v", key, p.done, pl.Last)
		}
	}
	pl, p := open(t, func(p *port) { p.invoice.Bills[0].Items = p.invoice.Bills[0].Items[:2] })
	if pl.Press("f", "j"); len(p.done) > 0 || pl.Screen.(*model).Asking() {
		t.Error("a frikort is offered for a bill without a fee")
	}
}

// It is offered only where the status allows it, with the reason.
func TestCreditingIsRefusedWithItsReason(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*port)
		reason string
	}{
		"unpaid":   {func(p *port) { p.invoice.Status = domain.StatusReceived }, "inte utbetald än"},
		"credit":   {func(p *port) { p.invoice.CreditOf = 1 }, "är en kreditfaktura"},
		"credited": {func(p *port) { p.invoice.Bills[0].State = domain.BillCredited }, "redan krediterad"},
		"waits":    {func(p *port) { p.waits = true }, "redan något i utkorgen"},
	} {
		t.Run(name, func(t *testing.T) {
			pl, p := open(t, c.change)
			pl.Press("f8", "j", "n", "j", "f", "j")
			if len(p.done) > 0 {
				t.Fatalf("%v", p.done)
			}
			if !strings.Contains(reasons(pl), c.reason) {
				t.Errorf("%q is not said: %s", c.reason, reasons(pl))
			}
		})
	}
}

// An invoice that changes under the question is not credited on what was seen.
func TestChangedUnderTheQuestion(t *testing.T) {
	pl, p := open(t, nil)
	pl.Press("f8")
	p.invoice.Version = 8
	pl.Send(screen.Changed{What: app.ChangedMirror})
	pl.Press("j")
	if len(p.done) > 0 {
		t.Fatalf("%v", p.done)
	}
}

func TestWhatCannotBeDoneOrRead(t *testing.T) {
	pl, p := open(t, nil)
	p.failed = &domain.Error{Kind: domain.Conflict, Code: app.CodeVersionChanged}
	pl.Press("f8", "j")
	if !strings.Contains(pl.Last.Notice, "har ändrats") || pl.Last.Nav != screen.NavStay {
		t.Errorf("%+v", pl.Last)
	}
	pl, _ = open(t, func(p *port) { p.err = &domain.Error{Kind: domain.NotFound, Code: app.CodeInvoiceNone} })
	pl.Press("f8", "n", "f", "a", " ")
	if pl.Screen.(*model).Asking() {
		t.Error("asked about nothing")
	}
	pl, _ = open(t, func(p *port) { p.invoice.Bills[0].BillNo = 1 })
	says(t, pl, "Fakturan har ingen sådan räkning.")
}

// D7: how the money goes back is said by what the clinic is paid to.
func TestD7HowTheMoneyGoesBack(t *testing.T) {
	for kind, want := range map[domain.GiroKind]string{
		domain.Bankgiro: "dras av från klinikens nästa utbetalning; inget behöver betalas in", domain.Plusgiro: "Kliniken har plusgiro: betala in beloppet till regionens bankgiro 5591-09140",
		"": "Har kliniken bankgiro dras beloppet av",
	} {
		pl, _ := open(t, func(p *port) { p.paidTo = kind })
		says(t, pl, want)
	}
}
