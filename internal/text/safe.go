package text

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Safe makes a string from outside (server, card, file, draft) fit for the
// terminal: NFC, without control characters, escape sequences, bidi controls,
// zero-width and unassigned characters, and with at most maxMarks combining
// marks in a row. Newlines and tabs become spaces. It is idempotent.
func Safe(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	marks := 0
	for _, r := range norm.NFC.String(strings.ToValidUTF8(s, "\uFFFD")) {
		switch {
		case r == '\n' || r == '\t' || r == '\r' || r == '\u2028' || r == '\u2029':
			r = ' '
		case unicode.Is(unicode.Zs, r):
			r = ' ' // wide and narrow spaces would break columns
		case !unicode.IsGraphic(r):
			continue // C0, C1, DEL, format characters (bidi, zero-width), private use, unassigned
		case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r):
			if marks++; marks > maxMarks {
				continue
			}
			b.WriteRune(r)
			continue
		}
		marks = 0
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
