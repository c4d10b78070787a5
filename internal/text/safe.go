package text

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Safe makes a string from outside (server, card, file, draft) fit for the
// terminal: NFC, without control characters, escape sequences, bidi controls,
// zero-width and unassigned characters, and with at most maxMarks combining
// marks in a row. Newlines and tabs become spaces. What terminals draw wider or
// narrower than this program counts becomes � (drawn). It is idempotent.
func Safe(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	marks, last := 0, nothing
	for _, r := range norm.NFC.String(strings.ToValidUTF8(s, string(substitute))) {
		switch r = drawn(r); {
		case r == nothing, r == flag && last == flag: // a flag is two letters, which may be typed one by one
			continue
		case unicode.Is(unicode.Mn, r):
			if marks++; marks <= maxMarks {
				b.WriteRune(r)
			}
			continue
		}
		marks, last = 0, r
		b.WriteRune(r)
	}
	// Taking characters away may have brought others together that compose.
	return norm.NFC.String(b.String())
}

// maxMarks is how many combining marks a letter may carry; no language that is
// written here needs more.
const maxMarks = 2

// plain reports the ordinary case, which needs no work: printable ASCII and the
// composed letters of Latin-1 (U+00C0 to U+00FF).
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= ' ' && c <= '~':
		case c == 0xC3 && i+1 < len(s) && s[i+1] >= 0x80 && s[i+1] <= 0xBF:
			i++
		default:
			return false
		}
	}
	return true
}
