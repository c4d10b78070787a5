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
// from 0. What would fall outside size is moved inside, then cut. Beside the box
// stand only whole words at its left, and at its right what is parted by two
// spaces from what it covers: the rest of a word or of an amount would be read as
// another.
func Overlay(base, box string, x, y int, z Size) string {
	w := blockWidth(box, z.W)
	x = max(0, min(x, z.W-w))
	return over(base, box, y, z, func(under, line string) string {
		left := Pad(wholeWords(under, x), x)
		if strings.Contains(under, "\x1b") {
			left += reset
		}
		return left + Pad(line, w) + parted(under, x+w, z.W)
	})
}

// Cover lays box in the middle of base from line y on. Where it takes most of the
// window its lines hold nothing else.
func Cover(base, box string, y int, z Size) string {
	w := blockWidth(box, z.W)
	if 2*w <= z.W {
		return Overlay(base, box, (z.W-w)/2, y, z)
	}
	return over(base, box, y, z, func(_, line string) string { return Spaces((z.W-w)/2) + Pad(line, w) })
}

// over replaces the lines of base that box lies on, from line y.
func over(base, box string, y int, z Size, line func(under, line string) string) string {
	lines, block := strings.Split(Fit(base, z), "\n"), strings.Split(box, "\n")
	y = max(0, min(y, z.H-len(block)))
	for i, l := range block[:min(len(block), len(lines)-y)] {
		lines[y+i] = line(lines[y+i], l)
	}
	return Fit(strings.Join(lines, "\n"), z)
}

func blockWidth(block string, most int) (w int) {
	for _, l := range strings.Split(block, "\n") {
		w = max(w, Width(l))
	}
	return min(w, most)
}

// wholeWords is what of a line stands left of cell x, without a word that is cut
// there.
func wholeWords(line string, x int) string {
	plain := ansi.Strip(line)
	left := ansi.Truncate(plain, x, "")
	if rest := plain[len(left):]; left != "" && rest != "" && rest[0] != ' ' {
		left = left[:strings.LastIndexByte(left, ' ')+1]
	}
	return ansi.Truncate(line, Width(left), "")
}

// parted is what of a line of w cells stands from cell x on, without what belongs to
// the text before x, up to two spaces.
func parted(line string, x, w int) string {
	plain := ansi.Strip(line)
	rest := ansi.TruncateLeft(plain, x, "")
	gap := strings.Index(rest, "  ")
	if gap < 0 {
		return Spaces(w - x)
	}
	from := w - Width(rest[gap:])
	right := ansi.TruncateLeft(line, from, "")
	if strings.Contains(line, "\x1b") {
		right = reset + right
	}
	return Spaces(from-x) + right
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
