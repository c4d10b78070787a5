package text

import "unicode"

// One cell too many or too few in a line, and the terminal wraps it: the header
// scrolls away. So only characters are drawn about whose width everybody agrees:
// the measure that layout uses, uniseg and go-runewidth, and tmux; alone and
// beside others. test/width asks them all.

const (
	nothing    rune = -1
	substitute rune = '\uFFFD' // �, one cell everywhere
)

// drawn is how a character is shown: as itself, as another, or not at all.
func drawn(r rune) rune {
	switch {
	case r == '\n' || r == '\t' || r == '\r' || r == '\u2028' || r == '\u2029':
		return ' '
	case unicode.Is(unicode.Zs, r):
		return ' ' // wide and narrow spaces would break columns
	case !unicode.IsGraphic(r):
		return nothing // C0, C1, DEL, format characters (bidi, zero-width), private use, unassigned
	case unicode.Is(modifiers, r):
		return nothing // changes the picture before it, and in some terminals its width
	case r >= 0x1F1E6 && r <= 0x1F1FF:
		return flag
	case unicode.Is(unicode.M, r) && !unicode.Is(marks, r):
		return substitute
	case unicode.Is(disputed, r), r > 0xFFFF && !unicode.Is(pictures, r):
		return substitute
	}
	return r
}

// flag is shown for a country's flag, which is made of letters of its own (REGIONAL
// INDICATOR SYMBOL LETTER A to Z), and for several in a row.
const flag = '⚑'

// modifiers are skin tones, the choice of how a sign is drawn, the frame of a key,
// and the joiner that nobody sees.
var modifiers = &unicode.RangeTable{
	R16: []unicode.Range16{{0x034F, 0x034F, 1}, {0x180B, 0x180F, 1}, {0x20E3, 0x20E3, 1}, {0xFE00, 0xFE0F, 1}},
	R32: []unicode.Range32{{0x1F3FB, 0x1F3FF, 1}, {0xE0100, 0xE01EF, 1}},
}

// marks are those that take no cell anywhere: of Latin, Greek and Cyrillic.
var marks = &unicode.RangeTable{R16: []unicode.Range16{{0x0300, 0x036F, 1}, {0x0483, 0x0487, 1}}}

// disputed are characters below U+10000 that not all draw as wide as others count
// them, or that show nothing: parts of Hangul syllables, vowels that some draw
// over the letter before, signs for the Book of Changes, circled numbers.
var disputed = &unicode.RangeTable{R16: []unicode.Range16{
	{0x0D4E, 0x0D4E, 1},
	{0x0E33, 0x0E33, 1},
	{0x0EB3, 0x0EB3, 1},
	{0x1100, 0x11FF, 1},
	{0x2630, 0x2637, 1},
	{0x268A, 0x268F, 1},
	{0x2800, 0x2800, 1},
	{0x2E3A, 0x2E3B, 1},
	{0x3030, 0x3030, 1},
	{0x303D, 0x303D, 1},
	{0x3164, 0x3164, 1},
	{0x3248, 0x324F, 1},
	{0x3297, 0x3297, 1},
	{0x3299, 0x3299, 1},
	{0x4DC0, 0x4DFF, 1},
	{0xA960, 0xA97F, 1},
	{0xD7B0, 0xD7FF, 1},
	{0xFF9E, 0xFFA0, 1},
}}

// pictures are the characters above U+FFFF that are drawn: Han, and the emoji that
// have been there for long.
var pictures = &unicode.RangeTable{R32: []unicode.Range32{
	{0x1F300, 0x1F64F, 1}, {0x1F680, 0x1F6D2, 1}, {0x1F910, 0x1F9B3, 1}, {0x20000, 0x2A6D6, 1}, {0x2A700, 0x2B734, 1},
}}
