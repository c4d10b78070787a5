// Package money is the region's books: which entry every change of an invoice, a
// payout and a claim makes, and whether all entries add up to what is there. It is
// pure; entries are only ever added. Each one moves an amount from one account to
// another, so that the books balance whatever is entered (double entry).
package money

import (
	"time"

	"example.org/tandtui/internal/domain"
)

// Account is an account of the books. All but Cost and Bank are kept by clinic.
type Account string

// The accounts.
const (
	Cost    Account = "cost"    // what care has cost the region
	Payable Account = "payable" // owed to clinics for invoices, below zero for credits
	Transit Account = "transit" // of closed payouts, until the bank has paid
	Bank    Account = "bank"    // the region's money
	Claims  Account = "claims"  // owed by clinics that pay credits back themselves
	Carry   Account = "carry"   // owed by clinics whose credits take more than their invoices
)

var accounts = map[Account]bool{Cost: true, Payable: true, Transit: true, Bank: true, Claims: true, Carry: true}

// Entry moves an amount to the account Debit from the account Credit. It is about
// one invoice, payout or claim at least.
type Entry struct {
	No     int64
	At     time.Time
	Clinic string
	Debit  Account
	Credit Account
	Amount domain.Ore // öre, above 0
	OurRef int64      // 0: it is not about one invoice
	Payout int64
	Claim  int64
}

// move makes the entry of an amount, turned round where it is below zero; none of
// nothing.
func move(e Entry, debit, credit Account, amount domain.Ore) []Entry {
	switch {
	case amount == 0:
		return nil
	case amount < 0:
		debit, credit, amount = credit, debit, -amount
	}
	e.Debit, e.Credit, e.Amount = debit, credit, amount
	return []Entry{e}
}
