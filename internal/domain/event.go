package domain

import "time"

// Actor is who did something, and by which way in.
type Actor struct {
	ID   string `json:"id"`             // HSA-id of a clinic's user; at the desk what --as or the system says
	Name string `json:"name,omitempty"` //
	Role Role   `json:"role,omitempty"` // at the clinic; none at the desk
	Via  Via    `json:"via"`
	From string `json:"from,omitempty"` // the terminal's or desk's computer
}

// Via is the way in by which somebody acts.
type Via string

// The ways in.
const (
	ViaCard   Via = "card"   // SITHS card (A1)
	ViaBankID Via = "bankid" // BankID (A1)
	ViaDesk   Via = "desk"   // a verb of tandserver (E4)
)

// Act names what was done to an invoice.
type Act string

// The acts.
const (
	ActSubmit  Act = "submit"
	ActHold    Act = "hold"    // under granskning
	ActRelease Act = "release" // the review ended
	ActApprove Act = "approve" // godkänd för utbetalning
	ActClose   Act = "close"   // in a payout that is sent to the bank
	ActReject  Act = "reject"  // the bank did not pay: it waits anew
	ActPay     Act = "pay"
	ActDelete  Act = "delete" // raderad by the clinic
	ActVoid    Act = "void"   // makulerad by the region
	ActCredit  Act = "credit"
	ActRestore Act = "restore" // its credit was voided: it stands as before
	ActSettle  Act = "settle"  // a credit that the clinic has paid back
)

// Event is one thing that was done to an invoice (D12). Events are only ever
// added.
type Event struct {
	At      time.Time `json:"at"`
	Clinic  string    `json:"clinic"`
	OurRef  int64     `json:"ourRef"`
	Version int64     `json:"version"` // of the invoice after it
	Act     Act       `json:"act"`
	By      Actor     `json:"by"`
	Bills   []int64   `json:"bills,omitempty"`   // räkningsnummer it was about; none: the whole invoice
	Reason  string    `json:"reason,omitempty"`  //
	Command string    `json:"command,omitempty"` // id of the command, where a clinic asked for it
}
