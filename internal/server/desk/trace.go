package desk

import (
	"context"
	"fmt"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// The verbs by which the desk's own log names what was done to invoices.
const (
	VerbHold    = "review hold"
	VerbRelease = "review release"
	VerbVoid    = "review void"
	VerbApprove = "pay approve"
	VerbPay     = "pay now"
	VerbPrepare = "pay prepare"
	VerbClose   = "pay close"
	VerbConfirm = "pay confirm"
	VerbSettle  = "pay settle"
	VerbCredit  = "credit"
)

var verbOf = map[domain.Act]string{
	domain.ActHold: VerbHold, domain.ActRelease: VerbRelease, domain.ActVoid: VerbVoid, domain.ActApprove: VerbApprove,
}

// Trace notes in the desk's log what was done now; At and By are filled in. What
// changes something is noted in the same transaction where it is one.
func (d Desk) Trace(ctx context.Context, a server.DeskAct) error {
	return d.Store.Write(ctx, func(tx server.Tx) error { return d.trace(tx, a) })
}

func (d Desk) trace(tx server.Trace, a server.DeskAct) error {
	a.At, a.By = d.moment(), d.By
	return server.NoteDesk(tx, a)
}

// traceRun notes what was done to a pay run, with how many invoices or payouts.
func (d Desk) traceRun(tx server.Trace, verb string, run domain.PayRun, rows int, digest string) error {
	return d.trace(tx, server.DeskAct{Verb: verb, About: fmt.Sprint("körning ", run.No), Rows: int64(rows), Digest: digest})
}

// traceInvoice notes an act on an invoice, with how many of its bills it changed:
// all of them where it changed the invoice alone.
func (d Desk) traceInvoice(tx server.Trace, before, after domain.Invoice, e domain.Event) error {
	changed := 0
	for i := range after.Bills {
		if after.Bills[i].State != before.Bills[i].State {
			changed++
		}
	}
	if changed == 0 {
		changed = after.Standing()
	}
	return d.trace(tx, server.DeskAct{Verb: verbOf[e.Act], About: fmt.Sprint("vår referens ", after.OurRef), Rows: int64(changed), Reason: e.Reason})
}
