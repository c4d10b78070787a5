package server

import (
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/money"
)

// Money is the books and what they are about. Whatever changes one changes the
// others in the same transaction.
type Money interface {
	Books
	Claims
	Payments
}

// Books are the region's bookkeeping (package money). Entries are only ever added.
type Books interface {
	// AddEntries gives entries their numbers and stores them.
	AddEntries(...money.Entry) error
	// EachEntry gives all entries, by number.
	EachEntry(func(money.Entry) error) error
	// EachStanding gives what all invoices are, by Vår referens.
	EachStanding(func(money.Standing) error) error
	// CarryOvers gives what clinics have left to be taken off, by clinic; one clinic's
	// alone, or all clinics' without a number.
	CarryOvers(clinic string) (map[string]domain.Ore, error)
	// BooksOpen tells whether what was there before there were books is entered.
	BooksOpen() (bool, error)
	OpenBooks() error
}

// Claims is what clinics owe.
type Claims interface {
	// PutClaim stores a claim, in place of one with the same number.
	PutClaim(domain.Claim) error
	// Claims gives all claims, by number.
	Claims() ([]domain.Claim, error)
	// ClinicClaims gives those of the claims that are the clinic's, by number.
	ClinicClaims(clinic string, nos []int64) (map[int64]domain.Claim, error)
	// AddRepayment notes money that came for a claim. Kind Conflict if the bank's
	// reference is noted already.
	AddRepayment(Repayment) error
	// Repayments tells which of the bank's references are noted.
	Repayments(refs []string) (map[string]bool, error)
	// Repaid gives what is noted as having come, öre, by claim.
	Repaid() (map[int64]domain.Ore, error)
}

// Repayment is money that came for a claim, by the bank's own reference.
type Repayment struct {
	Ref    string
	Claim  int64
	Amount domain.Ore // öre
	At     time.Time
}

// Payments is pay runs and what they pay.
type Payments interface {
	// PutPayRun stores a run, in place of one with the same number.
	PutPayRun(domain.PayRun) error
	// PayRun gives a run by its number. Kind NotFound.
	PayRun(no int64) (domain.PayRun, error)
	// PayRuns gives the newest runs, newest first.
	PayRuns(limit int) ([]domain.PayRun, error)
	// PutPayouts stores payouts of one clinic, in place of those with the same number.
	PutPayouts(...Settlement) error
	// Settlements gives a run's payouts, by number.
	Settlements(run int64) ([]Settlement, error)
	// EachPayout gives all payouts, by number.
	EachPayout(func(domain.Payout) error) error
	// Heads gives those of the invoices that are the clinic's, without their bills,
	// by Vår referens: reading bills costs more than all the rest of a pay run.
	Heads(clinic string, ourRefs []int64) (map[int64]domain.Invoice, error)
	// SaveStates stores status, date, payout and reason of a clinic's invoices, whose
	// Version is the one that was read, and counts them up. Kind Conflict if one has
	// another.
	SaveStates(clinic string, list []domain.Invoice) ([]domain.Invoice, error)
}

// Settlement is a payout with what the bank is told of it, as it was when its run
// was closed.
type Settlement struct {
	Payout domain.Payout
	Payee  domain.Payee
	Parts  []SettledPart
}

// SettledPart is an invoice of a payout.
type SettledPart struct {
	OurRef    int64      `json:"ourRef"`
	InvoiceNo string     `json:"invoiceNo"`
	Sum       domain.Ore `json:"sum"` // öre, below 0 of a credit
}
