package desk

import (
	"cmp"
	"slices"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/money"
	"example.org/tandtui/internal/server"
)

// maxParts is how many invoices one payout holds at most: a bank takes no more
// references with one payment than a thousand, and a payout is made in one
// transaction, which others wait for.
const maxParts = 400

// settling is the making of payouts of a run.
type settling struct {
	run   domain.PayRun
	on    domain.Date        // stands on the payouts, and on invoices that are paid
	state domain.PayoutState // of payouts with something to pay
	event domain.Event
}

// settle puts invoices of one clinic into payouts: credits and what was carried are
// taken off, never below zero, and the rest is carried on. A payout without
// anything to pay is confirmed at once: the bank hears nothing of it.
func (s settling) settle(tx server.Tx, payee domain.Payee, list []domain.Invoice) (made []server.Settlement, err error) {
	creditsFirst := slices.Clone(list)
	slices.SortStableFunc(creditsFirst, func(x, y domain.Invoice) int { return cmp.Compare(min(y.CreditOf, 1), min(x.CreditOf, 1)) })
	for part := range slices.Chunk(creditsFirst, maxParts) {
		one, err := s.payout(tx, payee, part)
		if err != nil {
			return nil, err
		}
		made = append(made, one)
	}
	return made, nil
}

func (s settling) payout(tx server.Tx, payee domain.Payee, list []domain.Invoice) (made server.Settlement, err error) {
	clinic := list[0].Clinic
	carried, err := tx.CarryOvers(clinic)
	if err != nil {
		return made, err
	}
	p := domain.Payout{Clinic: clinic, Date: s.on, Run: s.run.No, State: s.state}
	if p.No, err = tx.NextNumbers(server.CounterPayout, 1); err != nil {
		return made, err
	}
	p.Sum, p.CarriedIn, p.CarriedOut = money.Net(money.Sum(list), carried[clinic])
	if p.Sum == 0 {
		p.State = domain.PayoutConfirmed
	}
	made = server.Settlement{Payee: payee}
	after := make([]domain.Invoice, len(list))
	for i, v := range list {
		if after[i], err = s.put(v, p); err != nil {
			return made, about(v.OurRef, err)
		}
		p.Invoices = append(p.Invoices, v.OurRef)
		made.Parts = append(made.Parts, server.SettledPart{OurRef: v.OurRef, InvoiceNo: v.InvoiceNo, Sum: v.Sum()})
	}
	made.Payout = p
	e := s.event
	if e.Act = domain.ActClose; p.Paid() {
		e.Act = domain.ActPay
	}
	if err := server.SaveStates(tx, list, after, e); err != nil {
		return made, err
	}
	return made, server.PutPayouts(tx, e.At, nil, made)
}

// put puts an invoice into a payout, and pays it where the payout is paid.
func (s settling) put(v domain.Invoice, p domain.Payout) (_ domain.Invoice, err error) {
	if v.CanClose() == domain.WhyNotApproved {
		if v, err = v.Approve(s.on); err != nil {
			return v, err
		}
	}
	if v, err = v.Close(p.No); err != nil || !p.Paid() {
		return v, err
	}
	return v.Pay(s.on)
}
