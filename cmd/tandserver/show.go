package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/desk"
	"example.org/tandtui/internal/text"
)

// ShowCmd shows one thing that the region has.
type ShowCmd struct {
	Invoice ShowInvoiceCmd `cmd:"" help:"Visa en faktura: räkningar, rader och historik."`
	Person  ShowPersonCmd  `cmd:"" help:"Visa en persons intyg och förhandsbedömningar."`
	User    ShowUserCmd    `cmd:"" help:"Visa en användare och var den arbetar."`
	Clinic  ShowClinicCmd  `cmd:"" help:"Visa en klinik, dess vårdgivare, konto och användare."`
	Payrun  ShowPayrunCmd  `cmd:"" help:"Visa en körning: vad den betalar, till vilka, och hur långt den har kommit."`
	Prices  ShowPricesCmd  `cmd:"" help:"Visa en inläst prislistas åtgärder."`
}

// ShowInvoiceCmd shows an invoice. That its patients are shown is logged.
type ShowInvoiceCmd struct {
	Database
	Who
	Format
	OurRef int64 `arg:"" name:"vår-referens" help:"Fakturan."`
}

// Validate refuses what can be no invoice.
func (c ShowInvoiceCmd) Validate() error {
	if c.OurRef <= 0 {
		return errors.New("säg vilken faktura det gäller, med dess vår referens")
	}
	return nil
}

func (ShowInvoiceCmd) Help() string {
	return `Exempel:  tandserver show invoice --db sqlite:/var/lib/tandserver/region.db 600012

Patienternas personnummer visas. Att de visades loggas, med vem som såg dem.`
}

func (c ShowInvoiceCmd) Run(ctx context.Context, s cli.Streams) (err error) {
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	d, err := c.desk(o)
	if err != nil {
		return err
	}
	h, err := d.Invoice(ctx, c.OurRef)
	if err != nil {
		return err
	}
	return c.tell(s, h, func() error { return tellInvoice(s.Out, h, d.Now().Location()) })
}

func tellInvoice(w io.Writer, h desk.History, zone *time.Location) error {
	v := h.Invoice
	says := fmt.Sprintf("Vår referens %d, faktura %s, klinik %s, inkom %s, %s kr. %s.\n", v.OurRef, text.Safe(v.InvoiceNo), v.Clinic,
		v.Received.In(zone).Format(time.DateOnly), v.Sum(), text.Status(v.Status, v.StatusOn))
	if v.CreditOf != 0 {
		says += fmt.Sprintf("Den krediterar vår referens %d.\n", v.CreditOf)
	}
	if v.Reason != "" {
		says += "Skäl: " + text.Safe(v.Reason) + "\n"
	}
	bills := newTable(">Räkning", "Referens", "Personnummer", "Del", "Intyg", "FHB", ">Belopp kr", "Status", "Skäl", "Registrerad av")
	rows := newTable(">Räkning", "Datum", "Åtgärd", "Läge", ">Pris kr", "Behandlare")
	for _, b := range v.Bills {
		no := strconv.FormatInt(b.BillNo, 10)
		bills.add(no, b.BillRef, b.Person.Display(), string(b.Support), b.Entitlement, b.Approval, b.Sum().String(), text.BillState(b.State), b.Reason, b.RegisteredBy)
		for _, i := range b.Items {
			rows.add(no, i.Date.String(), i.Code, string(i.Position), i.Price.String(), i.Performer)
		}
	}
	events := newTable("När", "Vad", "Vem", "Varifrån", "Skäl")
	for _, e := range h.Events {
		events.add(e.At.In(zone).Format(time.DateTime), text.Act(e.Act), strings.TrimSpace(e.By.ID+" "+e.By.Name), e.By.From, e.Reason)
	}
	if _, err := io.WriteString(w, says+"\n"); err != nil {
		return err
	}
	for i, t := range []*table{bills, rows, events} {
		if i > 0 {
			if _, err := fmt.Fprintln(w); err != nil {
				return err
			}
		}
		if err := t.write(w); err != nil {
			return err
		}
	}
	return nil
}

// ShowPersonCmd shows a person's rights. That the person was looked for is logged.
type ShowPersonCmd struct {
	Database
	Who
	Format
}

func (ShowPersonCmd) Help() string {
	return `Exempel:  tandserver show person --db sqlite:/var/lib/tandserver/region.db

Personnumret frågas det efter, så att det inte blir kvar på kommandoraden. Att personen söktes loggas, med vem som sökte.`
}

