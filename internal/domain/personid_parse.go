package domain

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Why a text is not a person number; each wraps ErrPersonID.
var (
	ErrPersonLength = fmt.Errorf("%w: wrong number of characters", ErrPersonID)
	ErrPersonForm   = fmt.Errorf("%w: characters that do not belong", ErrPersonID)
	ErrPersonDate   = fmt.Errorf("%w: no such date of birth", ErrPersonID)
	ErrPersonCheck  = fmt.Errorf("%w: check digit does not fit", ErrPersonID)
	ErrPersonFuture = fmt.Errorf("%w: born in the future", ErrPersonID)
	ErrPersonPlus   = fmt.Errorf("%w: nobody is as old as the + says", ErrPersonID)
	// ErrPersonSerial: serial 000 is never given to anybody, although the check
	// digit can be right.
	ErrPersonSerial = fmt.Errorf("%w: serial 000", ErrPersonCheck)
	// ErrReserveForm and ErrReserveCheck: the same faults of a number with
	// letters.
	ErrReserveForm  = fmt.Errorf("%w: reservnummer", ErrPersonForm)
	ErrReserveCheck = fmt.Errorf("%w: reservnummer", ErrPersonCheck)
)

// oldest is an age in years that nobody reaches; a number with "+" cannot mean an
// older person. Numbers of twelve digits are not limited: the Tax Agency's test
// numbers go back to 1890.
const oldest = 130

// coordinationShift is added to the day of birth in a samordningsnummer.
const coordinationShift = 60

// ParsePersonID reads a person number as people type it: ten or twelve
// characters, with or without "-" or "+" (from the year of turning 100), with
// spaces. Ten digits are given the century that makes the person less than 100
// years old, or born 100 years or more before this year with "+".
func ParsePersonID(s string, today Date) (PersonID, error) {
	text, sign, err := personSigns(s)
	if err != nil {
		return PersonID{}, err
	}
	switch len(text) {
	case 12:
	case 10:
		if text, err = withCentury(text, sign, today); err != nil {
			return PersonID{}, err
		}
	default:
		return PersonID{}, ErrPersonLength
	}
	id, err := parseCanonical(text)
	if err != nil {
		return PersonID{}, err
	}
	if id.BirthDate().After(today) {
		return PersonID{}, ErrPersonFuture
	}
	return id, nil
}

// dashes are the hyphens, dashes and minus signs that other programs write
// between birth date and serial.
const dashes = "-\u2010\u2011\u2012\u2013\u2014\u2212"

// personSigns reduces a typed number to its digits and letters, in capitals, and
// gives its sign, "-" or "+".
func personSigns(s string) (text string, sign rune, err error) {
	sign = '-'
	var b strings.Builder
	for i, r := range asciiUpper(strings.TrimSpace(s)) {
		switch {
		case r == ' ' || r == '\u00a0' || r == '\u202f':
		case (strings.ContainsRune(dashes, r) || r == '+') && i > 0:
			if n := b.Len(); n != 6 && n != 8 {
				return "", 0, ErrPersonForm
			}
			if r == '+' {
				sign = r
			} else {
				sign = '-'
			}
		case r >= '0' && r <= '9' || r >= 'A' && r <= 'Z':
			b.WriteRune(r)
		default:
			return "", 0, ErrPersonForm
		}
	}
	return b.String(), sign, nil
}

// withCentury puts the century before a ten-character number.
func withCentury(short string, sign rune, today Date) (string, error) {
	century, err := centuryOf(short, sign == '+', today)
	if err != nil {
		return "", err
	}
	full := century + short
	switch born := dated(full); {
	case sign == '-' && born.IsZero() && (short[:2] == "19" || short[:2] == "20"):
		return "", ErrPersonLength // a twelve-digit number with the last two missing
	case sign == '+' && born.AgeOn(today) > oldest:
		return "", ErrPersonPlus
	}
	return full, nil
}

// centuryOf finds the century of a ten-character number.
func centuryOf(short string, plus bool, today Date) (string, error) {
	if !allDigits(short[:6]) {
		return "", ErrPersonForm
	}
	year := today.Year() / 100 * 100
	year += number(short[:2])
	switch {
	case plus: // from 1 January of the year in which the person turns 100
		for year > today.Year()-100 {
			year -= 100
		}
	case short[:6] > fmt.Sprintf("%02d%02d%02d", today.Year()%100, today.Month(), shiftedDay(short, today)):
		year -= 100
	}
	return fmt.Sprintf("%02d", year/100), nil
}

// dated is the date of birth that twelve characters carry; zero if they carry
// none.
func dated(full string) Date { return PersonID{id: full, kind: kindOf(full)}.BirthDate() }

// shiftedDay is today's day of the month, plus 60 if the number is a
// samordningsnummer, so that it compares with the day in the number.
func shiftedDay(short string, today Date) int {
	if short[4] >= '6' {
		return today.Day() + coordinationShift
	}
	return today.Day()
}

