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
	default:
		after.Amount = left
	}
	return server.PutClaim(tx, d.moment(), before, after)
}
