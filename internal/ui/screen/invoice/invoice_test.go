package invoice

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strconv"
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
	role    domain.Role
	data    app.RegionData
	invoice domain.Invoice
	err     error
	asked   []int64
	refresh int
	waits   bool
	deleted []string // what was asked to be deleted
	failed  error    // of that

	before, after int64 // of the list

	credited []string // what was asked to be credited
	claim    domain.Claim
	copied   string
	files    []string
}

func (p *port) Delete(ourRef, version int64, part domain.Part) error {
	if p.failed == nil {
		p.deleted = append(p.deleted, fmt.Sprintf("%d v%d %+v", ourRef, version, part))
		p.waits = true
	}
	return p.failed
}

func (p *port) Credit(ourRef, version int64, part domain.CreditPart, _ string) error {
	if p.failed == nil {
		p.credited = append(p.credited, fmt.Sprintf("%d v%d %+v", ourRef, version, part))
		p.waits = true
	}
	return p.failed
}

func (p *port) Claim(int64) (domain.Claim, bool, error) { return p.claim, p.claim.No != 0, nil }

func (p *port) Waiting(int64) (app.Head, bool, error) {
	return app.Head{Kind: domain.CommandDelete}, p.waits, nil
}

func (p *port) Region() app.RegionData             { return p.data }
func (p *port) Beside(int64) (before, after int64) { return p.before, p.after }
func (p *port) Refresh()                           { p.refresh++ }

func (p *port) Invoice(ref int64) (domain.Invoice, error) {
	p.asked = append(p.asked, ref)
	return p.invoice, p.err
}

func (p *port) Procedures(s domain.Support, on domain.Date) []domain.Procedure {
	list, ok := p.data.Prices.List(domain.ListKey{Support: s}, on)
	if !ok {
		return nil
	}
	return list.Procedures
}