func (c ShowPersonCmd) Run(ctx context.Context, s cli.Streams) (err error) {
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	d, err := c.desk(o)
	if err != nil {
		return err
	}
	id, err := askPerson(s, domain.DateOf(d.Now()))
	if err != nil {
		return err
	}
	p, err := d.Person(ctx, id)
	if domain.KindOf(err) == domain.NotFound {
		return errors.New("personen finns inte i registret: kontrollera numret, eller läs in personen med tandserver import persons")
	}
	if err != nil {
		return err
	}
	return c.tell(s, personOf(p), func() error { return tellPerson(s, p) })
}

// shownPerson is a person as the desk's verbs give it to programs.
type shownPerson struct {
	Person       domain.PersonID        `json:"person"`
	Protected    bool                   `json:"protected"`
	Entitlements []domain.Entitlement   `json:"entitlements"`
	Approvals    []domain.PriorApproval `json:"approvals"`
}

func personOf(p desk.Person) shownPerson {
	return shownPerson{p.Facts.Person, p.Protected, p.Facts.Entitlements, p.Facts.Approvals}
}

func tellPerson(s cli.Streams, p desk.Person) error {
	t := newTable("Rättighet", "Nummer", "Del", "Kategori", "Från", "Till", ">Beviljat kr", ">Använt kr", "Åtgärder")
	for _, e := range p.Facts.Entitlements {
		t.add("intyg", e.No, string(e.Support), e.Category, e.Validity.From.String(), until(e.Validity), "", "", "")
	}
	for _, a := range p.Facts.Approvals {
		granted, codes := "obegränsat", "alla"
		if a.Amount != 0 {
			granted = a.Amount.String()
		}
		if len(a.Procedures) > 0 {
			codes = strings.Join(a.Procedures, " ")
		}
		t.add("fhb", a.No, string(a.Support), "", a.Validity.From.String(), until(a.Validity), granted, a.Used.String(), codes)
	}
	if _, err := fmt.Fprintf(s.Out, "%s, skyddad identitet: %s.\n", p.Facts.Person.Display(), yesNo(p.Protected)); err != nil {
		return err
	}
	return t.tell(s, "Inga intyg och inga förhandsbedömningar.", "")
}

// ShowUserCmd shows a user.
type ShowUserCmd struct {
	Database
	Format
	User string `arg:"" name:"användare" help:"HSA-id, eller ANV- och användarens nummer."`
}

func (ShowUserCmd) Help() string {
	return "Exempel:  tandserver show user --db sqlite:/var/lib/tandserver/region.db SE2321000131-A001"
}

func (c ShowUserCmd) Run(ctx context.Context, s cli.Streams) error {
	var found server.RollUser
	if err := c.reading(ctx, s, func(_ opened, tx server.Tx) error {
		users, err := tx.Users()
		for _, u := range users {
			if u.Is(c.User) {
				found = u
			}
		}
		return err
	}); err != nil {
		return err
	}
	if found.ID == 0 {
		return errNoUser
	}
	t := newUserTable()
	t.user(found)
	return c.tell(s, found, func() error { return t.write(s.Out) })
}

// ShowPricesCmd shows the procedures of a list.
type ShowPricesCmd struct {
	Database
	Format
	ID string `arg:"" name:"lista" help:"Listan, som tandserver list prices visar den."`
}

func (ShowPricesCmd) Help() string {
	return "Exempel:  tandserver show prices --db sqlite:/var/lib/tandserver/region.db ersattning-2026-01-01"
}

func (c ShowPricesCmd) Run(ctx context.Context, s cli.Streams) error {
	var list *domain.PriceList
	if err := c.reading(ctx, s, func(_ opened, tx server.Tx) error {
		book, err := tx.PriceLists()
		if i := slices.IndexFunc(book, func(l domain.PriceList) bool { return l.ID == c.ID }); i >= 0 {
			list = &book[i]
		}
		return err
	}); err != nil {
		return err
	}
	if list == nil {
		return fmt.Errorf("det finns ingen prislista %s: tandserver list prices visar vilka som är inlästa", text.Safe(c.ID))
	}
	t := newTable("Kod", "Åtgärd", "Specialist", ">Pris kr", "Bara med FHB")
	for _, p := range list.Procedures {
		price := p.Price.String()
		if p.ActualCost {
			price = "faktisk kostnad"
		}
		t.add(p.Code, p.Name, yesNo(p.Specialist), price, yesNo(p.ApprovalMust))
	}
	return c.tell(s, list, func() error {
		if _, err := fmt.Fprintf(s.Out, "%s, från %s, %s.\n", text.Safe(list.Name), list.Validity.From, text.Validity(list.Validity)); err != nil {
			return err
		}
		return t.write(s.Out)
	})
}
