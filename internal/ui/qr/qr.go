// Package qr draws QR codes in a terminal, for telephones to read: dark on light
// with colours of its own on every cell, since a theme may turn them round, and
// whole or not at all.
package qr

import (
	"strings"

	"rsc.io/qr"

	"example.org/tandtui/internal/ui/layout"
)

// The colours of a cell's upper and lower half. They are data, not decoration:
// NO_COLOR does not take them away.
const (
	upperDark, upperLight = "30", "97"
	lowerDark, lowerLight = "40", "107"
	reset                 = "\x1b[0m"
	half                  = "▀" // one glyph for all cells leaves no gaps between them
)

// Quiet zones, modules: what the standard wants, what BankID itself shows, and what
// phones still read (measured).
var margins = []int{4, 3, 2}

// Draw gives the lines of a code that holds a text, with as wide a margin as there
// is room for. It gives nil where not even the narrowest fits: a code that is cut
// cannot be read.
func Draw(text string, room layout.Size) []string {
	code, err := qr.Encode(text, qr.L)
	if err != nil {
		return nil
	}
	for _, margin := range margins {
		side := code.Size + 2*margin
		if side <= room.W && (side+1)/2 <= room.H {
			return draw(code, margin)
		}
	}
	return nil
}

func draw(code *qr.Code, margin int) (lines []string) {
	side := code.Size + 2*margin
	dark := func(x, y int) bool { return code.Black(x-margin, y-margin) } // outside the code it is light
	for y := 0; y < side; y += 2 {
		var b strings.Builder
		last := ""
		for x := range side {
			colours := "\x1b[" + pick(dark(x, y), upperDark, upperLight) + ";" + pick(dark(x, y+1), lowerDark, lowerLight) + "m"
			if colours != last {
				b.WriteString(colours)
				last = colours
			}
			b.WriteString(half)
		}
		lines = append(lines, b.String()+reset)
	}
	return lines
}

func pick(dark bool, ifDark, ifLight string) string {
	if dark {
		return ifDark
	}
	return ifLight
}
