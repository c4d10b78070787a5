// Package layout measures, cuts and places text by its width on screen, never
// by bytes or runes. Text given to Cut, Pad and PadLeft is plain and safe
// (text.Safe); styled text is for Fit, Join and Overlay. It draws no styles.
package layout

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Size is a width and height in terminal cells.
type Size struct{ W, H int }

// ellipsis marks text that was cut.
const ellipsis = "…"

// Width is the number of cells that s takes; escape sequences take none.
func Width(s string) int {
	if n, ok := narrow(s); ok {
		return n
	}
	return ansi.StringWidth(s)
}

// narrow measures text in which every rune takes one cell: ASCII, Latin, and the
// signs that this program draws itself, which is nearly every cell of every
// frame. Styles take no cells. ok is false if the general measure is needed; a
// test compares the two.
func narrow(s string) (n int, ok bool) {
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c >= ' ' && c <= '~':
			i++
			n++
		case c == escape:
			size := style(s[i:])
			if size == 0 {
				return 0, false
			}
			i += size
		default:
			r, size := utf8.DecodeRuneInString(s[i:])
			if !single(r) {
				return 0, false
			}
			i += size
			n++
		}
	}
	return n, true
}

const escape = 0x1b

// style is the length of the SGR sequence that s begins with, 0 for none.
func style(s string) int {
	if len(s) < 3 || s[1] != '[' {
		return 0
	}
	for i := 2; i < len(s); i++ {
		switch c := s[i]; {
		case c == 'm':
			return i + 1
		case c != ';' && !digit(c):
			return 0
		}
	}
	return 0
}

func single(r rune) bool {
	switch {
	case r < 0x20, r > 0x7e && r < 0xa1, r == 0xad:
		return false // controls; soft hyphen
	case r == 0xa9, r == 0xae:
		return false // © and ® may be drawn as pictures
	case r < 0x300, r >= 0x2500 && r <= 0x257f:
		return true // Latin; lines of boxes
	}
	switch r {
	case '–', '—', '’', '”', '•', '…', '›', '●', '○', '✓', '✗', '×', '−':
		return true
	}
	return false
}

// Cut shortens plain text to at most w cells, with … where something is gone.
func Cut(s string, w int) string {
	s, _ = measured(s, w)
	return s
}

// CutMark ends a line of plain text with …, because the lines after it are left
// out.
func CutMark(s string, w int) string { return Cut(strings.TrimRight(s, " ")+" …", w) }

// measured is Cut with the width of what is left.
func measured(s string, w int) (string, int) {
	if w <= 0 {
		return "", 0
	}
	n, ok := narrow(s)
	switch {
	case ok && n <= w:
		return s, n
	case !ok, strings.IndexByte(s, escape) >= 0:
		s = ansi.Truncate(s, w, ellipsis)
		return s, Width(s)
	}
	keep := 0
	for i := range s {
		if keep == w-1 {
			return s[:i] + ellipsis, w
		}
		keep++
	}
	return s, n
}

// CutWords is Cut between two words: half a word may be read as another. A first
// word without room is cut as any text.
func CutWords(s string, w int) string {
	cut := Cut(s, w)
	at := strings.LastIndexByte(strings.TrimSuffix(cut, ellipsis), ' ')
	if cut == s || at <= 0 {
		return cut
	}
	return cut[:at] + " " + ellipsis
}

// Pad makes plain or styled text exactly w cells wide, text at the left.
func Pad(s string, w int) string {
	s, n := measured(s, w)
	return s + Spaces(w-n)
}

// PadLeft makes text exactly w cells wide, aligned right as amounts are.
func PadLeft(s string, w int) string {
	s, n := measured(s, w)
	return Spaces(w-n) + s
}

// blank is cut into runs of spaces without allocating.
const blank = "                                                                                                                                                                                                                                                                "

// Spaces is n spaces; none for n below one.
func Spaces(n int) string {
	switch {
	case n <= 0:
		return ""
	case n <= len(blank):
		return blank[:n]
	}
	return strings.Repeat(" ", n)
}

// Sides puts one text at the left and one at the right of a line of w cells. If
// both do not fit, the left one is cut, so that sums and states stay.
func Sides(left, right string, w int) string {
	r := Width(right)
	if r >= w {
		return Pad(right, w)
	}
	if r == 0 {
		return Pad(left, w)
	}
	return Pad(left, w-r-1) + " " + right
}

// Wrap breaks plain text into lines of at most w cells, at spaces and hyphens if
// possible, never inside a date, a person number or an amount.
func Wrap(s string, w int) []string {
	if w < 1 {
		return nil
	}
	kept := keepNumbers(s)
	lines := wrap(kept, w)
	// ansi.Wrap leaves a hyphen at a line's end one cell outside.
	for limit := w - 1; limit > 0 && slices.ContainsFunc(lines, func(l string) bool { return Width(l) > w }); limit-- {
		lines = wrap(kept, limit)
	}
	return lines
}

func wrap(kept string, w int) []string {
	return strings.Split(breakable.Replace(ansi.Wrap(kept, w, "")), "\n")
}

// The hyphen (U+2011) and the space (U+00A0) at which no line ends.
const (
	noBreak   = "\u2011"
	hardSpace = "\u00a0"
)

var breakable = strings.NewReplacer(noBreak, "-", hardSpace, " ")

// keepNumbers takes the breaking hyphens and spaces inside numbers away: between
// digits, and before the unit of an amount.
func keepNumbers(s string) string {
	var b strings.Builder
	for i := range len(s) {
		after := i > 0 && digit(s[i-1])
		switch {
		case s[i] == '-' && after && i+1 < len(s) && digit(s[i+1]):
			b.WriteString(noBreak)
		case s[i] == ' ' && after && (thousand(s[i+1:]) || unit(s[i+1:])):
			b.WriteString(hardSpace)
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// thousand tells whether s begins with exactly three digits.
func thousand(s string) bool {
	n := 0
	for n < len(s) && digit(s[n]) {
		n++
	}
	return n == 3
}

func unit(s string) bool { return s == "kr" || strings.HasPrefix(s, "kr") && !letter(s[2]) }

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf }

func digit(c byte) bool { return '0' <= c && c <= '9' }

// Fit makes s exactly z: no line wider, no line more, the first lines kept.
// Bubble Tea drops the top lines of a view that is too tall, without a word.
func Fit(s string, z Size) string {
	if z.W < 1 || z.H < 1 {
		return ""
	}
	var b strings.Builder
	b.Grow(z.H * (z.W + 16))
	for i := range z.H {
		if i > 0 {
			b.WriteByte('\n')
		}
		var line string
		line, s, _ = strings.Cut(s, "\n")
		line, n := measured(line, z.W)
		b.WriteString(line)
		b.WriteString(Spaces(z.W - n))
	}
	return b.String()
}
