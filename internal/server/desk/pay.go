package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// PayOrder says what to pay. Without OurRef and ApprovedOnly it is everything
// that is not held for review.
type PayOrder struct {
	Date         domain.Date // the payout's date, stands on the invoices
	OurRef       int64       // only this invoice
	ApprovedOnly bool        // only what was approved before
}

// Paid is what a pay run paid to one clinic.
type Paid struct {
	Clinic   domain.Clinic
	Invoices int
	Sum      domain.Ore // credits netted
}

// Pay moves invoices to paid in one transaction: all of the run or nothing.
// Held invoices stay; one asked for by OurRef that cannot be paid is an error.
func (d Desk) Pay(ctx context.Context, o PayOrder) (run []Paid, held int, err error) {
	err = d.Store.Write(ctx, func(tx server.Tx) error {
		run, held = nil, 0
		due, err := d.due(tx, o)
		if err != nil {
			return err
		}
		sums := map[string]*Paid{}
		for _, v := range due {
			if onHold(v) && o.OurRef == 0 {
				held++
				continue
			}
			if v, err = pay(tx, v, o.Date); err != nil {
				return fmt.Errorf("vår referens %d: %w", v.OurRef, err)
			}
			p := sums[v.Clinic]
			if p == nil {
				p = &Paid{}
				sums[v.Clinic] = p
			}
			p.Invoices, p.Sum = p.Invoices+1, p.Sum+v.Sum()
		}
		run, err = byClinic(tx, sums)
		return err
	})
	return run, held, err
}

func (d Desk) due(tx server.Tx, o PayOrder) ([]domain.Invoice, error) {
	if o.OurRef != 0 {
		v, err := tx.AnyInvoice(o.OurRef)
		if err != nil {
			return nil, fmt.Errorf("vår referens %d: %w", o.OurRef, err)
		}
		return []domain.Invoice{v}, nil
	}
	due, err := tx.AllWithStatus(domain.StatusApproved)
	if err != nil || o.ApprovedOnly {
		return due, err
	}
	received, err := tx.AllWithStatus(domain.StatusReceived)
	return append(due, received...), err
}

func pay(tx server.Tx, v domain.Invoice, on domain.Date) (domain.Invoice, error) {
	if v.Status == domain.StatusReceived {
		if err := approve(&v, on); err != nil {
			return v, err
		}
	}
	if v.Status != domain.StatusApproved {
		return v, ErrStatus{v.Status}
	}
	v.Status, v.StatusOn = domain.StatusPaid, on
	return tx.SaveInvoice(v)
}

func byClinic(tx server.Tx, sums map[string]*Paid) ([]Paid, error) {
	clinics, err := tx.Clinics()
	if err != nil {
		return nil, err
	}
	var run []Paid
	for _, c := range clinics {
		if p := sums[c.No]; p != nil {
			p.Clinic = c
			run = append(run, *p)
		}
	}
	slices.SortFunc(run, func(x, y Paid) int { return cmp.Compare(x.Clinic.No, y.Clinic.No) })
	return run, nil
}
