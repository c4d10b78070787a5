package bill

import (
	"slices"
	"strings"

	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/theme"
)

// chartWidth is a whole arch in its frame.
const chartWidth = 59

func (ch *chart) view(m *model, z layout.Size) string {
	t := m.env.Theme
	lines := []string{" " + t.Title.Text(layout.Cut(m.chartTitle(ch), min(z.W, chartWidth)-4))}
	for r := range ch.rows {
		lines = append(lines, ch.line(t, r))
	}
	lines = append(lines, "", " "+labels.PositionName(ch.here().word))
	if ch.several {
		lines = append(lines, " "+labels.ChartMarked(ch.marked))
	}
	return layout.Box(strings.Join(lines, "\n"), min(z.W, chartWidth))
}

// outline tells the place chosen, and all there are, row by row.
func (ch *chart) outline(m *model) outline.Outline {
	o := outline.Outline{
		outline.Heading(m.chartTitle(ch)),
		outline.Field{Label: labels.BillPosition, Value: labels.PositionName(ch.here().word), Edited: true, Focused: true},
	}
	if ch.several {
		o = append(o, outline.Sentence{Text: labels.ChartMarked(ch.marked)})
	}
	return append(o, outline.Table{Title: labels.ChartTitle, Len: len(ch.rows), Selected: ch.r, Row: func(r int) (words []string) {
		for _, s := range ch.rows[r] {
			words = append(words, s.word)
		}
		return words
	}})
}

// chartTitle names the procedure, whose row the chart may cover.
func (m *model) chartTitle(ch *chart) string {
	p := m.ed.Procedure(m.ed.Row(ch.ref.Row))
	if p.Code == "" {
		return labels.ChartTitle
	}
	return text.Safe(p.Code + " " + p.Name)
}

// line draws a row of places: › the cursor, ✓ what is marked.
func (ch *chart) line(t *theme.Theme, r int) string {
	var b strings.Builder
	at := 0
	pad := func(to int) {
		b.WriteString(layout.Spaces(to - at))
		at = max(at, to)
	}
	for c, s := range ch.rows[r] {
		if s.x > midline && at <= midline && len(ch.rows[r]) > 1 {
			pad(midline)
			b.WriteString("│")
			at++
		}
		pad(s.x - 1)
		marked := slices.Contains(ch.marked, s.word)
		switch {
		case r == ch.r && c == ch.c:
			t.Cursor.Write(&b, theme.GlyphCursor+s.word)
		case marked:
			t.OK.Write(&b, theme.GlyphOK+s.word)
		default:
			b.WriteString(" " + s.word)
		}
		at += 1 + layout.Width(s.word)
	}
	return b.String()
}
