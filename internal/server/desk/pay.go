package desk

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// PayOrder says what to pay, by exactly one of Everything, Approved and OurRef:
// an order that was left empty pays nothing.
type PayOrder struct {
	Date       domain.Date // the payout's date, stands on the invoices
	Everything bool        // all that is not held for review
	Approved   bool        // only what was approved before
	OurRef     int64       // only this invoice
}

func (o PayOrder) valid() error {
	n := 0
	for _, chosen := range []bool{o.Everything, o.Approved, o.OurRef != 0} {
		if chosen {
			n++
		}
	}
	if n != 1 {
		return &domain.Error{Kind: domain.Invalid, Code: "desk.pay-what", Op: "desk.pay", Err: errors.New("säg vad som ska betalas: allt, det godkända eller en faktura")}
	}
	return nil
}

// Pay moves invoices to paid in one transaction: all of the run or nothing. It
// gives a payout per clinic, credits taken off. Held invoices stay; one asked for
// by OurRef that cannot be paid is an error.
func (d Desk) Pay(ctx context.Context, o PayOrder) (run []domain.Payout, held int, err error) {
	if err := o.valid(); err != nil {
		return nil, 0, err
	}
	err = d.Store.Write(ctx, func(tx server.Tx) error {
		run, held = nil, 0
		due, err := d.due(tx, o)
		if err != nil {
			return err
		}
		payouts := map[string]*domain.Payout{}
		for _, v := range due {
			if v.OnHold() && o.OurRef == 0 {
				held++
				continue
			}
			if err := d.pay(tx, v, o.Date, payouts); err != nil {
				return about(v.OurRef, err)
			}
		}
		run, err = keep(tx, payouts)
		return err
	})
	return run, held, err
}

func (d Desk) due(tx server.Tx, o PayOrder) ([]domain.Invoice, error) {
	if o.OurRef != 0 {
		v, err := tx.AnyInvoice(o.OurRef)
		return []domain.Invoice{v}, about(o.OurRef, err)
	}
	due, err := tx.AllWithStatus(domain.StatusApproved)
	if err != nil || o.Approved {
		return due, err
	}
	received, err := tx.AllWithStatus(domain.StatusReceived)
	return append(due, received...), err
}

// pay takes an invoice all the way from where it stands, into its clinic's payout.
func (d Desk) pay(tx server.Tx, v domain.Invoice, on domain.Date, payouts map[string]*domain.Payout) error {
	p := payouts[v.Clinic]
	if p == nil {
		no, err := tx.NextNumbers(server.CounterPayout, 1)
		if err != nil {
			return err
		}
		p = &domain.Payout{No: no, Clinic: v.Clinic, Date: on}
		payouts[v.Clinic] = p
	}
	v, err := paid(v, p.No, on)
	if err != nil {
		return err
	}
	if v, err = server.SaveInvoice(tx, v, d.event(domain.ActPay, nil)); err != nil {
		return err
	}
	p.Invoices, p.Sum = append(p.Invoices, v.OurRef), p.Sum+v.Sum()
	return nil
}

// paid is an invoice after all the steps that are left to its being paid.
func paid(v domain.Invoice, payout int64, on domain.Date) (_ domain.Invoice, err error) {
	if v.CanClose() == domain.WhyNotApproved {
		if v, err = v.Approve(on); err != nil {
			return v, err
		}
	}
	if v, err = v.Close(payout); err != nil {
		return v, err
	}
	return v.Pay(on)
}

// keep stores the payouts, by clinic.
func keep(tx server.Tx, payouts map[string]*domain.Payout) (run []domain.Payout, err error) {
	for _, p := range payouts {
		run = append(run, *p)
	}
	slices.SortFunc(run, func(x, y domain.Payout) int { return cmp.Compare(x.Clinic, y.Clinic) })
	for _, p := range run {
		if err := server.AddPayout(tx, p); err != nil {
			return nil, err
		}
	}
	return run, nil
}
