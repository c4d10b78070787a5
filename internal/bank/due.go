package bank

import "example.org/tandtui/internal/domain"

// Due is money that is to come: an invoice of a payout (at the clinic), or a claim
// (at the region). What a payout carried from an earlier one is a Due without a
// reference: it counts where the payout's other parts are found.
type Due struct {
	Ref     int64      `json:"ref,omitempty"`     // Vår referens
	Payment string     `json:"payment,omitempty"` // EndToEndId of the payment it comes with; "" if unknown
	Amount  domain.Ore `json:"amount"`            // öre; below 0: a credit that is taken off
	Payer   Account    `json:"payer,omitzero"`    // whose exact amount is enough to find it (ByAccount); zero: never
}

// State says how a payment that came in and what was due fit.
type State string

// The states of a row.
const (
	Matched     State = "matched"  // to the öre
	WrongAmount State = "wrong"    // the reference is known, the amount is another
	Unknown     State = "unknown"  // nothing that is due is named
	Again       State = "again"    // what it names has come already
	TakenBack   State = "reversed" // the bank took it back
	Foreign     State = "currency" // in another currency than SEK
	NotBooked   State = "waiting"  // the bank has not booked it, or does not say so: no money yet
	Missing     State = "missing"  // due, and not in any file
)

// How says by what a payment was recognised.
type How string

// The ways of recognition, surest first. They are tried in this order.
const (
	ByReference How = "reference" // a structured reference or document number
	ByEndToEnd  How = "end-to-end"
	ByText      How = "text"    // a known reference in free text
	ByAccount   How = "account" // payer's account and exact amount of one open Due
)

// Row is one line of a reconciliation: a payment that came in, with what it pays,
// or something due that did not come.
type Row struct {
	State    State       `json:"state"`
	How      How         `json:"how,omitempty"`
	Dues     []int       `json:"dues,omitempty"`     // places in the dues that were given
	Expected domain.Ore  `json:"expected"`           // öre, what those add up to
	Got      domain.Ore  `json:"got"`                // öre; 0 of what is missing
	Currency string      `json:"currency,omitempty"` // where it is not SEK; Got is then hundredths of it
	On       domain.Date `json:"on,omitzero"`        // booked
	Strange  []string    `json:"strange,omitempty"`  // references that it names and nobody knows: text.Safe before they are shown
	Entry    Entry       `json:"-"`
	Detail   int         `json:"-"` // which of the entry's details; -1: the entry as a whole
}