// bill is numbered by its reference.
func bill(t *testing.T, number, ref string, state domain.BillState) domain.InvoiceBill {
	t.Helper()
	day := domain.MustDate("2026-11-20")
	id, err := domain.ParsePersonID(number, domain.MustDate("2026-11-23"))
	if err != nil {
		t.Fatal(err)
	}
	no, err := strconv.ParseInt("98"+ref, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return domain.InvoiceBill{
		BillNo: no, State: state, RegisteredBy: "Anna Ek", Entitlement: "764153",
		Bill: domain.Bill{
			Person: id, Support: domain.SupportN, CareModel: "K1", BillRef: ref,
			Items: []domain.Item{{Date: day, Code: "101", Price: domain.Kronor(1100)}, {Date: day, Code: "825", Position: "UK", Price: domain.Kronor(15250)}, {Date: day, Code: "patAvg", Price: domain.Kronor(-200)}},
		},
	}
}

func open(t *testing.T, change func(*domain.Invoice)) (*uitest.Player, *port) {
	t.Helper()
	profile, prices, err := region.Load("vgr")
	if err != nil {
		t.Fatal(err)
	}
	p := &port{data: app.RegionData{Profile: *profile, Prices: prices}, invoice: domain.Invoice{
		OurRef: 572775, Version: 7, InvoiceNo: "2026-11-014", Received: time.Date(2026, 11, 20, 23, 30, 0, 0, time.UTC), Status: domain.StatusReceived,
		Bills: []domain.InvoiceBill{bill(t, "19600917-2336", "45678", ""), bill(t, "19340512-8350", "45679", domain.BillOnHold), bill(t, "19411216-9182", "45680", domain.BillVoided)},
	}}
	p.invoice.Bills[0].Comment = "Inskickad i efterhand."
	p.invoice.Bills[0].Items[1].Comment = "Ny protes efter olycka."
	p.invoice.Bills[0].Exemption = &domain.FeeExemption{No: "F-12", Validity: domain.Period{From: domain.MustDate("2026-01-02"), To: domain.MustDate("2027-01-01")}}
	if change != nil {
		change(&p.invoice)
	}
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	env := clock.Env()
	env.Out = p
	pl := uitest.Open(t, clock, New(env, p, "572775"))
	uitest.CheckKeys(t, pl.Screen)
	return pl, p
}

// Copy and Print are the way out of the program.
func (p *port) Copy(s string) error { p.copied = s; return nil }

func (p *port) Print(context.Context, string, string) (string, error) { return "", nil }

func (p *port) PrintPDF(_ context.Context, name string, pdf []byte) (string, error) {
	p.files = append(p.files, "printed "+name+" "+string(pdf[:5]))
	return "", nil
}

func (p *port) Save(name string, write func(io.Writer) error) (string, error) {
	var b bytes.Buffer
	err := write(&b)
	p.files = append(p.files, name+" "+string(b.Bytes()[:min(5, b.Len())]))
	return "/home/anna/Dokument/" + name, err
}

func (p *port) Snapshot() app.Snapshot {
	return app.Snapshot{Role: p.role, Region: "Västra Götalandsregionen", Clinic: domain.Clinic{No: "31", Name: "Ängens tandklinik"}}
}

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

func TestW7BillsAndTheirDetails(t *testing.T) {
	pl, p := open(t, nil)
	if fmt.Sprint(p.asked) != "[572775]" {
		t.Fatal(p.asked)
	}
	pl.Golden("bills")
	says(t, pl, "Vår referens 572775", "Inkom 2026-11-21", "32 300,00 kr", "› 45678", "Under granskning", "Makulerad")
	closed := plain(pl)
	pl.Press("enter")
	pl.Golden("open")
	uitest.CheckKeys(t, pl.Screen)
	uitest.Distinct(t, closed, plain(pl))
	says(t, pl, "9845678", "N-tandvård 764153", "K1 Konventionell", "F-12", "Inskickad i efterhand.", "Ny protes efter olycka.", "UK", "-200,00")
	m := pl.Screen.(*model)
	if !m.Modal() {
		t.Fatal("Esc would leave the invoice instead of closing the bill")
	}
	pl.Press("esc")
	if m.Modal() || plain(pl) != closed || pl.Last.Nav != screen.NavStay {
		t.Fatalf("Esc did not close the bill: %+v", pl.Last)
	}
	pl.Press("down", "down", "down", "enter")
	says(t, pl, "› 45680", "Räkningsnummer")
	pl.Press("f5")
	if p.refresh != 1 || m.Title() != "Faktura 2026-11-014" {
		t.Fatal(p.refresh, m.Title())
	}
}

// A bill longer than the window is read to its end with the arrow, and back,
// before the cursor goes on to the next.
func TestLongBillIsReadToItsEnd(t *testing.T) {
	pl, _ := open(t, func(v *domain.Invoice) {
		for i := range 40 {
			v.Bills[0].Items = append(v.Bills[0].Items, domain.Item{Date: domain.MustDate("2026-11-20"), Code: "101", Price: domain.Kronor(int64(2001 + i))})
		}
		v.Bills[0].Comment = strings.Repeat("lång kommentar ", 20) + "slut"
	})
	pl.Press("enter")
	pl.Golden("long-open")
	seen := map[string]bool{}
	look := func() {
		for _, line := range strings.Split(plain(pl), "\n") {
			seen[strings.TrimSpace(line)] = true
		}
	}
	for range 200 {
		look()
		pl.Press("down")
	}
	text := ""
	for line := range seen {
		text += line + "\n"
	}
	for i := range 40 {
		if want := fmt.Sprintf("2 %03d,00", 1+i); !strings.Contains(text, want) {
			t.Errorf("the item of %s cannot be reached", want)
		}
	}
	if !strings.Contains(text, "slut") || !strings.Contains(plain(pl), "› 45680") {
		t.Errorf("the comment's end or the last bill cannot be reached:\n%s", plain(pl))
	}
	for range 200 {
		pl.Press("up")
		plain(pl)
	}
	says(t, pl, "› 45678", "Räkningsnummer")
}

func TestEveryStatusHasItsWords(t *testing.T) {
	day := domain.MustDate("2026-12-01")
	seen := ""
	for _, c := range []struct {
		name, says string
		change     func(*domain.Invoice)
	}{
		{"approved", "Godkänd för utbetalning 2026-12-01", func(v *domain.Invoice) { v.Status, v.StatusOn = domain.StatusApproved, day }},
		{"paid", "Utbetalningsdatum 2026-12-01", func(v *domain.Invoice) { v.Status, v.StatusOn = domain.StatusPaid, day }},
		{"credit", "Krediterar 572600", func(v *domain.Invoice) { v.Status, v.StatusOn, v.CreditOf = domain.StatusPaid, day, 572600 }},
		{"voided", "2026-11-22 eftersom räkningarna", func(v *domain.Invoice) {
			v.Status = domain.StatusVoided
			v.Reason = "Makulerad på klinikens begäran\x1b[31m 2026-11-22 eftersom räkningarna avsåg en annan klinik; ring regionen om något är oklart"
		}},
	} {
		pl, _ := open(t, c.change)
		pl.Golden(c.name)
		says(t, pl, c.says)
		uitest.Distinct(t, seen, plain(pl))
		seen = plain(pl)
	}
}

func TestInvoiceThatIsNotHere(t *testing.T) {
	pl, p := open(t, nil)
	p.invoice, p.err = domain.Invoice{}, &domain.Error{Kind: domain.NotFound, Code: app.CodeInvoiceNone}
	pl.Send(screen.Changed{})
	pl.Golden("gone")
	uitest.CheckKeys(t, pl.Screen)
	says(t, pl, "! Fakturan finns inte på den här datorn. Tryck F5")
	pl.Press("enter", "down", "up", "esc")
	if pl.Screen.(*model).Modal() {
		t.Fatal("nothing can be expanded")
	}
	p.err = &domain.Error{Kind: domain.Internal, Code: app.CodeStoreDamaged}
	pl.Send(screen.Changed{})
	pl.Golden("damaged")
	says(t, pl, "✗ Filen med utkast är skadad.")
}

// Before it is read no invoice of zeros is shown; a wrong argument is no invoice.
func TestNotYetReadAndWrongArgument(t *testing.T) {
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	p := &port{err: &domain.Error{Kind: domain.NotFound, Code: app.CodeInvoiceNone}}
	s := New(clock.Env(), p, "hej")
	if view := s.View(uitest.Body(uitest.Sizes[0])); strings.TrimSpace(view) != "" {
		t.Fatal(view)
	}
	pl := uitest.Open(t, clock, s)
	says(t, pl, "Fakturan finns inte")
	if fmt.Sprint(p.asked) != "[0]" {
		t.Fatal(p.asked)
	}
}

// The cursor never stands on a bill that is gone.
func TestFewerBillsThanBefore(t *testing.T) {
	pl, p := open(t, nil)
	pl.Press("down", "down", "enter")
	p.invoice.Bills = p.invoice.Bills[:1]
	pl.Send(screen.Changed{})
	says(t, pl, "› 45678")
	p.invoice.Bills = nil
	pl.Send(screen.Changed{})
	pl.Press("down", "up", "enter")
	pl.Golden("no-bills")
}

func TestLongAndHostile(t *testing.T) {
	evil := "x\x1b]0;y\a\u202e\n" + strings.Repeat("långt ", 30)
	pl, _ := open(t, func(v *domain.Invoice) {
		for len(v.Bills) < 200 {
			v.Bills = append(v.Bills, v.Bills[0])
		}
		for i := range v.Bills {
			b := &v.Bills[i]
			b.BillRef, b.Approval, b.RegisteredBy, b.State, b.Comment, b.CareModel, b.Category, b.Entitlement = evil, evil, evil, domain.BillState(evil), evil, evil, evil, evil
			b.Items = []domain.Item{{Date: domain.MustDate("2026-11-20"), Code: evil, Position: domain.Position(evil), Comment: evil, Price: domain.Kronor(123456789)}}
		}
		v.InvoiceNo, v.Status = evil, domain.Status(evil)
	})
	for range 100 {
		pl.Press("down")
	}
	pl.Press("enter")
	pl.Golden("hostile")
	title := pl.Screen.(*model).Title()
	if view := pl.Screen.View(uitest.Body(uitest.Sizes[0])); strings.ContainsAny(view+title, "\x1b\a\u202e") {
		t.Fatalf("%q %q", title, view)
	}
}

// D15: it says where the invoice stands, and in the opened bill where that stands.
func TestD15WhyItIsNotPaid(t *testing.T) {
	pl, p := open(t, nil)
	says(t, pl, "1 räkning är under granskning. Hela fakturan väntar")
	pl.Press("enter")
	says(t, pl, "Betalning", "men en annan räkning på")
	p.invoice.Bills[1].State = domain.BillOrdinary
	pl.Send(screen.Changed{What: app.ChangedMirror})
	says(t, pl, "betalar som regel inom 10 bankdagar: senast 2026-12-04.")
	if strings.Contains(plain(pl), "Betalning") {
		t.Errorf("it is said twice:\n%s", plain(pl))
	}
}

// D12: a key opens the history.
func TestD12HistoryByAKey(t *testing.T) {
	pl, _ := open(t, nil)
	pl.Press("h")
	if pl.Last.Nav != screen.NavPush || pl.Last.To != (screen.Route{Name: screen.History, Arg: "572775"}) {
		t.Fatalf("%+v", pl.Last)
	}
}

// The arrows go through the list that it was opened from, and stop at its ends.
func TestNextAndPreviousInvoice(t *testing.T) {
	pl, _ := open(t, nil)
	pl.Press("left", "right")
	if pl.Last.Nav != screen.NavStay {
		t.Fatalf("without a list: %+v", pl.Last)
	}
	for key, want := range map[string]string{"right": "646541", "left": "646543"} {
		pl, p := open(t, nil)
		p.before, p.after = 646543, 646541
		pl.Press(key)
		if pl.Last.Nav != screen.NavReplace || pl.Last.To != (screen.Route{Name: screen.Invoice, Arg: want}) {
			t.Errorf("%s: %+v", key, pl.Last)
		}
	}
}

// D11: the bills as Excel and csv, the invoice and a bill as PDF, and on paper; no
// file is named after a person.
func TestD11InvoiceLeavesTheProgram(t *testing.T) {
	for keys, want := range map[string]string{
		"x x": "faktura-572775.xlsx PK", "x c": "faktura-572775.csv \ufeff", "x p": "faktura-572775.pdf %PDF-", "x r": "räkning-9845678.pdf %PDF-", "x s": "printed faktura-572775 %PDF-",
	} {
		pl, p := open(t, nil)
		pl.Press(strings.Fields(keys)...)
		if len(p.files) != 1 || !strings.HasPrefix(p.files[0], want) {
			t.Errorf("%s: %q", keys, p.files)
		}
		if said := pl.Last.Notice; strings.HasPrefix(want, "printed") != strings.Contains(said, "skrivaren") {
			t.Errorf("%s: %q", keys, said)
		}
	}
	pl, p := open(t, nil)
	pl.Press("x")
	pl.Golden("export")
	pl.Press("esc", "D", "n", "x", "n")
	if len(p.files) != 0 || pl.Last.Nav != screen.NavStay {
		t.Errorf("%v", p.files)
	}
}

// W7 and D5: an opened bill tells the intyg with its validity, and the category that
// it gives; all of it at 80 columns.
func TestW7D5TheIntygWithItsValidity(t *testing.T) {
	pl, _ := open(t, func(v *domain.Invoice) {
		b := &v.Bills[0]
		b.Category, b.EntitlementCategory, b.EntitlementValid = "", "N1", domain.Period{From: domain.MustDate("2024-01-16")}
		b.Approval, b.RegisteredBy = "FHB-7", "Anna Ek"
	})
	pl.Press("enter")
	says(t, pl, "N-tandvård 764153, 2024-01-16 – tills vidare", "N1 särskilt boende", "FHB-7", "Anna Ek")
}

// B4: where the region has several price lists, a bill says which one was chosen.
func TestB4TheChosenPriceListIsShown(t *testing.T) {
	pl, p := open(t, func(v *domain.Invoice) { v.Bills[0].PriceList = "forhojd" })
	pl.Press("enter")
	if view := pl.View(uitest.Sizes[0]); strings.Contains(view, "Prislista") {
		t.Error(view)
	}
	varmland, _, err := region.Load("varmland")
	if err != nil {
		t.Fatal(err)
	}
	p.data.Profile = *varmland
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "Prislista         Förhöjd tandvårdstaxa") {
		t.Error(view)
	}
}
