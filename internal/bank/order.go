package bank

import (
	"strconv"
	"time"

	"example.org/tandtui/internal/domain"
)

// AccountKind says what sort of number an account has. Bankgiro and plusgiro
// numbers look alike, so the kind is always kept with the digits.
type AccountKind string

// The kinds of accounts.
const (
	Bankgiro = AccountKind(domain.Bankgiro)
	Plusgiro = AccountKind(domain.Plusgiro)
	BBAN     = AccountKind("bban") // clearing number and account number in one
	IBAN     = AccountKind("iban")
)

// Account is a number that money is paid to or comes from.
type Account struct {
	Kind   AccountKind `json:"kind"`   // "" where the bank's file names none that is known here
	Digits string      `json:"digits"` // without spaces and dashes; of an IBAN the letters too
}

// Order is what a pay run asks the bank to pay: the content of one pain.001. The
// same order always gives the same bytes.
type Order struct {
	Run       int64     // number of the pay run
	MessageID string    // MsgId, unique for ever: MessageID(…)
	Created   time.Time // when the run was closed; stands in the file
	Execution domain.Date
	Payments  []Payment
}

// Sum is what the order pays in all, öre.
func (o Order) Sum() (sum domain.Ore) {
	for _, p := range o.Payments {
		sum += p.Amount
	}
	return sum
}

// Payment is one payout of an order, to one creditor.
type Payment struct {
	EndToEndID  string // unique for ever: EndToEndID(…)
	Creditor    Party
	Account     Account
	Amount      domain.Ore // öre, above 0: what is sent
	Remittances []Remittance
}

// Party is who pays or is paid. Banks have demanded name, town and country since
// 2026, the last two in elements of their own.
type Party struct {
	Name    string `toml:"name"`
	Town    string `toml:"town"`
	Country string `toml:"country"` // two capitals (ISO 3166); "" is SE
}

// Remittance is a part of a payment: an invoice that it pays, a credit that is
// taken off, or what was carried from an earlier payout. Parts add up to the
// payment.
type Remittance struct {
	OurRef    int64      // Vår referens; 0 of what was carried
	InvoiceNo string     // the clinic's own fakturanummer; may be empty
	Amount    domain.Ore // öre, above 0
	Credit    bool       // taken off instead of paid
}

// MessageID is the MsgId of a pay run's order, and its PmtInfId. debtor tells
// regions apart, so that it is unique at a bank that has several.
func MessageID(debtorOrgNumber string, run int64) string {
	return digits(debtorOrgNumber) + "-" + strconv.FormatInt(run, 10)
}

// EndToEndID is the EndToEndId of a payout. A payout of one invoice has its Vår
// referens in it too, for receivers whose bank shows them nothing else.
func EndToEndID(payout int64, refs ...int64) string {
	id := "U" + strconv.FormatInt(payout, 10)
	if len(refs) == 1 {
		id += "-" + strconv.FormatInt(refs[0], 10)
	}
	return id
}

// digits are the digits of a text.
func digits(s string) string {
	b := make([]byte, 0, len(s))
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			b = append(b, s[i])
		}
	}
	return string(b)
}
