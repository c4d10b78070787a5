package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/desk"
	"example.org/tandtui/internal/text"
)

// ReviewCmd is the region's review of what waits to be paid (E4).
type ReviewCmd struct {
	List    ReviewListCmd    `cmd:"" help:"Visa det som väntar på betalning, med det som är värt att titta på först."`
	Hold    ReviewHoldCmd    `cmd:"" help:"Lägg räkningar under granskning: de betalas inte förrän den är klar."`
	Release ReviewReleaseCmd `cmd:"" help:"Avsluta granskningen av räkningar."`
	Void    ReviewVoidCmd    `cmd:"" help:"Makulera räkningar, med skäl."`
}

// reviewed is what the verbs that decide have in common.
type reviewed struct {
	Database
	Who
	Format
	OurRef int64   `arg:"" name:"vår-referens" help:"Fakturan eller kreditfakturan."`
	Bill   []int64 `xor:"part" placeholder:"NR" help:"Bara räkningen med detta räkningsnummer; kan skrivas flera gånger."`
	Whole  bool    `xor:"part" help:"Hela fakturan."`
	Yes    bool    `help:"Gör det utan att fråga."`
}

// Validate asks for a part: nothing said is not everything.
func (r reviewed) Validate() error {
	switch {
	case r.OurRef == 0:
		return errors.New("säg vilken faktura det gäller, med dess vår referens")
	case r.OurRef < 0:
		return fmt.Errorf("%d är ingen vår referens", r.OurRef)
	case !r.Whole && len(r.Bill) == 0:
		return errors.New("säg vad det gäller: --bill=NR eller --whole")
	}
	for _, no := range r.Bill {
		if no <= 0 {
			return fmt.Errorf("--bill: %d är inget räkningsnummer", no)
		}
	}
	return nil
}

func (r reviewed) part() domain.Part { return domain.Part{Whole: r.Whole, Bills: r.Bill} }

// decision is one of the things that a review can come to.
type decision struct {
	question string
	can      func(domain.Invoice, domain.Part) domain.Why
	do       func(desk.Desk, context.Context, int64, domain.Part) error
	done     string
}

// decide shows what a decision is about, asks, and carries it out.
func (r reviewed) decide(ctx context.Context, s cli.Streams, what decision) (err error) {
	o, err := r.open(ctx, s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	d, err := r.desk(o)
	if err != nil {
		return err
	}
	v, err := r.invoice(ctx, o)
	if err != nil {
		return err
	}
	if why := what.can(v, r.part()); why != "" {
		return r.about(&domain.Error{Kind: domain.Conflict, Code: string(why), Op: "review"})
	}
	says := s.Out
	if r.JSON {
		says = s.Err // what is asked is no part of the answer
	}
	if err := r.preview(says, v); err != nil {
		return err
	}
	if err := confirm(cli.Streams{In: s.In, Out: says, Err: s.Err}, what.question, r.Yes, "--yes"); err != nil {
		return err
	}
	if err := what.do(d, ctx, r.OurRef, r.part()); err != nil {
		return err
	}
	if v, err = r.invoice(ctx, o); err != nil {
		return err
	}
	return r.tell(s, summary(v, nil), func() error {
		_, err := fmt.Fprintln(s.Out, what.done+" Kliniken ser det inom ett par sekunder.")
		return err
	})
}

func (r reviewed) about(err error) error { return &desk.InvoiceError{OurRef: r.OurRef, Err: err} }

func (r reviewed) invoice(ctx context.Context, o opened) (v domain.Invoice, err error) {
	err = o.Read(ctx, func(tx server.Tx) error {
		v, err = tx.AnyInvoice(r.OurRef)
		return err
	})
	if err != nil {
		return v, r.about(err)
	}
	return v, nil
}

// preview says which bills a decision is about.
func (r reviewed) preview(w io.Writer, v domain.Invoice) error {
	says := fmt.Sprintf("Faktura %s, klinik %s, %s kr. %s.\n", text.Safe(v.InvoiceNo), v.Clinic, v.Sum(), text.Status(v.Status, v.StatusOn))
	if v.CreditOf != 0 {
		says += fmt.Sprintf("Den krediterar vår referens %d: det som makuleras i den står åter kvar där.\n", v.CreditOf)
	}
	if _, err := io.WriteString(w, says); err != nil {
		return err
	}
	t := newTable(">Räkningsnummer", "Räkningsreferens", ">Belopp kr", "Status")
	for _, b := range v.Bills {
		for _, no := range r.Bill {
			if no == b.BillNo {
				t.bill(b)
			}
		}
		if r.Whole {
			t.bill(b)
		}
	}
	return t.write(w)
}

func (t *table) bill(b domain.InvoiceBill) {
	t.add(strconv.FormatInt(b.BillNo, 10), b.BillRef, b.Sum().String(), text.BillState(b.State))
}

// ReviewHoldCmd puts bills under granskning.
type ReviewHoldCmd struct {
	reviewed
	Reason Filled `placeholder:"SKÄL" help:"Varför; kliniken ser det i fakturans historik."`
}

func (ReviewHoldCmd) Help() string {
	return `Exempel:  tandserver review hold --db sqlite:/var/lib/tandserver/region.db 600012 --bill 1000031 --reason 'Dubbel undersökning'

Först visas räkningarna, sedan frågas det; i skript svarar --yes. En godkänd faktura lämnar sin betalning och väntar på nytt.`
}

func (c ReviewHoldCmd) Run(ctx context.Context, s cli.Streams) error {
	return c.decide(ctx, s, decision{
		"Lägga under granskning?", domain.Invoice.CanHold,
		func(d desk.Desk, ctx context.Context, ourRef int64, p domain.Part) error {
			return d.HoldFor(ctx, ourRef, p, string(c.Reason))
		},
		"Under granskning.",
	})
}

// ReviewReleaseCmd ends the review of bills.
type ReviewReleaseCmd struct{ reviewed }

func (ReviewReleaseCmd) Help() string {
	return `Exempel:  tandserver review release --db sqlite:/var/lib/tandserver/region.db 600012 --whole

Räkningarna väntar sedan på nästa betalning.`
}

func (c ReviewReleaseCmd) Run(ctx context.Context, s cli.Streams) error {
	return c.decide(ctx, s, decision{"Avsluta granskningen?", domain.Invoice.CanRelease, desk.Desk.Release, "Granskningen är klar."})
}

// ReviewVoidCmd voids bills.
type ReviewVoidCmd struct {
	reviewed
	Reason string `required:"" placeholder:"SKÄL" help:"Varför; kliniken ser det vid räkningen."`
}

// Validate asks for a reason that says something.
func (c ReviewVoidCmd) Validate() error {
	if strings.TrimSpace(c.Reason) == "" {
		return errors.New("skriv varför med --reason: kliniken ser det vid räkningen")
	}
	return c.reviewed.Validate()
}

func (ReviewVoidCmd) Help() string {
	return `Exempel:  tandserver review void --db sqlite:/var/lib/tandserver/region.db 600012 --bill 1000031 --reason 'Fel patient'

Det går tills betalningen är stängd och kan inte ångras. Räkningens referens förblir använd. Makuleras en kreditfaktura står det åter kvar som den tog tillbaka.`
}

func (c ReviewVoidCmd) Run(ctx context.Context, s cli.Streams) error {
	return c.decide(ctx, s, decision{
		"Makulera? Det kan inte ångras.", domain.Invoice.CanVoid,
		func(d desk.Desk, ctx context.Context, ourRef int64, p domain.Part) error {
			return d.Void(ctx, ourRef, p, c.Reason)
		},
		"Makulerat.",
	})
}
