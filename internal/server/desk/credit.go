package desk

import (
	"context"
	"fmt"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// creditSuffix is put after the credited invoice's number (manual VGR, Kreditera).
const creditSuffix = "_Kredit"

// Credit books a credit of all of a paid invoice's ordinary bills: their state
// becomes krediterad, and a credit invoice with the opposite amounts and its own
// Vår referens waits for the next pay run. The bills keep their references.
func (d Desk) Credit(ctx context.Context, ourRef int64) (credit domain.Invoice, err error) {
	err = d.Store.Write(ctx, func(tx server.Tx) error {
		paid, err := tx.AnyInvoice(ourRef)
		if err != nil {
			return fmt.Errorf("vår referens %d: %w", ourRef, err)
		}
		if paid.Status != domain.StatusPaid || paid.CreditOf != 0 {
			return ErrStatus{paid.Status}
		}
		if credit, err = d.creditOf(tx, &paid); err != nil {
			return err
		}
		if _, err := tx.SaveInvoice(paid); err != nil {
			return err
		}
		return tx.AddInvoice(credit)
	})
	return credit, err
}

func (d Desk) creditOf(tx server.Tx, paid *domain.Invoice) (domain.Invoice, error) {
	v := domain.Invoice{
		Version: 1, Clinic: paid.Clinic, InvoiceNo: paid.InvoiceNo + creditSuffix,
		Received: d.Now().UTC().Truncate(time.Millisecond), Status: domain.StatusReceived, CreditOf: paid.OurRef,
	}
	for i := range paid.Bills {
		if paid.Bills[i].State != domain.BillOrdinary {
			continue
		}
		paid.Bills[i].State = domain.BillCredited
		b := paid.Bills[i]
		b.State = domain.BillOrdinary
		b.Items = make([]domain.Item, len(paid.Bills[i].Items))
		for j, item := range paid.Bills[i].Items {
			item.Price = -item.Price
			b.Items[j] = item
		}
		v.Bills = append(v.Bills, b)
	}
	if len(v.Bills) == 0 {
		return v, ErrStatus{paid.Status} // nothing left to credit
	}
	first, err := tx.NextNumbers(server.CounterBillNo, len(v.Bills))
	if err != nil {
		return v, err
	}
	for i := range v.Bills {
		v.Bills[i].BillNo = first + int64(i)
	}
	v.OurRef, err = tx.NextNumbers(server.CounterOurRef, 1)
	return v, err
}
