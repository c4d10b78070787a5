package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// ListCmd lists what the region has.
type ListCmd struct {
	Invoices ListInvoicesCmd `cmd:"" help:"Lista fakturor, de nyaste först."`
	Persons  ListPersonsCmd  `cmd:"" help:"Lista personer med hur många rättigheter de har."`
	Users    ListUsersCmd    `cmd:"" help:"Lista användare och var de arbetar."`
	Clinics  ListClinicsCmd  `cmd:"" help:"Lista kliniker och deras vårdgivare."`
	Payruns  ListPayrunsCmd  `cmd:"" help:"Lista körningar, de nyaste först."`
	Prices   PricesListCmd   `cmd:"" help:"Lista inlästa prislistor."`
}

// reading opens the database, lets f look into it, and closes it.
func (d Database) reading(ctx context.Context, s cli.Streams, f func(opened, server.Tx) error) (err error) {
	o, err := d.open(ctx, s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	return o.Read(ctx, func(tx server.Tx) error { return f(o, tx) })
}

// ListInvoicesCmd lists invoices of all clinics or one.
type ListInvoicesCmd struct {
	Database
	Format
	Days
	Limit
	Clinic Filled `placeholder:"NR" help:"Bara denna klinik."`
	Status string `default:"any" enum:"any,received,approved,paid,voided,deleted" help:"any, received, approved, paid, voided eller deleted."`
}

// Validate asks each of the flags that are shared.
func (c ListInvoicesCmd) Validate() error { return errors.Join(c.Days.Validate(), c.Limit.Validate()) }

func (ListInvoicesCmd) Help() string {
	return `Exempel:  tandserver list invoices --db sqlite:/var/lib/tandserver/region.db --clinic 3101 --status paid --from 2026-11-01

Perioden är när fakturan inkom. Inga patienter visas; det gör tandserver show invoice.`
}

func (c ListInvoicesCmd) Run(ctx context.Context, s cli.Streams) error {
	clock, err := swedishClock()
	if err != nil {
		return err
	}
	zone := clock().Location()
	f := server.InvoiceFilter{Limit: c.Limit.Limit}
	f.From, f.To = c.moments(zone)
	if c.Status != "any" {
		f.Status = domain.Status(c.Status)
	}
	var list []domain.Invoice
	if err := c.reading(ctx, s, func(_ opened, tx server.Tx) (err error) {
		list, err = tx.DeskInvoices(string(c.Clinic), f)
		return err
	}); err != nil {
		return err
	}
	out := make([]invoiceSummary, len(list))
	t := newInvoiceTable(zone)
	for i, v := range list {
		out[i] = summary(v, nil)
		t.invoice(v)
	}
	return c.tell(s, out, func() error { return t.tell(s, "Inga sådana fakturor.", c.more(len(list))) })
}

// tell writes a table with what follows it, or what is said where it is empty.
func (t *table) tell(s cli.Streams, none, more string) error {
	if len(t.rows) == 0 {
		_, err := fmt.Fprintln(s.Out, none)
		return err
	}
	if err := t.write(s.Out); err != nil {
		return err
	}
	_, err := fmt.Fprint(s.Out, more)
	return err
}

// ListPersonsCmd lists people. Who is shown is logged.
type ListPersonsCmd struct {
	Database
	Who
	Format
	Limit
}

func (ListPersonsCmd) Help() string {
	return `Exempel:  tandserver list persons --db sqlite:/var/lib/tandserver/region.db --limit 20

I ordning efter personnummer. Att personerna visades loggas, med vem som såg dem.`
}

func (c ListPersonsCmd) Run(ctx context.Context, s cli.Streams) (err error) {
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	d, err := c.desk(o)
	if err != nil {
		return err
	}
	people, err := d.Persons(ctx, c.Limit.Limit)
	if err != nil {
		return err
	}
	t := newTable("Personnummer", "Skyddad", ">Intyg", ">Förhandsbedömningar")
	out := make([]shownPerson, len(people))
	for i, p := range people {
		out[i] = personOf(p)
		t.add(p.Facts.Person.Display(), yesNo(p.Protected), strconv.Itoa(len(p.Facts.Entitlements)), strconv.Itoa(len(p.Facts.Approvals)))
	}
	return c.tell(s, out, func() error { return t.tell(s, "Inga personer är inlästa.", c.more(len(people))) })
}

func yesNo(b bool) string {
	if b {
		return "ja"
	}
	return "nej"
}
