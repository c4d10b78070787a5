package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/bank"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server/desk"
	"example.org/tandtui/internal/text"
)

// PayConfirmCmd reads the bank's answer to a run.
type PayConfirmCmd struct {
	PayFlags
	BankFlags
	File string `arg:"" name:"fil" type:"existingfile" help:"Bankens svar (pain.002)."`
}

func (PayConfirmCmd) Help() string {
	return `Exempel:  tandserver pay confirm --db sqlite:/var/lib/tandserver/region.db /tmp/svar.xml

Det som banken har godtagit får sitt utbetalningsdatum. Det som den har nekat väntar igen under behandling, med bankens skäl. ` +
		`Samma svar en gång till ändrar inget; ett svar på en annan körning avvisas.`
}

func (c PayConfirmCmd) Run(ctx context.Context, s cli.Streams) (err error) {
	f, err := openBankFile(c.File)
	if err != nil {
		return err
	}
	report, err := bank.ReadPain002(f)
	if err := errors.Join(err, f.Close()); err != nil {
		return noAnswer(err)
	}
	o, d, err := c.sit(ctx, s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	profile, err := c.profile(o.profile.ID)
	if err != nil {
		return err
	}
	plan, err := d.PlanConfirm(ctx, report, profile)
	if err != nil {
		return err
	}
	if err := c.tell(s, plan, func() error { return tellConfirming(s, plan) }); err != nil || plan.Changes() == 0 {
		return err
	}
	if do, err := c.ask(s, "Föra in svaret?"); !do || err != nil {
		return err
	}
	if plan.Digest, err = digest(c.File); err != nil {
		return err
	}
	if _, err := d.Confirm(ctx, plan); err != nil {
		return err
	}
	return c.say(s, "Infört.")
}

// noAnswer says of a file that is no answer of the bank which one is wanted.
func noAnswer(err error) error {
	switch code := domain.CodeOf(err); code {
	case bank.CodeNotXML, bank.CodeWorkbook, bank.CodeBgMax, bank.CodeOtherKind:
		return errors.New(text.Error(code).What + " Hämta bankens svar på körningen (pain.002, som XML) hos banken. Inget är ändrat.")
	}
	return err
}

func tellConfirming(s cli.Streams, p desk.Confirming) error {
	_, err := fmt.Fprintf(s.Out, "Körning %d. Betalda: %s. Nekade: %s. Banken har dem men har inte svarat: %s. Oförändrade: %s.\n",
		p.Run.No, text.Number(len(p.Accepted)), text.Number(len(p.Rejected)), text.Number(len(p.Received)), text.Number(p.Before))
	var notes []string
	for _, r := range p.Rejected {
		notes = append(notes, fmt.Sprintf("klinik %s, %s kr: nekad av banken. %s.", text.Safe(r.Clinic), r.Sum, text.Safe(r.Reason)))
	}
	notes = append(notes, p.Advice...)
	for _, a := range p.Against {
		notes = append(notes, fmt.Sprintf("klinik %s, %s kr: banken svarade annorlunda förut. Den ändras inte: fråga banken vad som gäller.", text.Safe(a.Clinic), a.Sum))
	}
	return errors.Join(err, tellNotes(s, notes))
}

// PaySettleCmd reads what clinics have paid back.
type PaySettleCmd struct {
	PayFlags
	File string `arg:"" name:"fil" type:"existingfile" help:"Insättningsuppgifter eller kontoutdrag (camt.054, camt.053)."`
}

func (PaySettleCmd) Help() string {
	return `Exempel:  tandserver pay settle --db sqlite:/var/lib/tandserver/region.db /tmp/insattningar.xml

Kliniker med plusgiro betalar själva tillbaka det som krediteras, och anger Vår referens. Inget paras ihop bara för att beloppet stämmer. ` +
		`Samma fil en gång till, eller en annan fil om samma pengar, ändrar inget.`
}

func (c PaySettleCmd) Run(ctx context.Context, s cli.Streams) (err error) {
	f, err := openBankFile(c.File)
	if err != nil {
		return err
	}
	file, err := bank.ReadCamt(f)
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	o, d, err := c.sit(ctx, s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	plan, err := d.PlanSettle(ctx, file)
	if err != nil {
		return err
	}
	if err := c.tell(s, plan, func() error { return tellSettling(s, plan) }); err != nil || len(plan.Paid) == 0 {
		return err
	}
	if do, err := c.ask(s, "Föra in betalningarna?"); !do || err != nil {
		return err
	}
	if plan.Digest, err = digest(c.File); err != nil {
		return err
	}
	if err := d.Settle(ctx, plan); err != nil {
		return err
	}
	return c.say(s, "Infört.")
}

func tellSettling(s cli.Streams, p desk.Settling) error {
	var err error
	for _, r := range p.Paid {
		_, e := fmt.Fprintf(s.Out, "Vår referens %d, klinik %s: %s kr kom %s, %s kr återstår.\n", r.Claim.OurRef, text.Safe(r.Claim.Clinic), r.Amount, r.On, r.Claim.Left())
		err = errors.Join(err, e)
	}
	_, e := fmt.Fprintf(s.Out, "Betalningar: %s. Inlästa förut: %s. Passar ingen fordran: %s. Fordringar som är kvar: %s.\n",
		text.Number(len(p.Paid)), text.Number(p.Known), text.Number(len(p.Strange)), text.Number(p.Open))
	var notes []string
	for _, r := range p.Strange {
		says := "%s kr den %s passar ingen fordran, eller är mer än vad som återstår av den: se efter hos banken."
		if r.Got < 0 {
			says = "%s kr den %s har banken tagit tillbaka: se efter om det var för en fordran som är bokförd som betald."
		}
		notes = append(notes, fmt.Sprintf(says, r.Got, r.On))
	}
	return errors.Join(err, e, tellNotes(s, notes))
}

// openBankFile opens a file of the bank's. A pipe or device is none: opening one may
// wait for ever, and not even a signal ends that.
func openBankFile(path string) (*os.File, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s är ingen vanlig fil: spara bankens fil på disken och ange den; inget är ändrat", path)
	}
	return os.Open(path) // #nosec G304 -- named by whoever runs it
}
