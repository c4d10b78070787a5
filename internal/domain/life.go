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
	WhyPaid          Why = "life.paid"         // paid: it can only be credited
	WhyInPayRun      Why = "life.in-pay-run"   // its pay run is closed: paid within days
	WhyVoided        Why = "life.voided"       //
	WhyDeleted       Why = "life.deleted"      //
	WhyOnHold        Why = "life.on-hold"      // a bill is under granskning
	WhyNotOnHold     Why = "life.not-on-hold"  //
	WhyNotApproved   Why = "life.not-approved" //
	WhyApproved      Why = "life.approved"     // it is so already
	WhyNotPaid       Why = "life.not-paid"     // not paid yet: delete it instead
	WhyIsCredit      Why = "life.is-credit"    // a credit invoice cannot be credited
	WhyCredited      Why = "life.credited"     // it is so already
	WhyNoReason      Why = "life.no-reason"    // voiding needs a reason
	WhyNoDate        Why = "life.no-date"
)

// Part says which part of an invoice an act is about. The zero value is none of
// it: an empty argument never means everything.
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
// closed (D6), also while they are under granskning.
func (v Invoice) CanDelete(p Part) Why { return v.mayEach(p, v.unpaid(), standing) }

// CanVoid tells whether the region may void bills: until they are paid.
func (v Invoice) CanVoid(p Part) Why { return v.mayEach(p, v.unpaid(), standing) }

// CanApprove tells whether the invoice may be planned for payment: nothing of it
// under granskning.
func (v Invoice) CanApprove() Why {
	switch why := v.unpaid(); {
	case why != "":
		return why
	case v.Status == StatusApproved:
		return WhyApproved
	case v.count(BillOnHold) > 0:
		return WhyOnHold
	}
	return ""
}

// CanPay tells whether the invoice may be paid: approved before, since nothing
// is paid that could not have been approved.
func (v Invoice) CanPay() Why {
	switch v.Status {
	case StatusApproved:
		return ""
	case StatusReceived:
		return WhyNotApproved
	case StatusPaid, StatusVoided, StatusDeleted:
	}
	return v.over()
}

// CanCredit tells whether bills may be credited (D7): of a paid invoice that is
// no credit itself.
func (v Invoice) CanCredit(p Part) Why {
	switch {
	case v.Status == StatusReceived || v.Status == StatusApproved:
		return WhyNotPaid
	case v.Status != StatusPaid:
		return v.over()
	case v.CreditOf != 0:
		return WhyIsCredit
	}
	return v.mayEach(p, "", creditable)
}

// Hold puts bills under granskning; an approved invoice waits anew.
func (v Invoice) Hold(p Part) (Invoice, error) {
	if err := refused("hold", v.CanHold(p)); err != nil {
		return v, err
	}
	v = v.mark(p, BillOnHold, holdable)
	v.Status, v.StatusOn = StatusReceived, Date{}
	return v, nil
}

// Release ends the review of bills.
func (v Invoice) Release(p Part) (Invoice, error) {
	if err := refused("release", v.CanRelease(p)); err != nil {
		return v, err
	}
	return v.mark(p, BillOrdinary, onHold), nil
}

// Approve plans the invoice for payment on a date.
func (v Invoice) Approve(on Date) (Invoice, error) {
	why := v.CanApprove()
	if why == "" && on.IsZero() {
		why = WhyNoDate
	}
	if err := refused("approve", why); err != nil {
		return v, err
	}
	v.Status, v.StatusOn = StatusApproved, on
	return v, nil
}

// Pay notes that the invoice is paid on a date.
func (v Invoice) Pay(on Date) (Invoice, error) {
	why := v.CanPay()
	if why == "" && on.IsZero() {
		why = WhyNoDate
	}
	if err := refused("pay", why); err != nil {
		return v, err
	}
	v.Status, v.StatusOn = StatusPaid, on
	return v, nil
}

// Delete takes bills away by the clinic's wish; without any left the invoice is
// deleted. Their references stay used.
func (v Invoice) Delete(p Part, on Date) (Invoice, error) {
	if err := refused("delete", v.CanDelete(p)); err != nil {
		return v, err
	}
	v = v.mark(p, BillDeleted, standing)
	if v.left() == 0 {
		v.Status, v.StatusOn = StatusDeleted, on
		if v.count(BillDeleted) < len(v.Bills) { // the others were voided: that is the graver word
			v.Status = StatusVoided
		}
	}
	return v, nil
}

// Void takes bills away by the region's decision, with the reason shown to the
// clinic; without any left the invoice is voided.
func (v Invoice) Void(p Part, reason string, on Date) (Invoice, error) {
	why := v.CanVoid(p)
	if why == "" && reason == "" {
		why = WhyNoReason
	}
	if err := refused("void", why); err != nil {
		return v, err
	}
	v = v.mark(p, BillVoided, standing)
	v.Reason = reason
	if v.left() == 0 {
		v.Status, v.StatusOn = StatusVoided, on
	}
	return v, nil
}

// unpaid tells why nothing can be done any more to an invoice as if it were on
// its way to be paid, "" where it is.
func (v Invoice) unpaid() Why {
	if v.Status == StatusReceived || v.Status == StatusApproved {
		return ""
	}
	return v.over()
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
	case StatusReceived, StatusApproved:
	}
	return ""
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

// left counts the bills that still stand.
func (v Invoice) left() int {
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
	}
	return ""
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

func creditable(s BillState) Why {
	if s == BillOnHold {
		return WhyOnHold
	}
	return standing(s)
}

func refused(act string, why Why) error {
	if why == "" {
		return nil
	}
	return &Error{Kind: Conflict, Code: string(why), Op: "life." + act}
}
