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
	ErrGiroKind  = errors.New("domain: neither bankgiro nor plusgiro")
	ErrHSAID     = errors.New("domain: not an HSA-id")
)

// ParseOrgNumber reads an organisation number, with or without "-" or "+" and
// spaces, and gives it as "NNNNNN-NNNN". A legal person's has ten digits, the
// third at least 2, and may be led by 16; a sole trader's is the personnummer or
// samordningsnummer, of ten or twelve digits. Both end in a Luhn digit
// (rules.md, "Person numbers"; the Tax Agency's SKV 709 and 704).
func ParseOrgNumber(s string) (string, error) {
	d, ok := digitsOf(strings.Replace(s, "+", "-", 1))
	if !ok || len(d) != 10 && len(d) != 12 {
		return "", ErrOrgNumber
	}
	century, d := d[:len(d)-10], d[len(d)-10:]
	legal := d[2] >= '2' && luhn(d)
	switch {
	case century == "" && (legal || isPerson("19"+d) || isPerson("20"+d)), century == "16" && legal, century != "" && isPerson(century+d):
		return d[:6] + "-" + d[6:], nil
	}
	return "", ErrOrgNumber
}

// isPerson tells whether twelve digits are a person's number.
func isPerson(digits string) bool {
	_, err := parseCanonical(digits)
	return err == nil
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
	s = asciiUpper(strings.TrimSpace(s))
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

// asciiUpper raises a to z alone: strings.ToUpper makes an S of "ſ" and an I of
// "ı", and so one id of two.
func asciiUpper(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r - 'a' + 'A'
		}
		return r
	}, s)
}
