package bank

import "example.org/tandtui/internal/domain"

// MaxFile is the largest file that is read, bytes: a day of a large region is a
// few.
const MaxFile = 50 << 20

// Statement is one account's part of a camt.053 (statement) or camt.054
// (notification).
type Statement struct {
	Message   string    `json:"message"`   // "camt.053.001.08"
	MessageID string    `json:"messageId"` // MsgId of the file
	ID        string    `json:"id"`
	Sequence  string    `json:"sequence,omitempty"`
	Account   Account   `json:"account"`
	Currency  string    `json:"currency,omitempty"` // of the account, where stated
	Owner     string    `json:"owner,omitempty"`
	Balances  []Balance `json:"balances,omitempty"`
	Entries   []Entry   `json:"entries"`
}

// Balance is a stated balance of an account.
type Balance struct {
	Type   string      `json:"type"`   // OPBD, CLBD, CLAV …
	Amount Amount      `json:"amount"` // below 0: overdrawn, where the file says which
	Date   domain.Date `json:"date,omitzero"`
}

// Booked is the status of entries that are money; others are announced.
const Booked = "BOOK"

// Entry is a line of an account: one payment or a batch of them.
type Entry struct {
	Ref         string      `json:"ref,omitempty"`         // NtryRef
	ServicerRef string      `json:"servicerRef,omitempty"` // AcctSvcrRef: the bank's own, the same in camt.053 and camt.054
	Amount      Amount      `json:"amount"`                // credit above 0, debit below
	Status      string      `json:"status,omitempty"`      // Booked, PDNG …; "" where the file does not say
	Reversal    bool        `json:"reversal,omitempty"`    // takes an earlier entry back
	BookedOn    domain.Date `json:"bookedOn,omitzero"`
	ValueOn     domain.Date `json:"valueOn,omitzero"`
	Code        string      `json:"code,omitempty"` // "PMNT/RCDT/DMCT"
	Info        string      `json:"info,omitempty"` // AddtlNtryInf
	Batches     []Batch     `json:"batches,omitempty"`
	Details     []Detail    `json:"details,omitempty"`
}

// DetailsAgree tells whether the details add up to the entry. Where they do not,
// in sum or in currency, the entry is right (ADR 043).
func (e Entry) DetailsAgree() bool {
	var sum domain.Ore
	for _, d := range e.Details {
		if d.Amount.Currency != e.Amount.Currency {
			return false
		}
		sum += d.Amount.Minor
	}
	return len(e.Details) > 0 && sum == e.Amount.Minor
}

// Batch is what the bank says of payments booked as one.
type Batch struct {
	Count        string `json:"count,omitempty"`
	Total        Amount `json:"total,omitzero"`
	PaymentInfID string `json:"paymentInfId,omitempty"`
	MessageID    string `json:"messageId,omitempty"`
}

// Detail is one payment of an entry. All its texts are the payer's or the bank's:
// text.Safe before they are shown.
type Detail struct {
	Amount      Amount   `json:"amount,omitzero"` // credit above 0; no currency where the file states none
	Refs        Refs     `json:"refs,omitzero"`
	Debtor      string   `json:"debtor,omitempty"`
	DebtorAcct  Account  `json:"debtorAccount,omitzero"`
	Creditor    string   `json:"creditor,omitempty"`
	CreditAcct  Account  `json:"creditorAccount,omitzero"`
	Text        []string `json:"text,omitempty"`  // RmtInf/Ustrd
	Parts       []Part   `json:"parts,omitempty"` // RmtInf/Strd
	Info        string   `json:"info,omitempty"`  // AddtlTxInf
	ReturnCause string   `json:"returnCause,omitempty"`
}

// Refs are the references of a payment. Banks write NOTPROVIDED where the payer
// gave none.
type Refs struct {
	MessageID    string `json:"messageId,omitempty"`
	ServicerRef  string `json:"servicerRef,omitempty"`
	PaymentInfID string `json:"paymentInfId,omitempty"`
	Instruction  string `json:"instruction,omitempty"`
	EndToEnd     string `json:"endToEnd,omitempty"`
	Transaction  string `json:"transaction,omitempty"`
}

// Part is what a payment says in elements of one thing that it pays.
type Part struct {
	Reference string   `json:"reference,omitempty"` // CdtrRefInf/Ref: OCR or another reference of the receiver's
	Kind      string   `json:"kind,omitempty"`      // of the document: CINV, CREN …
	Document  string   `json:"document,omitempty"`  // its number
	Amount    Amount   `json:"amount,omitzero"`     // what of the payment is for it, below 0 of a credit; no currency where not stated
	Notes     []string `json:"notes,omitempty"`     // AddtlRmtInf
}
