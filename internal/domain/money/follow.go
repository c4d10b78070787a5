package money

import (
	"example.org/tandtui/internal/domain"
)

// Invoice gives the entries of a change of an invoice; before is a zero value of a
// new one. What is billed is a cost that is owed to the clinic; what is deleted or
// voided no longer; a closed payout takes over what is owed, and a rejected one
// gives it back.
func Invoice(before, after domain.Invoice) []Entry {
	e := Entry{Clinic: after.Clinic, OurRef: after.OurRef}
	list := move(e, Cost, Payable, after.Sum()-before.Sum())
	switch {
	case before.Payout == after.Payout:
	case after.Payout != 0:
		e.Payout = after.Payout
		list = append(list, move(e, Payable, Transit, after.Sum())...)
	default:
		e.Payout = before.Payout
		list = append(list, move(e, Transit, Payable, before.Sum())...)
	}
	return list
}

// Payout gives the entries of a change of a payout; before is a zero value of a
// new one. Closing it takes and leaves what is carried, confirming it pays, and
// rejecting it gives back what was carried.
func Payout(before, after domain.Payout) []Entry {
	e := Entry{Clinic: after.Clinic, Payout: after.No}
	list := move(e, Transit, Carry, held(after).CarriedIn-held(before).CarriedIn)
	list = append(list, move(e, Carry, Transit, held(after).CarriedOut-held(before).CarriedOut)...)
	return append(list, move(e, Transit, Bank, paid(after)-paid(before))...)
}

// held is a payout as far as it holds: a rejected one, or none yet, carries nothing.
func held(p domain.Payout) domain.Payout {
	if p.No == 0 || p.State == domain.PayoutRejected {
		return domain.Payout{}
	}
	return p
}

// paid is what of a payout has left the bank.
func paid(p domain.Payout) domain.Ore {
	if p.No == 0 || !p.Paid() {
		return 0
	}
	return p.Sum
}

// Claim gives the entries of a change of a claim; before is a zero value of a new
// one. What a credit takes back is owed by the clinic, until it has come.
func Claim(before, after domain.Claim) []Entry {
	e := Entry{Clinic: after.Clinic, OurRef: after.OurRef, Claim: after.No}
	list := move(e, Claims, Payable, owed(after)-owed(before))
	return append(list, move(e, Bank, Claims, after.Paid-before.Paid)...)
}

// owed is the amount of a claim, nothing of a withdrawn one.
func owed(c domain.Claim) domain.Ore {
	if c.State == domain.ClaimWithdrawn {
		return 0
	}
	return c.Amount
}

// Opening gives the entries of an invoice from before there were books: what it
// cost, and that it was paid, where it is paid outside a payout.
func Opening(v domain.Invoice) []Entry {
	list := Invoice(domain.Invoice{}, v)
	if v.Status == domain.StatusPaid && v.Payout == 0 {
		list = append(list, move(Entry{Clinic: v.Clinic, OurRef: v.OurRef}, Payable, Bank, v.Sum())...)
	}
	return list
}

// Net settles what invoices and credits of a clinic add up to with what was
// carried, both öre: what is paid, which is never below zero, what of the carried
// is taken, and what is carried on.
func Net(invoices, carried domain.Ore) (pay, in, out domain.Ore) {
	rest := invoices - carried
	return max(rest, 0), carried, max(-rest, 0)
}

// Sum adds invoices up, öre.
func Sum(list []domain.Invoice) (sum domain.Ore) {
	for i := range list {
		sum += list[i].Sum()
	}
	return sum
}
