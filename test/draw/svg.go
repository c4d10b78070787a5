// Package draw makes pictures of terminal frames: text with SGR sequences, as a
// root's View or `tmux capture-pane -ep` gives it, becomes SVG, and PNG through
// rsvg-convert. It keeps bold, faint, underline, reverse and colours, so that a
// picture shows what a user sees. It starts no program.
package draw

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// The size of a cell in the picture: DejaVu Sans Mono at 14 px is 0.602 em wide.
const (
	fontSize = 14
	cellW    = 8.43
	cellH    = 18
	baseline = 13.5
	border   = 10
)

// The ground and text of the picture; the sixteen colours are xterm's, softened.
const (
	ground = "#1c1e22"
	text   = "#d6d8da"
)

// SVG draws a frame of w columns and h lines. Lines and columns beyond are left
// out, missing ones are empty.
func SVG(out io.Writer, frame string, w, h int) error {
	b := bufio.NewWriter(out)
	px, py := float64(w)*cellW+2*border, float64(h*cellH+2*border)
	fmt.Fprintf(b, `<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%.0f" viewBox="0 0 %.0f %.0f">`+"\n", px, py, px, py)
	fmt.Fprintf(b, `<rect width="100%%" height="100%%" rx="6" fill="%s"/>`+"\n", ground)
	fmt.Fprintf(b, `<g font-family="DejaVu Sans Mono, monospace" font-size="%d" xml:space="preserve">`+"\n", fontSize)
	for y, cells := range Cells(frame, w, h) {
		for x := 0; x < len(cells); {
			n := run(cells[x:])
			span(b, cells[x:x+n], x, y)
			x += n
		}
	}
	fmt.Fprintln(b, "</g>\n</svg>")
	return b.Flush()
}

// run is how many cells from the first on are drawn as one text: the same
// style, and characters that any fallback font draws in one cell.
func run(cells []Cell) int {
	if !simple(cells[0].Text) {
		return max(1, cells[0].Width)
	}
	n := 1
	for n < len(cells) && cells[n].Style == cells[0].Style && simple(cells[n].Text) {
		n++
	}
	return n
}

func simple(s string) bool {
	return len(s) > 0 && s[0] < 0x80 || len(s) == 2 && s[0] == 0xc3 // ASCII; å ä ö and their like
}

func span(b *bufio.Writer, cells []Cell, x, y int) {
	s := cells[0].Style
	front, back := s.colours()
	left, top := border+float64(x)*cellW, border+float64(y*cellH)
	if back != ground {
		fmt.Fprintf(b, `<rect x="%.2f" y="%.2f" width="%.2f" height="%d" fill="%s"/>`+"\n", left, top, float64(len(cells))*cellW, cellH, back)
	}
	var words strings.Builder
	for _, c := range cells {
		words.WriteString(c.Text)
	}
	if strings.TrimSpace(words.String()) == "" {
		return
	}
	if box(b, words.String(), left, top, front) {
		return
	}
	fmt.Fprintf(b, `<text x="%.2f" y="%.2f" fill="%s"%s>`, left, top+baseline, front, s.attributes())
	_ = xml.EscapeText(b, []byte(words.String()))
	fmt.Fprintln(b, "</text>")
}

// box draws the lines of boxes as lines, since a font leaves gaps between rows.
func box(b *bufio.Writer, s string, x, y float64, colour string) bool {
	arms, ok := map[string][4]bool{ // up, right, down, left
		"─": {1: true, 3: true}, "│": {0: true, 2: true}, "┌": {1: true, 2: true}, "┐": {2: true, 3: true},
		"└": {0: true, 1: true}, "┘": {0: true, 3: true}, "├": {0: true, 1: true, 2: true}, "┤": {0: true, 2: true, 3: true},
		"┬": {1: true, 2: true, 3: true}, "┴": {0: true, 1: true, 3: true}, "┼": {true, true, true, true},
	}[s]
	if !ok {
		return false
	}
	cx, cy := x+cellW/2, y+cellH/2
	ends := [4][2]float64{{cx, y}, {x + cellW, cy}, {cx, y + cellH}, {x, cy}}
	for i, on := range arms {
		if on {
			fmt.Fprintf(b, `<path d="M%.2f %.2fL%.2f %.2f" stroke="%s"/>`+"\n", cx, cy, ends[i][0], ends[i][1], colour)
		}
	}
	return true
}
