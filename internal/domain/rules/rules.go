// Package rules holds the checks of a bill. The client and the server call the
// same functions, so what the client passes the server passes, given the same
// facts. It is pure: same input, same findings, in a stable order. It makes no
// sentences (internal/text does) and reads no clock.
package rules

import "example.org/tandtui/internal/domain"

// Facts is everything a check may rest on. A fact that is missing (nil map
// entry, empty profile field) switches its check off; it never fails a bill.
type Facts struct {
	Today    domain.Date
	Profile  *domain.Profile
	Prices   domain.PriceBook
	Clinic   domain.Clinic
	Persons  map[domain.PersonID]domain.PersonFacts // looked-up patients; absent: not looked up
	UsedRefs map[string]bool                        // NormalRef of references the provider has used
}

// Reading is a draft as understood: what could be read of it, and everything
// that was found, in the order of bills, fields and items.
type Reading struct {
	InvoiceNo string
	Bills     []domain.Bill
	Findings  []domain.Finding
}
