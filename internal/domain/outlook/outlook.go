// Package outlook answers "Varför inte betald?" (D15): for every invoice and every
// bill where it stands, why, what happens next and on which day. It decides nothing:
// what may be done is asked of domain/life.go. internal/text has the sentences.
package outlook

import (
	"slices"
	"time"

	"example.org/tandtui/internal/bankday"
	"example.org/tandtui/internal/domain"
)

// State says where an invoice or a bill stands on its way to be paid.
type State string

// The states.
const (
	Waiting     State = "waiting"      // received, nothing wrong with it
	Late        State = "late"         // as Waiting, but the region's usual time has passed
	OnHold      State = "on-hold"      // under granskning
	OtherOnHold State = "other-hold"   // a bill that waits for another one of its invoice
	Approved    State = "approved"     // planned for a day
	InRun       State = "in-run"       // in a payout that is settled and sent to the bank
	Overdue     State = "overdue"      // planned for a day that has passed
	Ahead       State = "ahead"        // paid for a day that has not come
	Paid        State = "paid"         // paid, the money may be on its way
	Arrived     State = "arrived"      // paid, and the money should be on the account
	Credited    State = "credited"     // what was paid is taken back
	Voided      State = "voided"       // by the region
	Deleted     State = "deleted"      // by the clinic
	ToBeNetted  State = "to-be-netted" // a credit invoice that the next pay run takes off
	ToPayBack   State = "to-pay-back"  // a credit invoice that the clinic pays back itself (plusgiro)
	PaidBack    State = "paid-back"    // and has
	Netted      State = "netted"       // a credit invoice that has been taken off
	Unknown     State = "unknown"      // a status of a newer region
)

// States lists every state, for whoever has to have something for each.
func States() []State {
	return []State{Waiting, Late, OnHold, OtherOnHold, Approved, InRun, Overdue, Ahead, Paid, Arrived, Credited, Voided, Deleted, ToBeNetted, Netted, ToPayBack, PaidBack, Unknown}
}

// Outlook is the answer for one invoice or one bill.
type Outlook struct {
	State  State
	On     domain.Date // the day it is or was planned for, paid, or ended; zero: none
	By     domain.Date // the day by which something is expected; zero: not known
	Within int         // bank days that the region usually takes; 0: not known
	OnHold int         // bills of the invoice under granskning
	Reason string      // the region's reason, as it wrote it; "": none was given
}

// Facts are what the answer for an invoice rests on.
type Facts struct {
	Status   domain.Status
	StatusOn domain.Date
	Received time.Time
	CreditOf int64 // Vår referens; 0: it is no credit
	Claim    bool  // the clinic pays the credit back itself
	Payout   bool  // it is in a payout that is closed
	OnHold   int   // bills under granskning
	Reason   string
}

// Of answers for a whole invoice. now is in the zone of civil dates,
// Europe/Stockholm.
func Of(v domain.Invoice, usual domain.PaymentTime, now time.Time) Outlook {
	return Facts{
		Status: v.Status, StatusOn: v.StatusOn, Received: v.Received, CreditOf: v.CreditOf, Claim: v.Claim != 0, Payout: v.Payout != 0,
		OnHold: onHold(v), Reason: reason(v),
	}.Outlook(usual, now)
}

// Outlook is Of for an invoice of which only the facts are at hand.
func (f Facts) Outlook(usual domain.PaymentTime, now time.Time) Outlook {
	o := Outlook{State: Unknown, On: f.StatusOn, Reason: f.Reason, OnHold: f.OnHold}
	switch f.Status {
	case domain.StatusReceived:
		return o.received(f, usual, now)
	case domain.StatusApproved:
		return o.approved(f, usual, now)
	case domain.StatusPaid:
		return o.paid(f, usual, now)
	case domain.StatusVoided:
		o.State = Voided
	case domain.StatusDeleted:
		o.State = Deleted
	}
	return o
}

// OfBill answers for one bill of an invoice, by its räkningsnummer. A bill that is
// not in the invoice is Unknown.
func OfBill(v domain.Invoice, billNo int64, usual domain.PaymentTime, now time.Time) Outlook {
	i := slices.IndexFunc(v.Bills, func(b domain.InvoiceBill) bool { return b.BillNo == billNo })
	if i < 0 {
		return Outlook{State: Unknown}
	}
	b, o := &v.Bills[i], Of(v, usual, now)
	o.Reason = b.Reason
	switch b.State {
	case domain.BillOnHold:
		o.State = OnHold
	case domain.BillCredited:
		o.State = Credited
	case domain.BillVoided:
		o.State = Voided
	case domain.BillDeleted:
		o.State = Deleted
	case domain.BillOrdinary:
		if o.State == OnHold {
			o.State = OtherOnHold
		}
	default:
		return Outlook{State: Unknown}
	}
	return o
}

func (o Outlook) received(f Facts, usual domain.PaymentTime, now time.Time) Outlook {
	o.On = domain.Date{}
	switch {
	case o.OnHold > 0:
		o.State = OnHold
		return o
	case f.Claim:
		o.State = ToPayBack
		return o
	case f.CreditOf != 0:
		o.State = ToBeNetted
		return o
	}
	o.State, o.Within = Waiting, usual.Within
	if o.Within == 0 {
		return o
	}
	o.By = bankday.After(domain.DateOf(f.Received.In(now.Location())), o.Within)
	if o.By.Before(domain.DateOf(now)) {
		o.State = Late
	}
	return o
}

func (o Outlook) approved(f Facts, usual domain.PaymentTime, now time.Time) Outlook {
	o.State = Approved
	o.By = o.account(usual)
	switch {
	case f.CreditOf != 0:
		o.State, o.By = ToBeNetted, domain.Date{}
	case f.StatusOn.Before(domain.DateOf(now)):
		o.State = Overdue
	case f.Payout:
		o.State = InRun
	}
	return o
}

func (o Outlook) paid(f Facts, usual domain.PaymentTime, now time.Time) Outlook {
	o.State, o.By = Paid, o.account(usual)
	switch {
	case f.Claim:
		o.State, o.By = PaidBack, domain.Date{}
	case f.CreditOf != 0:
		o.State, o.By = Netted, domain.Date{}
	case domain.DateOf(now).Before(f.StatusOn):
		o.State = Ahead
	case !o.By.IsZero() && o.By.Before(domain.DateOf(now)):
		o.State = Arrived
	}
	return o
}

// account is the day by which money of the day On has reached an account.
func (o Outlook) account(usual domain.PaymentTime) domain.Date {
	if usual.Account == 0 || o.On.IsZero() {
		return domain.Date{}
	}
	return bankday.After(o.On, usual.Account)
}

// onHold counts the bills under granskning.
func onHold(v domain.Invoice) (n int) {
	for i := range v.Bills {
		if v.Bills[i].State == domain.BillOnHold {
			n++
		}
	}
	return n
}

// reason is the region's latest word on an invoice: while bills are under granskning
// that of the first of them.
func reason(v domain.Invoice) string {
	for i := range v.Bills {
		if v.Status == domain.StatusReceived && v.Bills[i].State == domain.BillOnHold {
			return v.Bills[i].Reason
		}
	}
	return v.Reason
}
