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
	Reason    string        `json:"reason,omitempty"`   // why it was voided
	Bills     []InvoiceBill `json:"bills"`
}

// InvoiceBill is a bill with what the region adds to it.
type InvoiceBill struct {
	Bill
	BillNo       int64     `json:"billNo"`                // räkningsnummer, unique in the system
	State        BillState `json:"state,omitempty"`       //
	RegisteredBy string    `json:"registeredBy"`          // name of the user
	Entitlement  string    `json:"entitlement,omitempty"` // intygsnummer it rests on
}

// Sum is the invoice's amount, öre. Deleted and voided bills do not count.
func (v Invoice) Sum() Ore {
	var s Ore
	for i := range v.Bills {
		if st := v.Bills[i].State; st != BillDeleted && st != BillVoided {
			s += v.Bills[i].Sum()
		}
	}
	return s
}

// Receipt (kvittens) is the region's word that a submission was received. It is
// stored with the submission and given again, byte for byte, on a replay.
type Receipt struct {
	Submission string    `json:"submission"` // id chosen by the client
	Digest     string    `json:"digest"`     // SHA-256 of the request bytes, hex
	OurRef     int64     `json:"ourRef"`
	InvoiceNo  string    `json:"invoiceNo"`
	Received   time.Time `json:"received"`
	Sum        Ore       `json:"sum"`
	Bills      int       `json:"bills"`
}
