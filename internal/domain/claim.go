package domain

// ClaimState says whether a claim is paid.
type ClaimState string

// The states of a claim.
const (
	ClaimOpen      ClaimState = "open"
	ClaimSettled   ClaimState = "settled"   // the money has come
	ClaimWithdrawn ClaimState = "withdrawn" // its credit was voided before anything came
)

// Claim (fordran) is what a clinic paid by plusgiro owes the region after a
// credit: it pays to the region's bankgiro and states the credit's Vår referens
// (manual VGR, Kreditera). Others are settled in the next payout.
type Claim struct {
	No      int64      `json:"no"`
	Clinic  string     `json:"clinic"`
	OurRef  int64      `json:"ourRef"` // of the credit invoice
	Amount  Ore        `json:"amount"` // öre, above 0
	Paid    Ore        `json:"paid,omitempty"`
	State   ClaimState `json:"state"`
	Since   Date       `json:"since"`
	Settled Date       `json:"settled,omitzero"` // the day on which all of it had come
	Account string     `json:"account"`          // the region's bankgiro, as printed
}

// Left is what has not come yet, öre.
func (c Claim) Left() Ore { return c.Amount - c.Paid }
