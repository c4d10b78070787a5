package domain

import (
	"cmp"
	"strings"
)

// GiroKind says what sort of number money is paid to. Bankgiro and plusgiro
// numbers look alike, so the kind is always kept with the digits.
type GiroKind string

// The kinds.
const (
	Bankgiro GiroKind = "bankgiro"
	Plusgiro GiroKind = "plusgiro"
)

// Payee is whom a clinic's payouts go to, and where. Banks have demanded name, town
// and country since 2026.
type Payee struct {
	Kind    GiroKind `json:"kind"`
	Digits  string   `json:"digits"` // without dash and spaces
	Name    string   `json:"name"`
	Town    string   `json:"town"`
	Country string   `json:"country,omitempty"` // two capitals; none: Sweden
}

// CountryCode reads a country as the bank wants it, two capitals; "" is Sweden.
func CountryCode(s string) (code string, ok bool) {
	code = strings.ToUpper(strings.TrimSpace(s))
	return code, code == "" || len(code) == 2 && strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// Land is the payee's country as a bank's file has it.
func (p Payee) Land() string { return cmp.Or(p.Country, "SE") }

// Beside is the payee with its country written as it was before, if it is the same one:
// both "" and SE are Sweden, and the one for the other is no change.
func (p Payee) Beside(was Payee) Payee {
	if p.Land() == was.Land() {
		p.Country = was.Country
	}
	return p
}

// ParseGiro reads a number of a kind and gives its digits.
func ParseGiro(kind GiroKind, number string) (digits string, err error) {
	switch kind {
	case Bankgiro:
		number, err = ParseBankgiro(number)
	case Plusgiro:
		number, err = ParsePlusgiro(number)
	default:
		err = ErrGiroKind
	}
	if err != nil {
		return "", err
	}
	digits, _ = digitsOf(number)
	return digits, nil
}

// Number is the number as it is printed, "" where there is none.
func (p Payee) Number() string {
	var s string
	switch p.Kind {
	case Bankgiro:
		s, _ = ParseBankgiro(p.Digits)
	case Plusgiro:
		s, _ = ParsePlusgiro(p.Digits)
	}
	return s
}

// Complete tells whether the bank can pay to it.
func (p Payee) Complete() bool { return p.Number() != "" && p.Name != "" && p.Town != "" }
