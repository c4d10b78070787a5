package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/bank"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server/desk"
	"example.org/tandtui/internal/text"
)

// PayPreviewCmd says what a run would pay.
type PayPreviewCmd struct {
	Database
	Date string `required:"" placeholder:"ÅÅÅÅ-MM-DD" help:"Utbetalningsdatum."`
	JSON bool   `name:"json" help:"Skriv det som JSON, för program."`
}

func (PayPreviewCmd) Help() string {
	return "Exempel:  tandserver pay preview --db sqlite:/var/lib/tandserver/region.db --date 2026-12-01"
}

func (c PayPreviewCmd) Run(ctx context.Context, s cli.Streams) (err error) {
	f := PayFlags{Database: c.Database, JSON: c.JSON}
	o, d, err := f.sit(ctx, s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	_, err = f.preparation(ctx, s, o, d, c.Date)
	return err
}

// PayPrepareCmd approves what a run pays.
type PayPrepareCmd struct {
	PayFlags
	Date string `required:"" placeholder:"ÅÅÅÅ-MM-DD" help:"Utbetalningsdatum; är det ingen bankdag flyttas körningen till nästa."`
}

func (PayPrepareCmd) Help() string {
	return `Exempel:  tandserver pay prepare --db sqlite:/var/lib/tandserver/region.db --date 2026-12-01

Fakturor under behandling blir Godkänd för utbetalning, och de som väntade på en tidigare dag flyttas hit. Kliniken kan radera tills körningen är stängd. ` +
		`Görs samma dag i ordning igen läggs det till som har kommit sedan dess.`
}

func (c PayPrepareCmd) Run(ctx context.Context, s cli.Streams) (err error) {
	o, d, err := c.sit(ctx, s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	plan, err := c.preparation(ctx, s, o, d, c.Date)
	if err != nil || plan.New+len(plan.Moved) == 0 {
		return err
	}
	if do, err := c.ask(s, "Göra i ordning?"); !do || err != nil {
		return err
	}
	run, left, err := d.Prepare(ctx, plan)
	if err != nil {
		return err
	}
	return c.say(s, "Körning %d är gjord i ordning för %s.%s\nStäng den med: tandserver pay close --run %d", run.No, run.Date, missed(left), run.No)
}

func missed(left int) string {
	if left == 0 {
		return ""
	}
	return " " + text.Count(left, "faktura", "fakturor") + " ändrades medan du tittade och är inte med."
}

// prepared is a preparation as programs get it.
type prepared struct {
	desk.Preparation
	Warnings []invoiceWarning `json:"warnings"`
}

// preparation says what a run on a day would pay, and what is worth a look before
// it does.
func (f PayFlags) preparation(ctx context.Context, s cli.Streams, o opened, d desk.Desk, date string) (p desk.Preparation, err error) {
	on, err := domain.ParseDate(date)
	if err != nil {
		return p, errors.New("--date skrivs ÅÅÅÅ-MM-DD")
	}
	if p, err = d.PlanPrepare(ctx, on); err != nil {
		return p, err
	}
	found, err := worthALook(ctx, o, d, p.Payouts)
	if err != nil {
		return p, err
	}
	return p, f.tell(s, prepared{p, found}, func() error { return tellPreparation(s, p, found) })
}

func tellPreparation(s cli.Streams, p desk.Preparation, found []invoiceWarning) error {
	if err := tellPayouts(s, p.Payouts); err != nil {
		return err
	}
	var notes []string
	if p.Closed != "" {
		notes = append(notes, fmt.Sprintf("%s är %s, ingen bankdag: körningen flyttas till %s.", p.Asked, p.Closed, p.On))
	}
	notes = append(notes, noPayee(p.NoPayee)...)
	notes = append(notes, overdrawn(p.Payouts)...)
	moved := make([]string, len(p.Moved))
	for i, m := range p.Moved {
		moved[i] = fmt.Sprintf("vår referens %d var godkänd för %s och flyttas till %s.", m.OurRef, m.On, p.On)
	}
	says := fmt.Sprintf("Utbetalningsdatum %s. Nya: %s. Under granskning, betalas inte: %s. Godkända för en senare dag: %s. Betalar kliniken själv tillbaka: %s.",
		p.On, text.Number(p.New), text.Number(p.Held), text.Number(p.Later), text.Number(p.Claimed))
	if p.New+len(p.Moved) == 0 {
		says += " Det finns inget att göra i ordning."
	}
	_, err := fmt.Fprintln(s.Out, says)
	return errors.Join(err, tellNotes(s, notes), tellWarnings(s, found), tellNotes(s, moved))
}

// BankFlags name the bank that pays.
type BankFlags struct {
	BankProfile string `placeholder:"FIL" type:"existingfile" help:"Egen bankprofil (TOML); annars regionens."`
}

func (f BankFlags) profile(region string) (bank.Profile, error) {
	if f.BankProfile == "" {
		return bank.LoadProfile(region)
	}
	raw, err := os.ReadFile(f.BankProfile)
	if err != nil {
		return bank.Profile{}, err
	}
	return bank.ParseProfile(raw)
}

// PayCloseCmd closes a run.
type PayCloseCmd struct {
	PayFlags
	BankFlags
	Run_ int64  `name:"run" required:"" placeholder:"NR" help:"Körningens nummer, som prepare sade."` //nolint:revive // Run is the method
	Out  string `placeholder:"FIL" help:"Betalningsfilen; annars utbetalning-NR.xml i den här mappen."`
}

func (PayCloseCmd) Help() string {
	return `Exempel:  tandserver pay close --db sqlite:/var/lib/tandserver/region.db --run 12 --out /tmp/utbetalning-12.xml

Krediter dras av, aldrig under noll: resten dras av på klinikens nästa utbetalning. Sedan går inget i körningen att radera eller makulera. ` +
		`Stängs den igen skrivs samma fil igen, byte för byte; bröts det av fortsätter det där det var.`
}

func (c PayCloseCmd) Run(ctx context.Context, s cli.Streams) (err error) {
	o, d, err := c.sit(ctx, s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	profile, err := c.profile(o.profile.ID)
	if err != nil {
		return err
	}
	plan, err := d.PlanClose(ctx, c.Run_)
	if domain.KindOf(err) == domain.NotFound {
		return fmt.Errorf("det finns ingen körning %d; inget är ändrat", c.Run_)
	}
	if err != nil {
		return err
	}
	if plan.PaidOtherwise() {
		return &domain.Error{Kind: domain.Conflict, Code: desk.CodeRunState, Op: "pay close"}
	}
	if err := c.tell(s, plan, func() error { return tellClosing(s, plan) }); err != nil {
		return err
	}
	again := plan.Run.State == domain.RunClosed || plan.Run.State == domain.RunDone
	if !again && plan.Run.State == domain.RunPrepared && plan.Count == 0 {
		return nil
	}
	if !again {
		if do, err := c.ask(s, "Stänga?"); !do || err != nil {
			return err
		}
	}
	run, file, left, err := d.Close(ctx, plan, profile)
	if err != nil {
		return err
	}
	if len(file) == 0 {
		return c.say(s, "Körning %d är stängd. Banken ska inte betala något.%s", run.No, missed(left))
	}
	out := cmp.Or(c.Out, fmt.Sprintf("utbetalning-%d.xml", run.No))
	if err := writeSame(out, file); err != nil {
		return fmt.Errorf("körning %d är stängd, men filen är inte skriven: stäng den igen för att skriva den. %w", run.No, err)
	}
	return c.say(s, "Körning %d är stängd.%s Betalningsfil: %s", run.No, missed(left), out)
}

func tellClosing(s cli.Streams, p desk.Closing) error {
	if p.Run.State == domain.RunClosed || p.Run.State == domain.RunDone {
		_, err := fmt.Fprintf(s.Out, "Körning %d är redan stängd: samma fil skrivs igen.\n", p.Run.No)
		return err
	}
	if err := tellPayouts(s, p.Payouts); err != nil {
		return err
	}
	notes := noPayee(p.NoPayee)
	switch p.Why {
	case "":
	case desk.DayPassed:
		notes = append(notes, fmt.Sprintf("%s har redan varit: banken betalar %s.", p.Run.Date, p.On))
	default:
		notes = append(notes, fmt.Sprintf("%s är %s, ingen bankdag: banken betalar %s.", p.Run.Date, p.Why, p.On))
	}
	says := fmt.Sprintf("Körning %d. Banken betalar %s.", p.Run.No, p.On)
	if p.Count == 0 {
		says += " Det finns inget att betala."
	}
	_, err := fmt.Fprintln(s.Out, says)
	return errors.Join(err, tellNotes(s, notes))
}

// writeSame writes a file whole or not at all. One of the same content is left, and
// another one is never written over.
func writeSame(path string, content []byte) error {
	old, err := os.ReadFile(path) // #nosec G304 -- named by whoever runs it
	switch {
	case err == nil && bytes.Equal(old, content):
		return nil
	case err == nil:
		return fmt.Errorf("filen %s finns redan, med annat innehåll: välj ett annat namn med --out", path)
	case !errors.Is(err, os.ErrNotExist):
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".utbetalning-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }() // gone if it was renamed
	_, err = f.Write(content)
	if err == nil {
		err = f.Sync()
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
