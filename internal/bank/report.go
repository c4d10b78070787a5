package bank

import "example.org/tandtui/internal/domain"

// Report is a bank's answer to an order (pain.002).
type Report struct {
	Message  string  `json:"message"` // "pain.002.001.10"
	ID       string  `json:"id"`
	Original string  `json:"original"` // MsgId of the order
	Group    Answer  `json:"group"`
	Blocks   []Block `json:"blocks,omitempty"`
}

// Block is the answer to one PmtInf of the order.
type Block struct {
	ID       string        `json:"id"`
	Answer   Answer        `json:"answer"`
	Payments []PaymentInfo `json:"payments,omitempty"`
}

// PaymentInfo is the answer to one payment.
type PaymentInfo struct {
	EndToEndID  string `json:"endToEndId,omitempty"`
	Instruction string `json:"instruction,omitempty"`
	Answer      Answer `json:"answer"`
	Amount      Amount `json:"amount,omitzero"`
}

// Answer is a status as the bank's code, with its reasons. No status says nothing:
// the one of the level above holds.
type Answer struct {
	Status  string   `json:"status,omitempty"`
	Reasons []Reason `json:"reasons,omitempty"`
	Counts  []Count  `json:"counts,omitempty"` // how many payments have which status
}

// Count is a line of NbOfTxsPerSts.
type Count struct {
	Status string `json:"status"`
	Number int    `json:"number"`
}

// Reason says why. Text is the bank's own words: text.Safe before it is shown.
type Reason struct {
	Code string   `json:"code,omitempty"`
	Text []string `json:"text,omitempty"` // some banks cut one text into several
}

// Fate is what became of a payment.
type Fate string

// The fates of a payment.
const (
	Accepted Fate = "accepted" // the bank pays it, or has
	Rejected Fate = "rejected" // it does not
	Pending  Fate = "pending"  // it has not decided yet, or has not said
)

// Outcome is what a report says of one payment of an order.
type Outcome struct {
	EndToEndID string     `json:"endToEndId"`
	Amount     domain.Ore `json:"amount"`
	Fate       Fate       `json:"fate"`
	Status     string     `json:"status,omitempty"` // the bank's code
	Reasons    []Reason   `json:"reasons,omitempty"`
}
