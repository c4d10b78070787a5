package bank

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// basicSigns are SWIFT's signs beside letters, digits and the space.
const basicSigns = "/-?:().,'+"

// spelled are signs and letters that have no marks to take off, as the nearest
// that every bank knows.
var spelled = strings.NewReplacer("–", "-", "—", "-", "‐", "-", "’", "'", "‘", "'", "´", "'", "”", "'", "“", "'", "Ø", "O", "ø", "o", "Æ", "AE", "æ", "ae", "ß", "ss", "Đ", "D", "đ", "d", "Ł", "L", "ł", "l")

// text makes a text fit for a bank's file: in its characters, on one line, and not
// longer than limit characters. A letter that the bank does not know is written
// without its marks, anything else as a space.
func (p Profile) text(s string, limit int) string { return text(s, p.Characters, limit) }

func text(s, characters string, limit int) string {
	var b strings.Builder
	for _, r := range norm.NFC.String(s) {
		b.WriteString(nearest(r, characters))
	}
	out := []rune(strings.Join(strings.Fields(b.String()), " "))
	return strings.TrimSpace(string(out[:min(limit, len(out))]))
}

// Writable tells whether every bank has something of a name to write.
func Writable(name string) bool { return text(name, Basic, maxID) != "" }

// FitsName tells whether every bank can write a payee's name as it is: whole, and
// without signs that nobody sees. What is kept is checked so; what was kept before is
// paid while it is Writable.
func FitsName(s string) bool { return fits(s, maxText) }

// FitsTown is FitsName for a payee's town.
func FitsTown(s string) bool { return fits(s, maxID) }

func fits(s string, most int) bool {
	whole := text(s, Basic, math.MaxInt) // in its characters a character is a byte
	return whole != "" && len(whole) <= most && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsGraphic(r) })
}

// nearest is a character as the bank can write it.
func nearest(r rune, characters string) string {
	if known(r, characters) {
		return string(r)
	}
	near := []rune(norm.NFD.String(spelled.Replace(string(r))))
	for _, c := range near { // the letter first, then its marks
		if !known(c, characters) && !unicode.Is(unicode.Mn, c) {
			return " "
		}
	}
	return string(slices.DeleteFunc(near, func(c rune) bool { return unicode.Is(unicode.Mn, c) }))
}

func known(r rune, characters string) bool {
	switch {
	case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == ' ' || strings.ContainsRune(basicSigns, r):
		return true
	case characters == Swedish:
		return r > ' ' && r <= '~' || r >= 'À' && r <= 'ÿ' && unicode.IsLetter(r)
	}
	return false
}
