package desk

import (
	"context"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// Pay carries out a plan in one transaction: all of it or nothing. It pays the
// invoices that the plan names, as they were when it was made: what has come since
// is not paid, and what has changed is a Conflict (CodePayChanged). It gives a
// payout per clinic.
func (d Desk) Pay(ctx context.Context, p PayPlan) (run []domain.Payout, err error) {
	if err := d.check(p.Order.Day); err != nil {
		return nil, err
	}
	if err := p.confirmed(); err != nil {
		return nil, err
	}
	err = d.Store.Write(ctx, func(tx server.Tx) error {
		run = nil
		due, err := d.due(tx, p.Order)
		if err != nil {
			return err
		}
		invoices := make(map[int64]domain.Invoice, len(due))
		for _, v := range due {
			invoices[v.OurRef] = v
		}
		for _, payout := range p.Payouts {
			if payout, err = d.payOut(tx, payout, p.versions, invoices); err != nil {
				return err
			}
			run = append(run, payout)
		}
		return nil
	})
	return run, err
}

// payOut pays a clinic's invoices and stores its payout.
func (d Desk) payOut(tx server.Tx, p domain.Payout, versions map[int64]int64, invoices map[int64]domain.Invoice) (_ domain.Payout, err error) {
	if p.No, err = tx.NextNumbers(server.CounterPayout, 1); err != nil {
		return p, err
	}
	for _, ourRef := range p.Invoices {
		v, ok := invoices[ourRef]
		if !ok || v.Version != versions[ourRef] {
			return p, about(ourRef, &domain.Error{Kind: domain.Conflict, Code: CodePayChanged, Op: "desk.pay"})
		}
		if v, err = paid(v, p.No, p.Date); err == nil {
			_, err = server.SaveInvoice(tx, v, d.event(domain.ActPay, nil))
		}
		if err != nil {
			return p, about(ourRef, err)
		}
	}
	return p, server.AddPayout(tx, p)
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
