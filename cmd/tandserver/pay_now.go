package main

import (
	"context"
	"errors"
	"fmt"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server/desk"
	"example.org/tandtui/internal/text"
)

// PayNowCmd pays invoices by another way than a bank's file (E4), after it has said
// which and been answered: they are paid when it says so.
type PayNowCmd struct {
	PayFlags
	Date        string `required:"" placeholder:"ÅÅÅÅ-MM-DD" help:"Utbetalningsdatum."`
	Everything  bool   `xor:"what" help:"Allt som är godkänt eller under behandling, och inte under granskning."`
	AllApproved bool   `xor:"what" help:"Bara fakturor som redan är godkända."`
	OurRef      *int64 `xor:"what" placeholder:"NR" help:"Bara fakturan med denna Vår referens."`
	AnyDay      bool   `help:"Betala fast dagen inte är en bankdag, eller är en annan än den som fakturor är godkända för."`
}

func (PayNowCmd) Help() string {
	return `Exempel:  tandserver pay --db sqlite:/var/lib/tandserver/region.db --date 2026-12-01 --all-approved

Först sägs vad som skulle betalas, till vilka kliniker, och vad som är värt att titta på. Sedan frågas det; i skript svarar --yes. ` +
		`Ett datum som har varit, eller ligger mer än två månader fram, går inte att betala.`
}

// Validate asks for one thing to pay: nothing said is not everything.
func (c PayNowCmd) Validate() error {
	switch {
	case c.OurRef != nil && *c.OurRef <= 0:
		return fmt.Errorf("--our-ref: %d är ingen faktura", *c.OurRef)
	case c.OurRef == nil && !c.Everything && !c.AllApproved:
		return errors.New("säg vad som ska betalas: --all-approved, --our-ref=NR eller --everything")
	}
	return nil
}

func (c PayNowCmd) Run(ctx context.Context, s cli.Streams) (err error) {
	on, err := domain.ParseDate(c.Date)
	if err != nil {
		return errors.New("--date skrivs ÅÅÅÅ-MM-DD")
	}
	o, d, err := c.sit(ctx, s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	order := desk.PayOrder{Day: desk.PayDay{On: on, Anyway: c.AnyDay}, Everything: c.Everything, Approved: c.AllApproved}
	if c.OurRef != nil {
		order.OurRef = *c.OurRef
	}
	plan, err := d.PlanPay(ctx, order)
	if err != nil {
		return err
	}
	found, err := worthALook(ctx, o, d, plan.Payouts)
	if err != nil {
		return err
	}
	if err := c.tell(s, paying{plan, found}, func() error { return tellPaying(s, plan, found) }); err != nil || plan.Count() == 0 {
		return err
	}
	if err := c.days(plan); err != nil {
		return err
	}
	if do, err := c.ask(s, "Betala?"); !do || err != nil {
		return err
	}
	if _, err := d.Pay(ctx, plan); err != nil {
		return err
	}
	return c.say(s, "Betalt. Utbetalningsdatum %s.", on)
}

// days refuses days that have been told and not been taken with --any-day.
func (c PayNowCmd) days(p desk.PayPlan) error {
	if c.AnyDay || p.Closed == "" && len(p.Other) == 0 {
		return nil
	}
	return errors.New("inget är betalt: ändra --date, eller lägg till --any-day om det ändå ska betalas den dagen")
}

// paying is a plan as programs get it.
type paying struct {
	desk.PayPlan
	Warnings []invoiceWarning `json:"warnings"`
}

// tellPaying says what a plan pays, and what is worth a look before it does.
func tellPaying(s cli.Streams, p desk.PayPlan, found []invoiceWarning) error {
	if err := tellPayouts(s, p.Payouts); err != nil {
		return err
	}
	says := fmt.Sprintf("Utbetalningsdatum %s. Under granskning, betalas inte: %s.", p.Order.Day.On, text.Number(p.Held))
	if p.Count() == 0 {
		says += " Det finns inget att betala."
	}
	if _, err := fmt.Fprintln(s.Out, says); err != nil || p.Count() == 0 {
		return err
	}
	var notes, other []string
	if p.Closed != "" {
		notes = append(notes, fmt.Sprintf("%s är %s: ingen bankdag.", p.Order.Day.On, p.Closed))
	}
	notes = append(notes, overdrawn(p.Payouts)...)
	for _, x := range p.Other {
		other = append(other, fmt.Sprintf("vår referens %d är godkänd för %s.", x.OurRef, x.On))
	}
	return errors.Join(tellNotes(s, notes), tellWarnings(s, found), tellNotes(s, other))
}
