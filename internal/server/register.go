package server

import "example.org/tandtui/internal/domain"

// RightKind is what sort of right a patient's number stands for.
type RightKind string

// The kinds of rights.
const (
	RightEntitlement RightKind = "intyg"
	RightApproval    RightKind = "fhb"
)

// CodeRightOfAnother is the code of a conflict: the number is another person's.
const CodeRightOfAnother = "store.right-of-another"

// Right is an entitlement or a prior approval as the register has it, with whose
// it is. Numbers are unique in their kind.
type Right struct {
	Kind       RightKind
	No         string
	Person     domain.PersonID
	Support    domain.Support
	Validity   domain.Period
	Category   string     // of an entitlement
	Procedures []string   // of an approval; empty: all
	Amount     domain.Ore // of an approval; 0: without a limit
}

// RightOfEntitlement is a right of a person's entitlement.
func RightOfEntitlement(id domain.PersonID, e domain.Entitlement) Right {
	return Right{Kind: RightEntitlement, No: e.No, Person: id, Support: e.Support, Validity: e.Validity, Category: e.Category}
}

// RightOfApproval is a right of a person's prior approval.
func RightOfApproval(id domain.PersonID, a domain.PriorApproval) Right {
	return Right{
		Kind: RightApproval, No: a.No, Person: id, Support: a.Support, Validity: a.Validity,
		Procedures: a.Procedures, Amount: a.Amount,
	}
}

// Person is a patient as the register has one.
type Person struct {
	ID domain.PersonID
	// Protected counts where Given is true; otherwise a known person's protection
	// is left alone, and a new one has none.
	Protected, Given bool
}
