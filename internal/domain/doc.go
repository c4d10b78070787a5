// Package domain models the field: who is treated (PersonID), what may be billed
// (Procedure, PriceList, Entitlement, PriorApproval), what is billed (Item, Bill,
// Invoice, Draft), how an invoice lives (Status, and the acts in life.go) and how
// a change of it is asked for (Command).
//
// It is pure: it imports only the standard library, reads no clock, touches no
// disk and no network. Both programs share it. The checks of a bill are one level
// down, in domain/rules; Swedish sentences are in internal/text.
//
// Words are those of the project's glossary: a faktura is an Invoice, a räkning a
// Bill, an åtgärdsrad an Item, an intyg an Entitlement.
package domain
