package layout

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// reset ends whatever style a cut line may have left open.
const reset = "\x1b[0m"

// Columns puts two blocks side by side, the left one exactly w cells wide, with
// gap cells between. Each block's height is its own.
func Columns(left, right string, w, gap int) string {
	l, r := strings.Split(left, "\n"), strings.Split(right, "\n")
	var b strings.Builder
	for i := range max(len(l), len(r)) {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(Pad(at(l, i), w) + Spaces(gap) + at(r, i))
	}
	return b.String()
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

// Overlay lays box on base with its upper left corner at cell x, line y, both
// from 0. What would fall outside size is moved inside, then cut.
func Overlay(base, box string, x, y int, z Size) string {
	lines, over := strings.Split(Fit(base, z), "\n"), strings.Split(box, "\n")
	w := 0
	for _, l := range over {
		w = max(w, Width(l))
	}
	w = min(w, z.W)
	x = max(0, min(x, z.W-w))
	y = max(0, min(y, z.H-len(over)))
	for i, l := range over {
		if y+i >= len(lines) {
			break
		}
		under := lines[y+i]
		left, right := Pad(ansi.Truncate(under, x, ""), x), ansi.TruncateLeft(under, x+w, "")
		// A wide character cut in two leaves its cell empty.
		right = Spaces(z.W-x-w-Width(right)) + right
		if strings.Contains(under, "\x1b") {
			left, right = left+reset, reset+right
		}
		lines[y+i] = left + Pad(l, w) + right
	}
	return Fit(strings.Join(lines, "\n"), z)
}

// Box draws a frame of single lines around a block, w cells wide in all.
func Box(block string, w int) string {
	return frame(strings.Split(block, "\n"), 0, 0, w)
}

// Scrolled is a Box of h lines in all around what fits of a longer text, from
// line top on. The frame tells how many lines are above and below: "↓ 12".
func Scrolled(lines []string, top, w, h int) string {
	n := max(h-2, 1)
	top = max(min(top, len(lines)-n), 0)
	shown := lines[top:min(top+n, len(lines))]
	return frame(shown, top, len(lines)-top-len(shown), w)
}

func frame(lines []string, above, below, w int) string {
	if w < 3 {
		return ""
	}
	rule := func(arrow string, hidden int) string {
		mark := ""
		if hidden > 0 {
			mark = " " + arrow + " " + strconv.Itoa(hidden) + " ─"
		}
		if Width(mark) > w-2 {
			mark = ""
		}
		return strings.Repeat("─", w-2-Width(mark)) + mark
	}
	var b strings.Builder
	b.WriteString("┌" + rule("↑", above) + "┐\n")
	for _, line := range lines {
		b.WriteString("│" + Pad(line, w-2) + "│\n")
	}
	b.WriteString("└" + rule("↓", below) + "┘")
	return b.String()
}
