package desk

import (
	"context"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// Pay carries out a plan in one transaction: all of it or nothing. It pays the
// invoices that the plan names, as they were when it was made: what has come since
// is not paid, and what has changed is a Conflict (CodePayChanged). The bank is told
// nothing: the money has moved by another way. It gives the payouts, which are a run
// of their own.
func (d Desk) Pay(ctx context.Context, p PayPlan) (paid []domain.Payout, err error) {
	if err := d.check(p.Order.Day); err != nil {
		return nil, err
	}
	if err := p.confirmed(); err != nil {
		return nil, err
	}
	if p.Count() == 0 {
		return nil, nil
	}
	err = d.Store.Write(ctx, func(tx server.Tx) error {
		paid = nil
		due, err := d.due(tx, p.Order)
		if err != nil {
			return err
		}
		run, err := d.newRun(tx, p.Order.Day.On, domain.RunDone)
		if err != nil {
			return err
		}
		s := settling{run: run, on: p.Order.Day.On, state: domain.PayoutConfirmed, event: d.event(domain.ActPay, nil)}
		planned, err := p.invoices(due)
		if err != nil {
			return err
		}
		for _, list := range planned {
			made, err := s.settle(tx, domain.Payee{}, list)
			if err != nil {
				return err
			}
			for _, m := range made {
				paid = append(paid, m.Payout)
			}
		}
		return d.traceRun(tx, VerbPay, run, p.Count(), "")
	})
	return paid, err
}

// invoices gives those of each payout of the plan, as they are now: Conflict where
// one is not as it was.
func (p PayPlan) invoices(due []domain.Invoice) ([][]domain.Invoice, error) {
	now := make(map[int64]domain.Invoice, len(due))
	for _, v := range due {
		now[v.OurRef] = v
	}
	list := make([][]domain.Invoice, len(p.Payouts))
	for i, payout := range p.Payouts {
		for _, ourRef := range payout.Invoices {
			v, ok := now[ourRef]
			if !ok || v.Version != p.versions[ourRef] {
				return nil, about(ourRef, &domain.Error{Kind: domain.Conflict, Code: CodePayChanged, Op: "desk.pay"})
			}
			list[i] = append(list[i], v)
		}
	}
	return list, nil
}

// newRun stores a new pay run.
func (d Desk) newRun(tx server.Tx, on domain.Date, state domain.RunState) (r domain.PayRun, err error) {
	r = domain.PayRun{Date: on, State: state, Prepared: d.moment(), By: d.By}
	if state == domain.RunDone {
		r.Closed, r.ClosedBy = r.Prepared, r.By
	}
	if r.No, err = tx.NextNumbers(server.CounterPayRun, 1); err != nil {
		return r, err
	}
	return r, tx.PutPayRun(r)
}
