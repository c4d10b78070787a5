package desk

import (
	"context"

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
			paid, credit, err = paid.Credit(p)
		}
		if err != nil {
			return about(ourRef, err)
		}
		e := d.event(domain.ActCredit, credited(p))
		if _, err := server.SaveInvoice(tx, paid, e); err != nil {
			return about(ourRef, err)
		}
		if credit, err = server.Number(tx, credit, d.moment()); err != nil {
			return err
		}
		e.Bills = nil
		return server.AddInvoice(tx, credit, e)
	})
	return credit, err
}

// credited are the bills that a credit is about, none for the whole invoice.
func credited(p domain.CreditPart) (bills []int64) {
	if p.Whole {
		return nil
	}
	seen := map[int64]bool{}
	add := func(no int64) {
		if !seen[no] {
			bills = append(bills, no)
		}
		seen[no] = true
	}
	for _, no := range p.Bills {
		add(no)
	}
	for _, i := range p.Items {
		add(i.BillNo)
	}
	return bills
}
