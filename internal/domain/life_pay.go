package domain

// What pay runs do to an invoice: approved for a day, closed in a payout, paid or
// rejected by the bank. A credit that the clinic pays back itself is settled instead.

// CanApprove tells whether the invoice may be planned for payment: nothing of it
// under granskning.
func (v Invoice) CanApprove() Why {
	switch why := v.unpaid(); {
	case why != "":
		return why
	case v.Claim != 0:
		return WhyClaimed
	case v.Status == StatusApproved:
		return WhyApproved
	case v.OnHold():
		return WhyOnHold
	}
	return ""
}

// CanClose tells whether a pay run with the invoice may be closed: approved
// before, since nothing is paid that could not have been approved.
func (v Invoice) CanClose() Why {
	switch why := v.unpaid(); {
	case why != "":
		return why
	case v.Status != StatusApproved:
		return WhyNotApproved
	}
	return ""
}

// CanPay tells whether the invoice may be paid: its pay run is closed.
func (v Invoice) CanPay() Why {
	switch {
	case v.Status == StatusApproved && v.Payout != 0:
		return ""
	case v.Status == StatusApproved:
		return WhyNotInPayRun
	case v.Status == StatusReceived:
		return WhyNotApproved
	}
	return v.over()
}

// CanPostpone tells whether the invoice, which is approved, may be given another
// day.
func (v Invoice) CanPostpone() Why { return v.CanClose() }

// CanReject tells whether the bank may still say that it did not pay.
func (v Invoice) CanReject() Why { return v.CanPay() }

// CanSettle tells whether the clinic may have paid a credit back: one with a claim
// that nothing has ended.
func (v Invoice) CanSettle() Why {
	switch why := v.unpaid(); {
	case why != "":
		return why
	case v.Claim == 0:
		return WhyNotClaimed
	}
	return ""
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

// Postpone moves an approved invoice to another day.
func (v Invoice) Postpone(on Date) (Invoice, error) {
	why := v.CanPostpone()
	if why == "" && on.IsZero() {
		why = WhyNoDate
	}
	if err := refused("postpone", why); err != nil {
		return v, err
	}
	v.StatusOn = on
	return v, nil
}

// Close puts the invoice into a payout, by its number: what is to be paid is
// settled, and nothing but paying can be done to it.
func (v Invoice) Close(payout int64) (Invoice, error) {
	why := v.CanClose()
	if why == "" && payout == 0 {
		why = WhyNotInPayRun
	}
	if err := refused("close", why); err != nil {
		return v, err
	}
	v.Payout = payout
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

// Reject takes the invoice out of a payout that the bank did not pay, with the
// bank's reason: it waits anew.
func (v Invoice) Reject(reason string) (Invoice, error) {
	why := v.CanReject()
	if why == "" && reason == "" {
		why = WhyNoReason
	}
	if err := refused("reject", why); err != nil {
		return v, err
	}
	v.Status, v.StatusOn, v.Payout, v.Reason = StatusReceived, Date{}, 0, reason
	return v, nil
}

// Settle notes that the clinic has paid a credit back on a date.
func (v Invoice) Settle(on Date) (Invoice, error) {
	why := v.CanSettle()
	if why == "" && on.IsZero() {
		why = WhyNoDate
	}
	if err := refused("settle", why); err != nil {
		return v, err
	}
	v.Status, v.StatusOn = StatusPaid, on
	return v, nil
}
