// Package page is text for reading: headings, labelled values, sentences with
// their glyph, lines with an amount at the right. It is collected once and then
// drawn at any width, or read as an outline.
package page

import (
	"strings"

	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/theme"
)

// Level is how serious a sentence is. Each has its glyph, since colour alone must
// not carry meaning.
type Level uint8

// The levels.
const (
	Plain Level = iota
	Faint       // an aside
	Strong
	OK
	Warn
	Error
	Waits // something has not happened yet
	Busy  // something is going on now
)

// Glyph is the sign that goes with a level, "" for none.
func (l Level) Glyph() string {
	switch l {
	case OK:
		return theme.GlyphOK
	case Warn:
		return theme.GlyphWarn
	case Error:
		return theme.GlyphError
	case Waits:
		return "…"
	case Busy:
		return "»"
	case Plain, Faint, Strong:
	}
	return ""
}

// Style is what a level looks like.
func (l Level) Style(t *theme.Theme) theme.SGR {
	switch l {
	case Faint:
		return t.Faint
	case Strong:
		return t.Strong
	case OK:
		return t.OK
	case Warn:
		return t.Warn
	case Error:
		return t.Error
	case Plain, Waits, Busy:
	}
	return ""
}

// Page collects what is read. The zero value is empty and ready. All text in it
// is plain and filtered (text.Safe).
type Page struct{ items []item }

type kind uint8

const (
	space kind = iota
	head
	row
	sides
	mark
	sentence
)

type item struct {
	kind        kind
	left, right string
	level       Level
	indent      int
}

// Head adds a heading.
func (p *Page) Head(title string) { p.items = append(p.items, item{kind: head, left: title}) }

// HeadWith is Head with something at the right of the line.
func (p *Page) HeadWith(title, right string) {
	p.items = append(p.items, item{kind: head, left: title, right: right})
}

// Row adds a label with its value; a row without a value is left out.
func (p *Page) Row(label, value string) { p.RowAs(Plain, label, value) }

// RowAs is Row with a value in the style of a level, behind its glyph.
func (p *Page) RowAs(l Level, label, value string) {
	if value != "" {
		p.items = append(p.items, item{kind: row, left: label, right: value, level: l})
	}
}

// Sides adds a line with something at its right edge, which is never cut.
func (p *Page) Sides(left, right string, indent int) {
	p.items = append(p.items, item{kind: sides, left: left, right: right, indent: indent})
}

// Total is Sides with what counts at its right.
func (p *Page) Total(left, right string) {
	p.items = append(p.items, item{kind: sides, left: left, right: right, level: Strong})
}

// Mark adds a line that begins with its level in a word: "✓ gäller  N  764153".
func (p *Page) Mark(l Level, word, rest string) {
	p.items = append(p.items, item{kind: mark, left: word, right: rest, level: l})
}

// Say adds a sentence; an empty one is left out.
func (p *Page) Say(l Level, words string) { p.SayIn(l, words, 0) }

// SayIn is Say, indented by so many cells.
func (p *Page) SayIn(l Level, words string, indent int) {
	if words != "" {
		p.items = append(p.items, item{kind: sentence, left: words, level: l, indent: indent})
	}
}

// Space adds an empty line.
func (p *Page) Space() { p.items = append(p.items, item{}) }

// Add adds all of another page.
func (p *Page) Add(more Page) { p.items = append(p.items, more.items...) }

// Empty reports whether there is nothing to read.
func (p *Page) Empty() bool { return len(p.items) == 0 }

// Look is how a page is drawn.
type Look struct {
	Theme  *theme.Theme
	Width  int  // of each line at most, margin and all
	Margin int  // empty cells at the left
	Label  int  // cells of the column of labels
	Single bool // what is too long for one line is cut, but no warning and no error
}

// Lines draws the page.
func (p *Page) Lines(k Look) (lines []string) {
	pad := layout.Spaces(k.Margin)
	w := max(k.Width-k.Margin, 1)
	for _, i := range p.items {
		for _, l := range i.lines(k, w) {
			lines = append(lines, pad+l)
		}
	}
	return lines
}

// TwoColumns draws the page in two columns, gap cells apart, split at the heading
// that makes them most even.
func (p *Page) TwoColumns(k Look, gap int) []string {
	half := k
	half.Width = (k.Width - gap) / 2
	var lines []string
	at := 0
	var heads []int
	for _, i := range p.items {
		one := Page{items: []item{i}}
		if i.kind == head {
			heads = append(heads, len(lines))
		}
		lines = append(lines, one.Lines(half)...)
	}
	for _, n := range heads {
		if abs(2*n-len(lines)) < abs(2*at-len(lines)) {
			at = n
		}
	}
	left := strings.TrimRight(strings.Join(lines[:at], "\n"), "\n")
	return strings.Split(layout.Columns(left, strings.Join(lines[at:], "\n"), half.Width, gap), "\n")
}

func abs(n int) int { return max(n, -n) }

func (i item) lines(k Look, w int) []string {
	switch i.kind {
	case head:
		title := k.Theme.Title.Text(layout.Cut(i.left, w))
		if i.right == "" {
			return []string{title}
		}
		return []string{layout.Sides(title, i.right, w)}
	case row:
		return i.row(k, w)
	case sides:
		left := layout.Spaces(i.indent) + i.left
		right := i.level.Style(k.Theme).Text(i.right)
		return []string{layout.Sides(layout.Cut(left, max(w-layout.Width(i.right)-2, 0)), right, w)}
	case mark:
		word := i.level.Glyph() + " " + i.left
		return []string{i.level.Style(k.Theme).Text(layout.Cut(word, w)) + layout.Cut("  "+i.right, max(w-layout.Width(word), 0))}
	case sentence:
		return i.sentence(k, w)
	case space:
	}
	return []string{""}
}

// row is a label and its value, which may take several lines.
func (i item) row(k Look, w int) (lines []string) {
	label := i.left
	value := item{kind: sentence, left: i.right, level: i.level}
	for _, l := range value.sentence(k, max(w-k.Label, 1)) {
		lines = append(lines, k.Theme.Label.Text(layout.Pad(label, k.Label))+l)
		label = ""
	}
	return lines
}

func (i item) sentence(k Look, w int) []string {
	glyph := i.level.Glyph()
	if glyph != "" {
		glyph += " "
	}
	hang := layout.Width(glyph)
	w = max(w-hang-i.indent, 1)
	lines := []string{layout.Cut(i.left, w)}
	if !k.Single || i.level == Warn || i.level == Error {
		lines = layout.Wrap(i.left, w)
	}
	for n, l := range lines {
		lines[n] = layout.Spaces(i.indent) + i.level.Style(k.Theme).Text(glyph+l)
		glyph = layout.Spaces(hang)
	}
	return lines
}

// Outline is what the page holds.
func (p *Page) Outline() (o outline.Outline) {
	for _, i := range p.items {
		switch i.kind {
		case head:
			o = append(o, outline.Heading(strings.TrimSpace(i.left+" "+i.right)))
		case row:
			o = append(o, outline.Field{Label: i.left, Value: strings.TrimSpace(i.level.Glyph() + " " + i.right)})
		case sides:
			o = append(o, outline.Field{Label: i.left, Value: i.right})
		case mark:
			o = append(o, outline.Field{Label: i.level.Glyph() + " " + i.left, Value: i.right})
		case sentence:
			o = append(o, outline.Sentence{Glyph: i.level.Glyph(), Text: i.left})
		case space:
		}
	}
	return o
}
