package domain

import "time"

// PayoutState says how far a payout has come. Payouts of regions from before
// there were states have none: they were paid at once.
type PayoutState string

// The states of a payout, in their order. One without anything to pay, because
// credits took all of it, is confirmed when its run is closed.
const (
	PayoutPrepared  PayoutState = "prepared"  // planned; its invoices may still change
	PayoutClosed    PayoutState = "closed"    // settled, and in a file for the bank
	PayoutSent      PayoutState = "sent"      // the bank has the file
	PayoutConfirmed PayoutState = "confirmed" // paid
	PayoutRejected  PayoutState = "rejected"  // the bank did not pay; its invoices wait anew
)

// Payout (utbetalning) is what a pay run pays to one clinic. It is never below
// zero: what credits take beyond its invoices is carried to the clinic's next one.
type Payout struct {
	No         int64       `json:"no"`
	Clinic     string      `json:"clinic"`
	Date       Date        `json:"date"`
	Sum        Ore         `json:"sum"`      // öre, credits and what was carried taken off
	Invoices   []int64     `json:"invoices"` // Vår referens of each
	Run        int64       `json:"run,omitempty"`
	State      PayoutState `json:"state,omitempty"`
	CarriedIn  Ore         `json:"carriedIn,omitempty"`  // öre taken off for earlier credits, at least 0
	CarriedOut Ore         `json:"carriedOut,omitempty"` // öre left to be taken off later payouts, at least 0
	Reason     string      `json:"reason,omitempty"`     // why the bank rejected it, in the bank's words
}

// Paid tells whether the money has left the region.
func (p Payout) Paid() bool { return p.State == PayoutConfirmed || p.State == "" }

// CarryOver is what credits have taken from a clinic beyond its invoices, öre: it
// is taken off the clinic's next payout.
type CarryOver struct {
	Clinic string `json:"clinic"`
	Amount Ore    `json:"amount"`
}

// RunState says how far a pay run has come.
type RunState string

// The states of a pay run, in their order.
const (
	RunPrepared RunState = "prepared" // invoices are approved for its date
	RunClosing  RunState = "closing"  // its payouts are being settled, clinic by clinic
	RunClosed   RunState = "closed"   // all are settled: the bank's file can be written
	RunDone     RunState = "done"     // every payout is confirmed or rejected
)

// PayRun (utbetalningskörning) pays the invoices approved for a date.
type PayRun struct {
	No       int64     `json:"no"`
	Date     Date      `json:"date"`
	State    RunState  `json:"state"`
	Profile  string    `json:"profile,omitempty"` // of the bank; none where nothing is sent to it
	Prepared time.Time `json:"prepared"`
	By       Actor     `json:"by"`                // who prepared it
	Closed   time.Time `json:"closed,omitzero"`   // when it was; stands in the bank's file
	ClosedBy Actor     `json:"closedBy,omitzero"` //
	PaysOn   Date      `json:"paysOn,omitzero"`   // the day on which the bank is to pay; Date, if that has not passed when it is closed
	Digest   string    `json:"digest,omitempty"`  // SHA-256 of the bank's file, hex
}
