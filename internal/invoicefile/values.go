package invoicefile

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"example.org/tandtui/internal/domain"
)

// valueKind is what an element or attribute holds.
type valueKind uint8

const (
	group    valueKind = iota // elements, no text
	foreign                   // elements of other namespaces, not read
	words                     // text on one line
	guid                      // 8-4-4-4-12 hexadecimal digits
	moment                    // date, time and zone
	date                      // 2026-11-28
	ore                       // whole öre
	total                     // whole öre of a whole file
	count                     // a whole number, not negative
	boolean                   // true, false, 1, 0
	fileName                  // of an attachment
)

// String is the name of the kind in findings; internal/text has its words.
func (k valueKind) String() string {
	return [...]string{"", "", "text", "guid", "moment", "date", "ore", "ore", "count", "boolean", "fileName"}[k]
}

// Bounds of numbers in the file.
const (
	maxOreDigits   = 11 // a hundred million kronor, as domain.ParseOre allows
	maxTotalDigits = 15
	maxCountDigits = 15
)

// valid tells whether a value, its spaces tidied, is of the kind.
func (k valueKind) valid(v string) bool {
	switch k {
	case guid:
		return isGUID(v)
	case moment:
		return isMoment(v)
	case date:
		return isDate(v)
	case ore:
		return isDigits(strings.TrimPrefix(v, "-"), maxOreDigits)
	case total:
		return isDigits(strings.TrimPrefix(v, "-"), maxTotalDigits)
	case count:
		return isDigits(v, maxCountDigits)
	case boolean:
		return v == "true" || v == "false" || v == "1" || v == "0"
	case fileName:
		return isFileName(v)
	}
	return true
}

func isDigits(v string, most int) bool {
	if v == "" || len(v) > most {
		return false
	}
	for i := range len(v) {
		if v[i] < '0' || v[i] > '9' {
			return false
		}
	}
	return true
}

// number is the value of digits that isDigits has passed.
func number(v string) int64 {
	n, _ := strconv.ParseInt(v, 10, 64)
	return n
}

func isDate(v string) bool {
	if len(v) != 10 || v[0] != '1' && v[0] != '2' {
		return false
	}
	_, err := domain.ParseDate(v)
	return err == nil
}

// isMoment: a date, "T", a time and "Z" or the difference from UTC.
func isMoment(v string) bool {
	if len(v) < len("2026-11-28T10:00:00Z") || !isDate(v[:10]) || v[10] != 'T' || v[13] != ':' || v[16] != ':' {
		return false
	}
	if !below(v[11:13], 24) || !below(v[14:16], 60) || !below(v[17:19], 60) {
		return false
	}
	zone := v[19:]
	return zone == "Z" || len(zone) == 6 && (zone[0] == '+' || zone[0] == '-') && below(zone[1:3], 14) && zone[3] == ':' && below(zone[4:6], 60)
}

// below tells whether two digits are a number under a bound.
func below(v string, bound int64) bool { return isDigits(v, 2) && number(v) < bound }

func isGUID(v string) bool {
	if len(v) != 36 {
		return false
	}
	for i := range len(v) {
		c := v[i]
		switch i {
		case 8, 13, 18, 23:
			if c != '-' {
				return false
			}
		default:
			if (c < '0' || c > '9') && (c < 'a' || c > 'f') && (c < 'A' || c > 'F') {
				return false
			}
		}
	}
	return true
}

// Characters of a file name besides ASCII letters and digits. None of them has a
// meaning for a file system or a shell when it does not come first.
const (
	nameLetters = "ÅÄÖåäöÉéÜü"
	nameSigns   = "_-. "
)

// isFileName: a name without folder, of at most 100 characters, that ends in the
// kind of file.
func isFileName(v string) bool {
	stem := ""
	for _, kind := range []string{".pdf", ".jpg", ".png"} {
		if s, ok := strings.CutSuffix(v, kind); ok {
			stem = s
		}
	}
	if n := utf8.RuneCountInString(stem); n == 0 || n > 96 {
		return false
	}
	for i, r := range stem {
		alphanumeric := r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || strings.ContainsRune(nameLetters, r)
		if !alphanumeric && (i == 0 || !strings.ContainsRune(nameSigns, r)) {
			return false
		}
	}
	return true
}

// tidy takes away the spaces that a text on one line has no use for: around it,
// and doubled ones within (xs:token).
func tidy(b []byte) string {
	space := true // a space now would be one too many
	for _, c := range b {
		if isSpace(c) && (space || c != ' ') {
			return strings.Join(strings.FieldsFunc(string(b), func(r rune) bool { return r < utf8.RuneSelf && isSpace(byte(r)) }), " ")
		}
		space = c == ' '
	}
	if space && len(b) > 0 {
		b = b[:len(b)-1]
	}
	return string(b)
}
