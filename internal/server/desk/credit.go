package desk

import (
	"context"
	"fmt"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// Credit books a credit of bills or items of a paid invoice: they are marked, and
// a credit invoice with the opposite amounts and its own Vår referens waits for
// the next pay run. It gives the credit invoice.
func (d Desk) Credit(ctx context.Context, ourRef int64, p domain.CreditPart) (credit domain.Invoice, err error) {
	err = d.Store.Write(ctx, func(tx server.Tx) error {
		paid, err := tx.AnyInvoice(ourRef)
		if err == nil {
			_, credit, err = server.Crediting{Part: p, On: domain.DateOf(d.Now()), Account: d.Refund}.Do(tx, paid, d.event(domain.ActCredit, p.Named()))
		}
		if err == nil {
			err = d.trace(tx, server.DeskAct{Verb: VerbCredit, About: fmt.Sprintf("vår referens %d", ourRef), Rows: int64(credit.Standing())})
		}
		return about(ourRef, err)
	})
	return credit, err
}
