package domain

import (
	"errors"
	"log/slog"
)

// PersonKind tells what sort of number identifies a person (rules.md, "Person numbers").
type PersonKind uint8

// The kinds of person number.
const (
	Personnummer      PersonKind = iota + 1
	Samordningsnummer            // day of birth + 60
	ReservnummerVGR              // 19810829M071
	ReservnummerVarml            // 19810829SU3A
)

// PersonID identifies a patient: a personnummer, samordningsnummer or regional
// reservnummer in its canonical form of twelve characters. The zero value is no
// person.
//
// It is personal data: String, %v, %#v and slog show a mask. Only Canonical,
// Display and the text encoding give the number away.
type PersonID struct {
	id   string
	kind PersonKind
}

// ErrPersonID is returned by ParsePersonID; the wrapped error says which check failed.
var ErrPersonID = errors.New("domain: not a person number")

// Canonical is the number as twelve characters, for storage and the wire.
func (p PersonID) Canonical() string { return p.id }

// Display is the number as shown on screen: "19340512-8350"; reservnummer unbroken.
func (p PersonID) Display() string {
	if len(p.id) != 12 || p.kind > Samordningsnummer {
		return p.id
	}
	return p.id[:8] + "-" + p.id[8:]
}

// Kind is the sort of number.
func (p PersonID) Kind() PersonKind { return p.kind }

// IsZero reports whether no person is given.
func (p PersonID) IsZero() bool { return p.id == "" }

const personMask = "personnummer(dolt)"

// String hides the number, as do GoString and LogValue.
func (p PersonID) String() string {
	if p.IsZero() {
		return ""
	}
	return personMask
}

func (p PersonID) GoString() string { return p.String() }

func (p PersonID) LogValue() slog.Value { return slog.StringValue(p.String()) }

func (p PersonID) MarshalText() ([]byte, error) { return []byte(p.id), nil }

// UnmarshalText reads the canonical form; empty text is the zero PersonID.
// Ages are not judged here: only form, date and check digit.
func (p *PersonID) UnmarshalText(b []byte) (err error) {
	if len(b) == 0 {
		*p = PersonID{}
		return nil
	}
	*p, err = parseCanonical(string(b))
	return err
}
