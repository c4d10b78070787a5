package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server/desk"
	"example.org/tandtui/internal/text"
)

// PayCmd is what pays invoices (E4). All of it may run while a server serves the
// same database; clinics see the new status within about a second.
type PayCmd struct {
	Now     PayNowCmd     `cmd:"" default:"withargs" help:"Betala på annat sätt än genom en fil till banken: fakturorna är betalda när det är sagt."`
	Preview PayPreviewCmd `cmd:"" help:"Visa vad en körning skulle betala, utan att göra något."`
	Prepare PayPrepareCmd `cmd:"" help:"Gör i ordning en körning: fakturorna blir Godkänd för utbetalning."`
	Close   PayCloseCmd   `cmd:"" help:"Stäng en körning och skriv bankens betalningsfil (pain.001)."`
	Confirm PayConfirmCmd `cmd:"" help:"Läs in bankens svar (pain.002): betalt, eller nekat med skäl."`
	Settle  PaySettleCmd  `cmd:"" help:"Läs in ett kontoutdrag (camt.054 eller camt.053): vad kliniker med plusgiro har betalat tillbaka."`
}

// PayFlags is what all verbs have that pay: whose work it is, and whether it is
// asked about.
type PayFlags struct {
	Database
	Yes  bool    `help:"Gör det utan att fråga."`
	As   *string `placeholder:"HSA-ID" help:"Vem som gör det, sparas i historiken; annars datorns användare."`
	JSON bool    `name:"json" help:"Skriv vad som skulle göras som JSON, för program."`
}

// sit opens the database and sits down at the desk.
func (f PayFlags) sit(ctx context.Context, s cli.Streams) (o opened, d desk.Desk, err error) {
	clock, err := swedishClock()
	if err != nil {
		return o, d, err
	}
	by, err := actor(f.As)
	if err != nil {
		return o, d, err
	}
	if o, err = f.open(ctx, s); err != nil {
		return o, d, err
	}
	return o, desk.Desk{Store: o, Now: clock, By: by, Refund: o.profile.RefundAccount}, nil
}

// tell writes a plan as JSON, or as people read it.
func (f PayFlags) tell(s cli.Streams, plan any, people func() error) error {
	if !f.JSON {
		return people()
	}
	return cli.JSON(s.Out, plan, "  ")
}

// ask asks whether a plan is to be carried out. Asked for as JSON, it is only shown
// without --yes: a program that reads it answers nothing.
func (f PayFlags) ask(s cli.Streams, question string) (do bool, err error) {
	if f.JSON && !f.Yes {
		return false, nil
	}
	err = confirm(s, question, f.Yes, "--yes")
	return err == nil, err
}

// say writes a sentence for people.
func (f PayFlags) say(s cli.Streams, format string, args ...any) error {
	if f.JSON {
		return nil
	}
	_, err := fmt.Fprintf(s.Out, format+"\n", args...)
	return err
}

// mostTold is how many lines of one sort are written out.
const mostTold = 20

func tellNotes(s cli.Streams, notes []string) error {
	if more := len(notes) - mostTold; more > 0 {
		notes = append(notes[:mostTold:mostTold], "och "+text.Number(more)+" till.")
	}
	return writeNotes(s, notes)
}

func writeNotes(s cli.Streams, notes []string) error {
	for _, n := range notes {
		if _, err := fmt.Fprintln(s.Out, "Obs!", strings.TrimSpace(n)); err != nil {
			return err
		}
	}
	return nil
}

// tellPayouts is a table of payouts, with what is carried where anything is.
func tellPayouts(s cli.Streams, list []domain.Payout) error {
	w := tabwriter.NewWriter(s.Out, 0, 0, 2, ' ', tabwriter.AlignRight)
	carries := false
	for _, p := range list {
		carries = carries || p.CarriedIn > 0 || p.CarriedOut > 0
	}
	line := func(clinic string, n any, sum, in, out any) error {
		row := fmt.Sprintf("%s\t%v\t%v\t", clinic, n, sum)
		if carries {
			row += fmt.Sprintf("%v\t%v\t", in, out)
		}
		_, err := fmt.Fprintln(w, row)
		return err
	}
	err := line("Klinik", "Fakturor", "Belopp kr", "Avdraget", "Kvar att dra")
	n, sum := 0, domain.Payout{}
	for _, p := range list {
		err = errors.Join(err, line(text.Safe(p.Clinic), len(p.Invoices), p.Sum, p.CarriedIn, p.CarriedOut))
		n, sum.Sum, sum.CarriedIn, sum.CarriedOut = n+len(p.Invoices), sum.Sum+p.Sum, sum.CarriedIn+p.CarriedIn, sum.CarriedOut+p.CarriedOut
	}
	return errors.Join(err, line("Summa", n, sum.Sum, sum.CarriedIn, sum.CarriedOut), w.Flush())
}

func noPayee(clinics []string) (notes []string) {
	for _, c := range clinics {
		notes = append(notes, fmt.Sprintf("klinik %s: bankgiro eller plusgiro, namn eller ort saknas. Den betalas inte: läs in uppgifterna med import clinics.", text.Safe(c)))
	}
	return notes
}

// overdrawn names the clinics whose credits are larger than their invoices.
func overdrawn(list []domain.Payout) (notes []string) {
	for _, p := range list {
		if p.CarriedOut > 0 {
			notes = append(notes, fmt.Sprintf("klinik %s: krediteringarna är större än fakturorna. %s kr dras av på nästa utbetalning.", text.Safe(p.Clinic), p.CarriedOut))
		}
	}
	return notes
}

// invoiceWarning is what is worth a look on an invoice that a plan pays.
type invoiceWarning struct {
	OurRef int64 `json:"ourRef"`
	warning
}

// worthALook gives the warnings on the invoices of payouts, doubles and what is
// billed too often first (L12).
func worthALook(ctx context.Context, o opened, d desk.Desk, payouts []domain.Payout) (found []invoiceWarning, err error) {
	pays := map[int64]bool{}
	for _, p := range payouts {
		for _, ref := range p.Invoices {
			pays[ref] = true
		}
	}
	clinic := "" // of all
	switch len(payouts) {
	case 0:
		return []invoiceWarning{}, nil
	case 1:
		clinic = payouts[0].Clinic
	}
	waiting, err := d.Waiting(ctx, o.profile, o.prices, clinic)
	found = []invoiceWarning{}
	for _, w := range waiting {
		if pays[w.OurRef] {
			for _, x := range warnings(w.Invoice, w.Warnings) {
				found = append(found, invoiceWarning{w.OurRef, x})
			}
		}
	}
	return found, err
}

func tellWarnings(s cli.Streams, found []invoiceWarning) error {
	notes := make([]string, len(found))
	for i, x := range found {
		notes[i] = fmt.Sprintf("vår referens %d, räkning %d: %s", x.OurRef, x.BillNo, x.Text)
	}
	if len(notes) > mostTold {
		notes = append(notes[:mostTold:mostTold], fmt.Sprintf("och %d till: tandserver review list --warned visar dem.", len(found)-mostTold))
	}
	return writeNotes(s, notes)
}
