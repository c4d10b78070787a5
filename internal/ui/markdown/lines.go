package markdown

import (
	"slices"
	"strings"

	"example.org/tandtui/internal/ui/layout"
)

// Line is a line as it is drawn.
type Line struct {
	Text    string
	Heading int // the level of a heading, 0 for any other line
	Block   int // the paragraph, heading or table that it is of, counted from 0
}

// Lines lays the document out in w cells.
func (d Document) Lines(w int) (lines []Line) {
	w = max(w, 1)
	for i, b := range d.blocks {
		if i > 0 && !b.tight {
			lines = append(lines, Line{Block: i})
		}
		for _, l := range b.lines(w) {
			line := Line{Text: l, Block: i}
			if b.kind == heading {
				line.Heading = b.level
			}
			lines = append(lines, line)
		}
	}
	return lines
}

func (b block) lines(w int) []string {
	switch b.kind {
	case heading:
		return layout.Wrap(b.text, w)
	case table:
		return columns(b.rows, w)
	case code:
		return hang(layout.Spaces(b.indent), layout.Wrap(b.text, max(w-b.indent, 1)))
	case paragraph:
	}
	lead := layout.Spaces(b.indent)
	if b.bullet != "" {
		lead += b.bullet + " "
	}
	return hang(lead, layout.Wrap(b.text, max(w-layout.Width(lead), 1)))
}

// hang puts lead before the first line, and as much room before the others.
func hang(lead string, lines []string) []string {
	for i, l := range lines {
		lines[i] = lead + l
		lead = layout.Spaces(layout.Width(lead))
	}
	return lines
}

// gap is the room between two columns.
const gap = 2

// columns lays a table out: each column as wide as its text, or, where that is
// too much, the widest ones narrower, with their cells in several lines.
func columns(rows [][]string, w int) (lines []string) {
	widths := widthsOf(rows, w)
	for _, row := range rows {
		cells := make([][]string, len(widths))
		height := 1
		for i := range widths {
			if i < len(row) {
				cells[i] = layout.Wrap(row[i], max(widths[i], 1))
			}
			height = max(height, len(cells[i]))
		}
		for n := range height {
			var line strings.Builder
			for i, width := range widths {
				cell := ""
				if n < len(cells[i]) {
					cell = cells[i][n]
				}
				line.WriteString(layout.Pad(cell, width))
				line.WriteString(layout.Spaces(gap))
			}
			lines = append(lines, strings.TrimRight(line.String(), " "))
		}
	}
	return lines
}

func widthsOf(rows [][]string, w int) []int {
	var widths []int
	total := -gap
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
				total += gap
			}
			if more := layout.Width(cell) - widths[i]; more > 0 {
				widths[i] += more
				total += more
			}
		}
	}
	for total > w {
		i := slices.Index(widths, slices.Max(widths))
		if widths[i] == 1 {
			break
		}
		widths[i]--
		total--
	}
	return widths
}
