package domain

import (
	"errors"
	"strings"
)

// Why a text is not a valid organisation number, account number or HSA-id.
var (
	ErrOrgNumber = errors.New("domain: not an organisation number")
	ErrBankgiro  = errors.New("domain: not a bankgiro number")
	ErrPlusgiro  = errors.New("domain: not a plusgiro number")
	ErrHSAID     = errors.New("domain: not an HSA-id")
)

// ParseOrgNumber reads an organisation number, with or without "-" and spaces,
// and gives it as "NNNNNN-NNNN": ten digits, the third at least 2 (which tells
// it from a personnummer), Luhn (rules.md, "Person numbers").
func ParseOrgNumber(s string) (string, error) {
	d, ok := digitsOf(s)
	if !ok || len(d) != 10 || d[2] < '2' || !luhn(d) {
		return "", ErrOrgNumber
	}
	return d[:6] + "-" + d[6:], nil
}

// ParseBankgiro reads a bankgiro number and gives it as "NNN-NNNN" or
// "NNNN-NNNN": seven or eight digits, Luhn.
func ParseBankgiro(s string) (string, error) {
	d, ok := digitsOf(s)
	if !ok || len(d) < 7 || len(d) > 8 || strings.Trim(d, "0") == "" || !luhn(d) {
		return "", ErrBankgiro
	}
	return d[:len(d)-4] + "-" + d[len(d)-4:], nil
}

// ParsePlusgiro reads a plusgiro number and gives it as "N-N" to "NNNNNNN-N",
// without spaces: two to eight digits, Luhn.
func ParsePlusgiro(s string) (string, error) {
	d, ok := digitsOf(s)
	if !ok || len(d) < 2 || len(d) > 8 || strings.Trim(d, "0") == "" || !luhn(d) {
		return "", ErrPlusgiro
	}
	return d[:len(d)-1] + "-" + d[len(d)-1:], nil
}

// digitsOf removes hyphens and spaces from a typed number; ok is false if
// anything but digits remains.
func digitsOf(s string) (digits string, ok bool) {
	digits = strings.NewReplacer("-", "", " ", "", "\u00a0", "").Replace(strings.TrimSpace(s))
	return digits, allDigits(digits)
}

// maxHSAID is the longest HSA-id, characters (Inera).
const maxHSAID = 31

// ParseHSAID reads an HSA-id and returns it in capitals, so that two of them can
// be compared with ==: "SE", ten digits, "-", letters and digits, at most 31
// characters.
func ParseHSAID(s string) (string, error) {
	s = strings.ToUpper(strings.TrimSpace(s))
	if len(s) < 14 || len(s) > maxHSAID || s[:2] != "SE" || !allDigits(s[2:12]) || s[12] != '-' {
		return "", ErrHSAID
	}
	for _, c := range []byte(s[13:]) {
		if !isDigit(c) && (c < 'A' || c > 'Z') {
			return "", ErrHSAID
		}
	}
	return s, nil
}
