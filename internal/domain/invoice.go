package domain

import "time"

// Status is the state of an invoice as the clinic sees it (rules.md, "Life of an invoice").
type Status string

// The states. A paid invoice carries the date of the payout, an approved one
// the date it is planned for.
const (
	StatusReceived Status = "received" // Under behandling
	StatusApproved Status = "approved" // Godkänd för utbetalning DATE
	StatusPaid     Status = "paid"     // Utbetalningsdatum DATE
	StatusVoided   Status = "voided"   // Faktura makulerad
	StatusDeleted  Status = "deleted"  // raderad by the clinic
)

// BillState is the state of one bill in its invoice.
type BillState string

// The states of a bill; the ordinary one is empty.
const (
	BillOrdinary BillState = ""
	BillOnHold   BillState = "onHold"   // under granskning
	BillCredited BillState = "credited" // krediterad
	BillVoided   BillState = "voided"   // makulerad
	BillDeleted  BillState = "deleted"  // raderad
)

// Stands reports whether the bill has not been taken away: it is neither deleted
// nor voided.
func (s BillState) Stands() bool { return s != BillDeleted && s != BillVoided }

// Invoice (faktura) as the region holds it and the client mirrors it.
type Invoice struct {
	OurRef    int64         `json:"ourRef"`             // Vår referens, unique in the system
	Version   int64         `json:"version"`            // counts changes of this invoice
	Clinic    string        `json:"clinic"`             // kliniknummer
	InvoiceNo string        `json:"invoiceNo"`          // OCR/fakturanummer, the clinic's choice
	Received  time.Time     `json:"received"`           // Inkom; the server's clock
	Status    Status        `json:"status"`             //
	StatusOn  Date          `json:"statusOn,omitzero"`  // date of approval or payout
	CreditOf  int64         `json:"creditOf,omitempty"` // OurRef of the credited invoice; 0: ordinary
	Payout    int64         `json:"payout,omitempty"`   // number of the payout that it is in; 0: no pay run with it is closed
	Claim     int64         `json:"claim,omitempty"`    // of a credit that the clinic pays back itself: number of the claim
	Reason    string        `json:"reason,omitempty"`   // why it or bills of it were voided, or the bank did not pay; the latest
	Bills     []InvoiceBill `json:"bills"`
}

// InvoiceBill is a bill with what the region adds to it.
type InvoiceBill struct {
	Bill
	BillNo       int64     `json:"billNo"`                // räkningsnummer, unique in the system
	State        BillState `json:"state,omitempty"`       //
	RegisteredBy string    `json:"registeredBy"`          // name of the user
	Entitlement  string    `json:"entitlement,omitempty"` // intygsnummer it rests on
	// EntitlementCategory and EntitlementValid are what the intyg said when the bill
	// came (D5); empty of bills from before they were kept.
	EntitlementCategory string `json:"entitlementCategory,omitempty"`
	EntitlementValid    Period `json:"entitlementValid,omitzero"`
	Reason              string `json:"reason,omitempty"`    // why it was voided or is under granskning
	Credited            []int  `json:"credited,omitempty"`  // places of the items that are credited, in rising order
	TakesBack           *Taken `json:"takesBack,omitempty"` // of a credit's bill
}

// Taken is what a credit's bill takes back.
type Taken struct {
	BillNo int64 `json:"billNo"` // räkningsnummer
	Items  []int `json:"items"`  // places of the items, in rising order
}

// Sum is the invoice's amount, öre. Deleted and voided bills do not count.
func (v Invoice) Sum() Ore {
	var s Ore
	for i := range v.Bills {
		if v.Bills[i].State.Stands() {
			s += v.Bills[i].Sum()
		}
	}
	return s
}

// Receipt (kvittens) is the region's word that a command was done. It is stored
// with the command and given again, byte for byte, on a replay. Sum and Bills are
// of the invoice after it; of a submission, whose receipts are older than the
// other commands, Kind and Version are left out. The receipt of a crediting is about
// the new credit invoice; Credited and Version are of the invoice that it takes back.
// Where Kind is about the clinic itself, Version is the clinic's, and nothing is said
// of an invoice.
type Receipt struct {
	Submission string      `json:"submission"` // id of the command, chosen by the client
	Digest     string      `json:"digest"`     // SHA-256 of the request bytes, hex
	OurRef     int64       `json:"ourRef"`
	InvoiceNo  string      `json:"invoiceNo"`
	Received   time.Time   `json:"received"` // when the region did it
	Sum        Ore         `json:"sum"`
	Bills      int         `json:"bills"`              // those that are neither deleted nor voided
	Kind       CommandKind `json:"kind,omitempty"`     //
	Version    int64       `json:"version,omitempty"`  // of the invoice after it
	Credited   int64       `json:"credited,omitempty"` // Vår referens of the invoice that was credited
	User       int64       `json:"user,omitempty"`     // of a CommandUser: number of the user
	Notes      []UserNote  `json:"notes,omitempty"`    // of a CommandUser: what should be looked at
	Upload     *Uploaded   `json:"upload,omitempty"`   // of an upload, which has no OurRef of its own
}

// About is the Vår referens of the invoice that the command was about.
func (r Receipt) About() int64 {
	if r.Credited != 0 {
		return r.Credited
	}
	return r.OurRef
}
