package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/text"
)

// LogCmd is what has been done and looked at.
type LogCmd struct {
	Desk   LogDeskCmd   `cmd:"" help:"Visa vad som har gjorts vid disken: av vem, när, på vilken dator."`
	Access LogAccessCmd `cmd:"" help:"Visa vem som har tagit del av vilken patients uppgifter, när och varför."`
}

// Filled is a flag's word that is not empty: a script's variable that is not set must
// not mean everything.
type Filled string

// UnmarshalText takes any word but an empty one.
func (f *Filled) UnmarshalText(b []byte) error {
	if strings.TrimSpace(string(b)) == "" {
		return errors.New("är tomt: skriv vad det ska vara")
	}
	*f = Filled(b)
	return nil
}

// RegisterNo is the number or name that a register is to know a clinic or provider
// by.
type RegisterNo string

// UnmarshalText takes what domain.GoodRegisterNo allows.
func (n *RegisterNo) UnmarshalText(b []byte) error {
	if !domain.GoodRegisterNo(string(b)) {
		return errors.New(text.BadRegisterNo())
	}
	*n = RegisterNo(b)
	return nil
}

// Day is a flag's date.
type Day struct{ domain.Date }

// UnmarshalText takes a date and nothing else.
func (d *Day) UnmarshalText(b []byte) (err error) {
	if d.Date, err = domain.ParseDate(string(b)); err != nil {
		return errors.New("skrivs ÅÅÅÅ-MM-DD")
	}
	return nil
}

// Days is the flags that name a period.
type Days struct {
	From Day `placeholder:"ÅÅÅÅ-MM-DD" help:"Från och med denna dag."`
	To   Day `placeholder:"ÅÅÅÅ-MM-DD" help:"Till och med denna dag."`
}

// Validate refuses what is no period.
func (d Days) Validate() error {
	if !d.From.IsZero() && !d.To.IsZero() && d.To.Before(d.From.Date) {
		return errors.New("--to ligger före --from")
	}
	return nil
}

// moments are the first of the period and the first after it, in a zone.
func (d Days) moments(zone *time.Location) (from, to time.Time) {
	start := func(day domain.Date, more int) time.Time {
		return time.Date(day.Year(), day.Month(), day.Day()+more, 0, 0, 0, 0, zone)
	}
	if !d.From.IsZero() {
		from = start(d.From.Date, 0)
	}
	if !d.To.IsZero() {
		to = start(d.To.Date, 1)
	}
	return from, to
}

// Limit is the flag that bounds a list.
type Limit struct {
	Limit int `default:"100" placeholder:"ANTAL" help:"Högst så många rader, de nyaste."`
}

// Validate refuses a limit of none: it would look as if there were nothing.
func (l Limit) Validate() error {
	if l.Limit < 1 {
		return fmt.Errorf("--limit: %d rader är inget att visa", l.Limit)
	}
	return nil
}

// more says that there is more than was shown, where the limit was reached.
func (l Limit) more(shown int) string {
	if shown < l.Limit {
		return ""
	}
	return fmt.Sprintf("Det kan finnas fler: visa dem med --limit, t.ex. --limit %d.\n", 10*l.Limit)
}

// LogDeskCmd shows the desk's log.
type LogDeskCmd struct {
	Database
	Format
	Days
	Limit
	User Filled `placeholder:"NAMN" help:"Bara det denna person gjorde: HSA-id eller användarnamn."`
}

// Validate asks each of the flags that are shared.
func (c LogDeskCmd) Validate() error { return errors.Join(c.Days.Validate(), c.Limit.Validate()) }

func (LogDeskCmd) Help() string {
	return `Exempel:  tandserver log desk --db sqlite:/var/lib/tandserver/region.db --from 2026-11-01

Nyast först. En fil som lästes in känns igen på sin kontrollsumma (SHA-256, som sha256sum ger den).`
}

func (c LogDeskCmd) Run(ctx context.Context, s cli.Streams) (err error) {
	clock, err := swedishClock()
	if err != nil {
		return err
	}
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	zone := clock().Location()
	f := server.DeskActFilter{By: string(c.User), Limit: c.Limit.Limit}
	f.From, f.To = c.moments(zone)
	var acts []server.DeskAct
	if err := o.Read(ctx, func(tx server.Tx) (err error) {
		acts, err = tx.DeskActs(f)
		return err
	}); err != nil {
		return err
	}
	return c.tell(s, acts, func() error { return c.show(s, acts, zone) })
}

func (c LogDeskCmd) show(s cli.Streams, acts []server.DeskAct, zone *time.Location) error {
	if len(acts) == 0 {
		_, err := fmt.Fprintln(s.Out, "Inget är gjort vid disken den tiden.")
		return err
	}
	t := newTable("När", "Vem", "Dator", "Vad", "Vilket", ">Rader", "Skäl", "Fil (SHA-256)")
	for _, a := range acts {
		t.add(a.At.In(zone).Format(time.DateTime), a.By.ID, a.By.From, a.Verb, a.About, strconv.FormatInt(a.Rows, 10), a.Reason, a.Digest)
	}
	if err := t.write(s.Out); err != nil {
		return err
	}
	_, err := fmt.Fprint(s.Out, c.more(len(acts)))
	return err
}
