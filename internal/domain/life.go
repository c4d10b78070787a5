package domain

import "slices"

// The life of an invoice (rules.md, "Life of an invoice"): what may be done to it
// in which state, and what it then is. Desk, server and the client's footer all
// ask here. The acts are pure: they change a copy, take no numbers and write
// nothing; versions and events are the caller's.

// Why is the code of the reason why an act is not possible now, "" where it is.
// internal/text has its sentence.
type Why string

// The reasons.
const (
	WhyNothingChosen Why = "life.nothing-chosen" // no bill was named, nor the whole invoice
	WhyNoSuchBill    Why = "life.no-such-bill"
	WhyNoSuchItem    Why = "life.no-such-item"
	WhyPaid          Why = "life.paid"           // paid: it can only be credited
	WhyInPayRun      Why = "life.in-pay-run"     // its pay run is closed: paid within days
	WhyNotInPayRun   Why = "life.not-in-pay-run" // no pay run with it is closed
	WhyVoided        Why = "life.voided"
	WhyDeleted       Why = "life.deleted"
	WhyOnHold        Why = "life.on-hold" // a bill is under granskning
	WhyNotOnHold     Why = "life.not-on-hold"
	WhyNotApproved   Why = "life.not-approved"
	WhyApproved      Why = "life.approved"  // it is so already
	WhyNotPaid       Why = "life.not-paid"  // not paid yet: delete it instead
	WhyIsCredit      Why = "life.is-credit" // a credit invoice can be neither deleted nor credited
	WhyCredited      Why = "life.credited"  // it is so already
	WhyNoReason      Why = "life.no-reason" // voiding needs a reason
	WhyNoDate        Why = "life.no-date"
	WhyClaimed       Why = "life.claimed"       // a credit that the clinic pays back itself: no pay run takes it
	WhyNotClaimed    Why = "life.not-claimed"   // nothing is paid back for it
	WhyUnknownState  Why = "life.unknown-state" // of a newer region: nothing is done on a guess
)

// Whys lists every reason, for tests that each has its sentence and its problem
// code.
func Whys() []Why {
	return append([]Why{
		WhyNothingChosen, WhyNoSuchBill, WhyNoSuchItem, WhyPaid, WhyInPayRun, WhyNotInPayRun, WhyVoided, WhyDeleted, WhyOnHold,
		WhyNotOnHold, WhyNotApproved, WhyApproved, WhyNotPaid, WhyIsCredit, WhyCredited, WhyNoReason, WhyNoDate,
		WhyClaimed, WhyNotClaimed,
		WhyUnknownState,
	}, clinicWhys...)
}

// Part says which part of an invoice an act is about. The zero value is about
// nothing, and refused: an empty argument never means everything.
type Part struct {
	Whole bool    `json:"whole,omitempty"`
	Bills []int64 `json:"bills,omitempty"` // räkningsnummer
}

// WholeInvoice is all of it.
var WholeInvoice = Part{Whole: true}

// CanHold tells whether bills may be put under granskning: before payment, also
// of an approved invoice, which then leaves its pay run.
func (v Invoice) CanHold(p Part) Why { return v.mayEach(p, v.unpaid(), holdable) }

// CanRelease tells whether the review of bills may end.
func (v Invoice) CanRelease(p Part) Why { return v.mayEach(p, v.unpaid(), onHold) }

// CanDelete tells whether the clinic may delete bills: until the pay run is
// closed (D6), also while they are under granskning. A credit invoice may not be
// deleted: what it takes back would stay with the clinic.
func (v Invoice) CanDelete(p Part) Why {
	why := v.unpaid()
	if why == "" && v.CreditOf != 0 {
		why = WhyIsCredit
	}
	return v.mayEach(p, why, standing)
}

// CanVoid tells whether the region may void bills: until the pay run is closed.
func (v Invoice) CanVoid(p Part) Why { return v.mayEach(p, v.unpaid(), standing) }

// Hold puts bills under granskning; an approved invoice waits anew.
func (v Invoice) Hold(p Part) (Invoice, error) { return v.HoldFor(p, "") }

// HoldFor is Hold with the reason, which the clinic sees at each of the bills.
func (v Invoice) HoldFor(p Part, reason string) (Invoice, error) {
	if err := refused("hold", v.CanHold(p)); err != nil {
		return v, err
	}
	v = v.marked(p, BillOnHold, holdable, reason)
	v.Status, v.StatusOn = StatusReceived, Date{}
	return v, nil
}

// Release ends the review of bills.
func (v Invoice) Release(p Part) (Invoice, error) {
	if err := refused("release", v.CanRelease(p)); err != nil {
		return v, err
	}
	return v.marked(p, BillOrdinary, onHold, ""), nil
}

