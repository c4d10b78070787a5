package main

import (
	"context"
	"errors"
	"fmt"
	"text/tabwriter"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server/desk"
	"example.org/tandtui/internal/server/sqlstore"
)

// PayCmd pays invoices (E4). It may run while a server serves the same database;
// clinics see the new status within about a second.
type PayCmd struct {
	DB          string `name:"db" required:"" placeholder:"sqlite:FIL" help:"Serverns databas."`
	Date        string `required:"" placeholder:"ÅÅÅÅ-MM-DD" help:"Utbetalningsdatum."`
	AllApproved bool   `xor:"what" help:"Bara fakturor som redan är godkända."`
	OurRef      int64  `xor:"what" placeholder:"NR" help:"Bara fakturan med denna Vår referens."`
	As          string `placeholder:"HSA-ID" help:"Vem som betalar, sparas i fakturornas historik; annars datorns användare."`
}

func (PayCmd) Help() string {
	return `Exempel:  tandserver pay --db sqlite:/var/lib/tandserver/region.db --date 2026-12-01

Utan --all-approved eller --our-ref betalas allt som är godkänt eller under behandling och inte under granskning.`
}

func (c PayCmd) Run(ctx context.Context, s cli.Streams) (err error) {
	on, err := domain.ParseDate(c.Date)
	if err != nil {
		return errors.New("--date skrivs ÅÅÅÅ-MM-DD")
	}
	clock, err := swedishClock()
	if err != nil {
		return err
	}
	store, err := sqlstore.OpenExisting(ctx, c.DB)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	by, err := actor(c.As)
	if err != nil {
		return err
	}
	d := desk.Desk{Store: store, Now: clock, By: by}
	run, held, err := d.Pay(ctx, desk.PayOrder{
		Date: on, Everything: !c.AllApproved && c.OurRef == 0, Approved: c.AllApproved, OurRef: c.OurRef,
	})
	if err != nil {
		return err
	}
	return printRun(s, run, held, on)
}

func printRun(s cli.Streams, run []domain.Payout, held int, on domain.Date) error {
	w := tabwriter.NewWriter(s.Out, 0, 0, 2, ' ', tabwriter.AlignRight)
	invoices, sum := 0, domain.Ore(0)
	_, err := fmt.Fprintf(w, "Klinik\tFakturor\tBelopp kr\t\n")
	for _, p := range run {
		invoices, sum = invoices+len(p.Invoices), sum+p.Sum
		_, e := fmt.Fprintf(w, "%s\t%d\t%s\t\n", p.Clinic, len(p.Invoices), p.Sum)
		err = errors.Join(err, e)
	}
	_, e := fmt.Fprintf(w, "Summa\t%d\t%s\t\n", invoices, sum)
	if err := errors.Join(err, e, w.Flush()); err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.Out, "Utbetalningsdatum %s. Under granskning, inte betalda: %d.\n", on, held)
	return err
}
