package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"text/tabwriter"

	"example.org/tandtui/cmd/internal/cli"
	"example.org/tandtui/internal/domain/money"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/text"
)

// AuditCmd is what can be held against the books.
type AuditCmd struct {
	Money AuditMoneyCmd `cmd:"" help:"Kontrollera till öret att bokföringen stämmer med fakturor, utbetalningar och fordringar."`
}

// AuditMoneyCmd holds the books against invoices, payouts and claims.
type AuditMoneyCmd struct {
	Database
	JSON bool `name:"json" help:"Skriv det som JSON, för program."`
}

func (AuditMoneyCmd) Help() string {
	return `Exempel:  tandserver audit money --db sqlite:/var/lib/tandserver/region.db

Läser bara. Stämmer något inte sägs var, och programmet slutar med kod 1.`
}

// errBooks says that something does not add up, which has been told.
var errBooks = errors.New("bokföringen stämmer inte: rör inget, och lämna listan till den som ansvarar för systemet")

// things are what faults are about.
var things = map[money.Thing]string{
	money.AboutEntry: "bokföringspost", money.AboutInvoice: "vår referens", money.AboutPayout: "utbetalning",
	money.AboutClaim: "fordran", money.AboutClinic: "klinik",
}

// accountNames are what people call the accounts.
var accountNames = map[money.Account]string{
	money.Cost: "vårdkostnad", money.Payable: "skuld till klinik", money.Transit: "på väg genom banken", money.Bank: "bank",
	money.Claims: "fordran på klinik", money.Carry: "kvar att dra av",
}

// whats are the faults that no account tells.
var whats = map[money.What]string{
	money.WhatClinic: "hör till en annan klinik", money.WhatStatus: "statusen stämmer inte", money.WhatParts: "innehållet stämmer inte",
	money.WhatRepaid: "noterade inbetalningar", money.WhatCredited: "krediterat men inte märkt så",
}

func (c AuditMoneyCmd) Run(ctx context.Context, s cli.Streams) (err error) {
	o, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	a, err := server.Audit(ctx, o)
	if err != nil {
		return err
	}
	faults := a.Faults()
	if c.JSON {
		err = cli.JSON(s.Out, struct {
			*money.Audit
			Faults []money.Fault `json:"faults"`
		}{a, append([]money.Fault{}, faults...)}, "  ")
	} else {
		err = tellAudit(s, a, faults)
	}
	if err == nil && len(faults) > 0 {
		err = errBooks
	}
	return err
}

func tellAudit(s cli.Streams, a *money.Audit, faults []money.Fault) error {
	_, err := fmt.Fprintf(s.Out, "Bokföringsposter: %s. Utbetalt: %s kr. Skuld till kliniker: %s kr. Fordringar: %s kr. Kvar att dra av: %s kr.\n",
		text.Number(a.Entries), a.Paid, a.Owed, a.Claimed, a.Carried)
	if len(faults) == 0 {
		_, e := fmt.Fprintln(s.Out, "Allt stämmer till öret.")
		return errors.Join(err, e)
	}
	w := tabwriter.NewWriter(s.Out, 0, 0, 2, ' ', 0)
	_, e := fmt.Fprintln(w, "Var\tKlinik\tKonto\tBokfört kr\tSka vara kr")
	for _, f := range faults {
		where := things[f.About]
		if f.No != 0 {
			where += fmt.Sprintf(" %d", f.No)
		}
		_, x := fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", where, text.Safe(f.Clinic), cmp.Or(whats[f.What], accountNames[f.Account]), f.Booked, f.Expected)
		e = errors.Join(e, x)
	}
	return errors.Join(err, e, w.Flush())
}
