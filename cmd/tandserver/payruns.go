package main

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// ListPayrunsCmd lists pay runs.
type ListPayrunsCmd struct {
	Database
	Format
	Limit
}

// Validate asks the flag that is shared.
func (c ListPayrunsCmd) Validate() error { return c.Limit.Validate() }

func (ListPayrunsCmd) Help() string {
	return "Exempel:  tandserver list payruns --db sqlite:/var/lib/tandserver/region.db\n\nNyast först."
}

func (c ListPayrunsCmd) Run(ctx context.Context, s cli.Streams) error {
	clock, err := swedishClock()
	if err != nil {
		return err
	}
	var runs []domain.PayRun
	if err := c.reading(ctx, s, func(_ opened, tx server.Tx) (err error) {
		runs, err = tx.PayRuns(c.Limit.Limit)
		return err
	}); err != nil {
		return err
	}
	t := newRunTable(clock().Location())
	for _, r := range runs {
		t.run(r)
	}
	return c.tell(s, runs, func() error { return t.tell(s, "Inga körningar är gjorda.", c.more(len(runs))) })
}

type runTable struct {
	*table
	zone *time.Location
}

func newRunTable(zone *time.Location) runTable {
	return runTable{newTable(">Körning", "Utbetalningsdatum", "Läge", "Gjord i ordning", "Av", "Stängd", "Stängd av", "Bank"), zone}
}

func (t runTable) run(r domain.PayRun) {
	day, closed := r.Date, ""
	if !r.PaysOn.IsZero() {
		day = r.PaysOn
	}
	if !r.Closed.IsZero() {
		closed = r.Closed.In(t.zone).Format(time.DateTime)
	}
	t.add(strconv.FormatInt(r.No, 10), day.String(), runWords[r.State], r.Prepared.In(t.zone).Format(time.DateTime), r.By.ID, closed, r.ClosedBy.ID, r.Profile)
}

var runWords = map[domain.RunState]string{
	domain.RunPrepared: "gjord i ordning", domain.RunClosing: "stängs", domain.RunClosed: "stängd", domain.RunDone: "klar",
}

var payoutWords = map[domain.PayoutState]string{
	domain.PayoutPrepared: "gjord i ordning", domain.PayoutClosed: "i fil till banken", domain.PayoutSent: "hos banken",
	domain.PayoutConfirmed: "betald", domain.PayoutRejected: "nekad av banken",
}

// ShowPayrunCmd shows what a run pays, to whom, and how far it has come.
type ShowPayrunCmd struct {
	Database
	Format
	No int64 `arg:"" name:"körning" help:"Körningens nummer."`
}

func (ShowPayrunCmd) Help() string {
	return "Exempel:  tandserver show payrun --db sqlite:/var/lib/tandserver/region.db 12"
}

// shownRun is a run as show payrun gives it to programs.
type shownRun struct {
	domain.PayRun
	Payouts []domain.Payout `json:"payouts"`
}

func (c ShowPayrunCmd) Run(ctx context.Context, s cli.Streams) error {
	clock, err := swedishClock()
	if err != nil {
		return err
	}
	out := shownRun{Payouts: []domain.Payout{}}
	err = c.reading(ctx, s, func(_ opened, tx server.Tx) (err error) {
		if out.PayRun, err = tx.PayRun(c.No); err != nil {
			return err
		}
		list, err := tx.Settlements(c.No)
		out.Payouts = []domain.Payout{}
		for _, x := range list {
			out.Payouts = append(out.Payouts, x.Payout)
		}
		return err
	})
	if domain.KindOf(err) == domain.NotFound && domain.CodeOf(err) == "store.not-found" {
		return fmt.Errorf("det finns ingen körning %d: tandserver list payruns visar vilka som finns", c.No)
	}
	if err != nil {
		return err
	}
	return c.tell(s, out, func() error { return tellRun(s, out, clock().Location()) })
}

func tellRun(s cli.Streams, r shownRun, zone *time.Location) error {
	runs := newRunTable(zone)
	runs.run(r.PayRun)
	if err := runs.tell(s, "", "\n"); err != nil {
		return err
	}
	t := newTable(">Utbetalning", "Klinik", ">Fakturor", ">Belopp kr", ">Avdraget", ">Kvar att dra", "Läge", "Skäl")
	for _, p := range r.Payouts {
		t.add(strconv.FormatInt(p.No, 10), p.Clinic, strconv.Itoa(len(p.Invoices)), p.Sum.String(), p.CarriedIn.String(), p.CarriedOut.String(),
			payoutWords[p.State], p.Reason)
	}
	return t.tell(s, "Inget är stängt ännu: tandserver pay preview visar vad den skulle betala.", "")
}
