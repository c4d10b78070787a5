// Package domain is what the field is: who is treated (PersonID), what may be
// billed (Procedure, PriceList, Entitlement, PriorApproval), what is billed
// (Item, Bill, Invoice, Draft) and in which state it stands (Status).
//
// It is pure: it imports only the standard library, reads no clock, touches no
// disk and no network. Both programs share it. Business rules live one level
// down, in domain/rules; Swedish sentences live in internal/text.
//
// Words are those of the project's glossary: a faktura is an Invoice, a räkning
// a Bill, an åtgärdsrad an Item, an intyg an Entitlement.
package domain