// parseCanonical reads the twelve-character form.
func parseCanonical(s string) (PersonID, error) {
	if len(s) != 12 {
		return PersonID{}, ErrPersonLength
	}
	if !allDigits(s[:8]) {
		return PersonID{}, ErrPersonForm
	}
	id := PersonID{id: s, kind: kindOf(s)}
	switch {
	case id.kind == 0 && !isDigit(s[8]):
		return PersonID{}, ErrReserveForm
	case id.kind == 0:
		return PersonID{}, ErrPersonForm
	}
	if id.BirthDate().IsZero() {
		return PersonID{}, ErrPersonDate
	}
	switch {
	case id.kind <= Samordningsnummer && s[8:11] == "000":
		return PersonID{}, ErrPersonSerial
	case checkFits(id):
		return id, nil
	case id.kind == ReservnummerVGR:
		return PersonID{}, ErrReserveCheck
	}
	return PersonID{}, ErrPersonCheck
}

// kindOf is the kind by the form alone, 0 if it is none of them (rules.md,
// "Person numbers").
func kindOf(s string) PersonKind {
	letter, rest := s[8], s[9:]
	switch {
	case allDigits(s) && s[6] >= '6':
		return Samordningsnummer
	case allDigits(s):
		return Personnummer
	case strings.IndexByte("KMX", letter) >= 0 && allDigits(rest) && sexFits(letter, rest[:2]):
		return ReservnummerVGR
	case letter == 'S' && strings.IndexByte("FUXPL", rest[0]) >= 0 && isDigit(rest[1]) && endLetter(rest[2]):
		return ReservnummerVarml
	}
	return 0
}

// sexFits checks the two digits of a VGR reservnummer: 06–79 odd for a man (M),
// even for a woman (K), 80–89 where the sex is unknown (X).
func sexFits(letter byte, serial string) bool {
	n := number(serial)
	switch letter {
	case 'X':
		return n >= 80 && n <= 89
	case 'M':
		return n >= 6 && n <= 79 && n%2 == 1
	default:
		return n >= 6 && n <= 79 && n%2 == 0
	}
}

// endLetter is the last character in Värmland: a letter but V, or a digit in test.
func endLetter(c byte) bool { return c >= 'A' && c <= 'Z' && c != 'V' || c >= '1' && c <= '9' }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// checkFits checks the check digit (Luhn on positions 3–11; in a VGR
// reservnummer the letters count K=5, M=7, X=8; Värmland has no check digit).
func checkFits(p PersonID) bool {
	digits := p.id[2:]
	switch p.kind {
	case ReservnummerVarml:
		return true
	case ReservnummerVGR:
		digits = strings.NewReplacer("K", "5", "M", "7", "X", "8").Replace(digits)
	}
	return luhn(digits)
}

// luhn is the mod-10 check with weights 2,1 from the left over ten digits
// (SKV 704; ISO/IEC 7812-1 annex B).
func luhn(digits string) bool {
	sum := 0
	for i := range len(digits) {
		n := int(digits[i] - '0')
		if i%2 == len(digits)%2 {
			n *= 2
		}
		sum += n/10 + n%10
	}
	return sum%10 == 0
}

// BirthDate is the date of birth that the number carries; zero for the zero
// PersonID. A samordningsnummer may leave month and day open (00) or name a day
// that the month does not have: a missing one counts as 1, a day past the end as
// the last of the month.
func (p PersonID) BirthDate() Date {
	if len(p.id) != 12 {
		return Date{}
	}
	year, month, day := number(p.id[:4]), number(p.id[4:6]), number(p.id[6:8])
	if p.kind == Samordningsnummer {
		month = max(month, 1)
		day = max(day-coordinationShift, 1)
		if day <= 31 {
			day = min(day, daysIn(year, time.Month(month)))
		}
	}
	d, ok := NewDate(year, time.Month(month), day)
	if !ok {
		return Date{}
	}
	return d
}

// number is the value of a text that is known to hold only digits.
func number(digits string) (n int) {
	for _, c := range digits {
		n = n*10 + int(c-'0')
	}
	return n
}

// AgeOn is the age in whole years on a date.
func (p PersonID) AgeOn(on Date) int { return p.BirthDate().AgeOn(on) }

// PersonReason is the stable word for why a text was refused: "length", "form",
// "date", "check", "future", "plus", "serial", "reserve-form", "reserve-check".
func PersonReason(err error) string {
	switch {
	case errors.Is(err, ErrPersonSerial):
		return "serial"
	case errors.Is(err, ErrReserveForm):
		return "reserve-form"
	case errors.Is(err, ErrReserveCheck):
		return "reserve-check"
	case errors.Is(err, ErrPersonPlus):
		return "plus"
	case errors.Is(err, ErrPersonLength):
		return "length"
	case errors.Is(err, ErrPersonDate):
		return "date"
	case errors.Is(err, ErrPersonCheck):
		return "check"
	case errors.Is(err, ErrPersonFuture):
		return "future"
	}
	return "form"
}