// Delete takes bills away by the clinic's wish; without any left the invoice is
// deleted. Their references stay used.
func (v Invoice) Delete(p Part, on Date) (Invoice, error) {
	if err := refused("delete", v.CanDelete(p)); err != nil {
		return v, err
	}
	v = v.mark(p, BillDeleted, standing)
	if v.Standing() == 0 {
		v.Status, v.StatusOn = StatusDeleted, on
		if v.count(BillDeleted) < len(v.Bills) { // the others were voided: that is the graver word
			v.Status = StatusVoided
		}
	}
	return v, nil
}

// Void takes bills away by the region's decision, with the reason shown to the
// clinic at each of them; without any left the invoice is voided.
func (v Invoice) Void(p Part, reason string, on Date) (Invoice, error) {
	why := v.CanVoid(p)
	if why == "" && reason == "" {
		why = WhyNoReason
	}
	if err := refused("void", why); err != nil {
		return v, err
	}
	v = v.marked(p, BillVoided, standing, reason)
	v.Reason = reason
	if v.Standing() == 0 {
		v.Status, v.StatusOn = StatusVoided, on
	}
	return v, nil
}

// unpaid gives the reason why an invoice is no longer on its way to be paid, so
// that nothing of it may change; "" where it is.
func (v Invoice) unpaid() Why {
	switch {
	case v.Status != StatusReceived && v.Status != StatusApproved:
		return v.over()
	case v.Payout != 0:
		return WhyInPayRun
	}
	return ""
}

// over is the state that ended the invoice's way, as a reason.
func (v Invoice) over() Why {
	switch v.Status {
	case StatusPaid:
		return WhyPaid
	case StatusVoided:
		return WhyVoided
	case StatusDeleted:
		return WhyDeleted
	}
	return WhyUnknownState
}

// mayEach asks of every bill of a part; of the whole invoice one that fits is
// enough.
func (v Invoice) mayEach(p Part, why Why, may func(BillState) Why) Why {
	switch {
	case why != "":
		return why
	case !p.Whole && len(p.Bills) == 0:
		return WhyNothingChosen
	case p.Whole:
		for i := range v.Bills {
			if why = may(v.Bills[i].State); why == "" {
				return ""
			}
		}
		if why == "" {
			why = WhyNoSuchBill // an invoice without bills
		}
		return why
	}
	for _, no := range p.Bills {
		i := slices.IndexFunc(v.Bills, func(b InvoiceBill) bool { return b.BillNo == no })
		if i < 0 {
			return WhyNoSuchBill
		}
		if why := may(v.Bills[i].State); why != "" {
			return why
		}
	}
	return ""
}

// marked is mark, with the reason at each bill that it marks.
func (v Invoice) marked(p Part, to BillState, fits func(BillState) Why, reason string) Invoice {
	before := v.Bills
	v = v.mark(p, to, fits)
	for i := range v.Bills {
		if v.Bills[i].State != before[i].State {
			v.Bills[i].Reason = reason
		}
	}
	return v
}

// mark gives the bills of a part that fit a state, in a copy.
func (v Invoice) mark(p Part, to BillState, fits func(BillState) Why) Invoice {
	v.Bills = slices.Clone(v.Bills)
	for i := range v.Bills {
		if b := &v.Bills[i]; (p.Whole || slices.Contains(p.Bills, b.BillNo)) && fits(b.State) == "" {
			b.State = to
		}
	}
	return v
}

func (v Invoice) count(s BillState) (n int) {
	for i := range v.Bills {
		if v.Bills[i].State == s {
			n++
		}
	}
	return n
}

// OnHold tells whether a bill is under granskning.
func (v Invoice) OnHold() bool { return v.count(BillOnHold) > 0 }

// Standing counts the bills that are neither deleted nor voided.
func (v Invoice) Standing() int {
	return len(v.Bills) - v.count(BillDeleted) - v.count(BillVoided)
}

// standing is a bill that has not been taken away.
func standing(s BillState) Why {
	switch s {
	case BillDeleted:
		return WhyDeleted
	case BillVoided:
		return WhyVoided
	case BillCredited:
		return WhyCredited
	case BillOrdinary, BillOnHold:
		return ""
	}
	return WhyUnknownState
}

func holdable(s BillState) Why {
	if s == BillOnHold {
		return WhyOnHold
	}
	return standing(s)
}

func onHold(s BillState) Why {
	if s != BillOnHold {
		return WhyNotOnHold
	}
	return ""
}

func refused(act string, why Why) error {
	if why == "" {
		return nil
	}
	return &Error{Kind: Conflict, Code: string(why), Op: "life." + act}
}
