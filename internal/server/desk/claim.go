package desk

import (
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// CodePartPaid is the code of a claim that stays: the clinic has paid more of it than
// would be left.
const CodePartPaid = "desk.claim-paid"

// lowerClaim lets a claim be what is left of its credit, of which something was
// voided.
func (d Desk) lowerClaim(tx server.Tx, credit domain.Invoice) error {
	found, err := tx.ClinicClaims(credit.Clinic, []int64{credit.Claim})
	if err != nil {
		return err
	}
	before := found[credit.Claim]
	after := before
	switch left := -credit.Sum(); {
	case left < before.Paid:
		return &domain.Error{Kind: domain.Conflict, Code: CodePartPaid, Op: "desk.claim"}
	case left == 0:
		after.State = domain.ClaimWithdrawn
	case left == before.Paid: // all that is left of it has come
		after.Amount, after.State, after.Settled = left, domain.ClaimSettled, domain.DateOf(d.Now())
	default:
		after.Amount = left
	}
	if err := server.PutClaim(tx, d.moment(), before, after); err != nil || after.State != domain.ClaimSettled {
		return err
	}
	return d.settled(tx, after)
}

// settled ends the credit of a claim that is paid.
func (d Desk) settled(tx server.Tx, c domain.Claim) error {
	v, err := tx.Invoice(c.Clinic, c.OurRef)
	if err != nil {
		return err
	}
	if v, err = v.Settle(c.Settled); err == nil {
		_, err = server.SaveInvoice(tx, v, d.event(domain.ActSettle, nil))
	}
	return err
}
