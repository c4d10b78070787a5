package desk

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"example.org/tandtui/internal/bankday"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/money"
	"example.org/tandtui/internal/server"
)

// PayOrder says what to pay: exactly one of Everything, Approved and OurRef is
// set. An empty order pays nothing.
type PayOrder struct {
	Day        PayDay `json:"day"`        // the payout's date, stands on the invoices
	Everything bool   `json:"everything"` // all that is not held for review
	Approved   bool   `json:"approved"`   // only what was approved before
	OurRef     int64  `json:"ourRef"`     // only this invoice
}

// Codes of orders and plans that are not carried out.
const (
	CodePayWhat    = "desk.pay-what"    // not exactly one thing was said to be paid
	CodePayChanged = "desk.pay-changed" // an invoice has changed since the plan was made
)

func (o PayOrder) valid() error {
	n := 0
	for _, chosen := range []bool{o.Everything, o.Approved, o.OurRef != 0} {
		if chosen {
			n++
		}
	}
	if n != 1 || o.OurRef < 0 {
		return &domain.Error{Kind: domain.Invalid, Code: CodePayWhat, Op: "desk.pay"}
	}
	return nil
}

// PayPlan is what an order would do, to be looked at before it is done.
type PayPlan struct {
	Order   PayOrder        `json:"order"`
	Payouts []domain.Payout `json:"payouts"` // one per clinic, credits taken off; they get their numbers when they are paid
	Held    int             `json:"held"`    // invoices under granskning, which are not paid
	Closed  string          `json:"closed"`  // why the day is no bank day; "": it is one
	Other   []Promise       `json:"other"`   // invoices that are approved for another day

	versions map[int64]int64 // of the invoices, by Vår referens
}

// Promise is a day for which an invoice is approved.
type Promise struct {
	OurRef int64       `json:"ourRef"`
	On     domain.Date `json:"on"`
}

// Count is how many invoices the plan pays.
func (p PayPlan) Count() int { return len(p.versions) }

// Sum is what the plan pays, öre.
func (p PayPlan) Sum() (sum domain.Ore) {
	for _, payout := range p.Payouts {
		sum += payout.Sum
	}
	return sum
}

// PlanPay looks what an order would pay. An invoice asked for by OurRef that
// cannot be paid is an error; so is a day that is past or far ahead. Other days
// that are not as they should be are told, and refused by Pay unless they are
// taken anyway.
func (d Desk) PlanPay(ctx context.Context, o PayOrder) (p PayPlan, err error) {
	if err := o.valid(); err != nil {
		return p, err
	}
	if err := d.possible(o.Day.On); err != nil {
		return p, err
	}
	err = d.Store.Read(ctx, func(tx server.Tx) error {
		p = PayPlan{Order: o, Closed: bankday.Closed(o.Day.On), versions: map[int64]int64{}}
		due, err := d.due(tx, o)
		if err != nil {
			return err
		}
		for _, v := range due {
			if err := p.add(v); err != nil {
				return about(v.OurRef, err)
			}
		}
		slices.SortFunc(p.Payouts, func(x, y domain.Payout) int { return cmp.Compare(x.Clinic, y.Clinic) })
		return net(tx, p.Payouts)
	})
	return p, err
}

// net takes what was carried off the sums of clinics' invoices, and lets none be
// below zero.
func net(tx server.Books, payouts []domain.Payout) error {
	carried, err := tx.CarryOvers("")
	for i := range payouts {
		p := &payouts[i]
		p.Sum, p.CarriedIn, p.CarriedOut = money.Net(p.Sum, carried[p.Clinic])
	}
	return err
}

// add puts an invoice into its clinic's payout. Who asks for all of them passes
// over what no run takes now.
func (p *PayPlan) add(v domain.Invoice) error {
	if p.Order.OurRef == 0 {
		switch v.CanApprove() {
		case domain.WhyOnHold:
			p.Held++
			return nil
		case domain.WhyClaimed:
			return nil
		}
	}
	some := domain.Payout{No: 1} // it has no number yet
	if _, err := (settling{on: p.Order.Day.On}).put(v, some); err != nil {
		return err
	}
	if v.Status == domain.StatusApproved && v.StatusOn != p.Order.Day.On {
		p.Other = append(p.Other, Promise{v.OurRef, v.StatusOn})
	}
	p.Payouts = gather(p.Payouts, p.Order.Day.On, v)
	p.versions[v.OurRef] = v.Version
	return nil
}

// gather adds an invoice to its clinic's payout. The invoices of a clinic need not
// follow each other.
func gather(list []domain.Payout, on domain.Date, v domain.Invoice) []domain.Payout {
	at := slices.IndexFunc(list, func(x domain.Payout) bool { return x.Clinic == v.Clinic })
	if at < 0 {
		at = len(list)
		list = append(list, domain.Payout{Clinic: v.Clinic, Date: on})
	}
	p := &list[at]
	p.Invoices, p.Sum = append(p.Invoices, v.OurRef), p.Sum+v.Sum()
	return list
}

// due are the invoices that an order is about.
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

// confirmed refuses a plan whose day has to be taken anyway, and is not.
func (p PayPlan) confirmed() error {
	switch {
	case p.versions == nil:
		return &domain.Error{Kind: domain.Invalid, Code: CodePayWhat, Op: "desk.pay", Err: errors.New("a plan that was not made")}
	case len(p.Other) > 0 && !p.Order.Day.Anyway:
		return wrongDay(CodeDayOther)
	}
	return nil
}
