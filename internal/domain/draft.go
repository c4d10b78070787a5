package domain

import "time"

// DraftState is where a draft stands on its way to the region.
type DraftState string

// The states. A draft is never deleted by sending: it becomes received and is
// swept when its invoice stands in the mirror.
const (
	DraftOpen      DraftState = "open"      // being written
	DraftQueued    DraftState = "queued"    // in the outbox: waits, or is being sent
	DraftReceived  DraftState = "received"  // the region answered with a receipt
	DraftRefused   DraftState = "refused"   // the region refused it; open for mending
	DraftDiscarded DraftState = "discarded" // thrown away, may be undone
)

// Draft (utkast) is an invoice being written, as raw text: what was typed, not
// what it means, so that nothing typed is ever lost (B18). Its ID is the
// submission's id for its whole life (exactly-once sending).
type Draft struct {
	ID        string      `json:"id"`
	Clinic    string      `json:"clinic"`
	Author    string      `json:"author"` // HSA-id
	Created   time.Time   `json:"created"`
	Updated   time.Time   `json:"updated"`
	State     DraftState  `json:"state"`
	InvoiceNo string      `json:"invoiceNo"`
	Bills     []DraftBill `json:"bills"` // at least one
	Cursor    Cursor      `json:"cursor"`
	HomeVisit *HomeVisit  `json:"homeVisit,omitempty"` // what its bills are made of; nil: they are written one by one
	Filled    []Filled    `json:"filled,omitempty"`    // by bill; may be shorter than Bills
	Refusal   *Refusal    `json:"refusal,omitempty"`
	Receipt   *Receipt    `json:"receipt,omitempty"`
}

// Filled is what the program put into the fields of a bill, and the patient it
// was taken from. If the number turns out to be another patient's, what is still
// unchanged is taken away again: one patient's frikort must not stand on
// another's bill, not even after a crash. It is shared and must not be changed.
type Filled struct {
	Person PersonID         `json:"person,omitzero"`
	Values map[Field]string `json:"values,omitempty"`
}

// Cursor is the place where the user was, so that a resumed draft opens there.
type Cursor struct {
	Bill  int   `json:"bill"`
	Item  int   `json:"item"` // WholeBill: a field of the bill
	Field Field `json:"field"`
	Col   int   `json:"col"` // rune offset in the field
}
