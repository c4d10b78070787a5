package form

import (
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/theme"
)

// View draws the fields one per line: cursor, label, value and note. An open list
// covers the lines below its field.
func (f *Form) View(z layout.Size) string {
	label := 0
	for _, s := range f.specs {
		label = max(label, layout.Width(s.Label))
	}
	label = min(label, z.W/3)
	first := max(0, min(f.at-z.H+1, len(f.specs)-z.H))
	var lines []string
	for i := first; i < len(f.specs) && len(lines) < z.H; i++ {
		lines = append(lines, f.line(i, label, z.W))
	}
	view := strings.Join(lines, "\n")
	if box, ok := f.Popup(layout.Size{W: z.W - label - 4}); ok {
		return layout.Overlay(view, box, label+3, f.at-first+1, z)
	}
	return view
}

func (f *Form) line(i, label, w int) string {
	s := f.specs[i]
	mark, style := " ", f.theme.Label
	if i == f.at {
		mark, style = theme.GlyphCursor, f.theme.Select
	}
	n, noted := f.Note(s.Key)
	room := w - label - 6 // the glyph of a note always has room
	width := room
	if s.Width > 0 {
		width = min(s.Width, room)
	} else if noted {
		width = room / 2
	}
	line := mark + " " + style.Text(layout.Pad(s.Label, label)) + "  " + layout.Pad(f.Cell(s.Key, width), width)
	if noted {
		line += " " + f.Mark(s.Key) + " " + layout.Cut(n.Text, room-width-1)
	}
	return layout.Cut(line, w)
}

// Mark is the glyph of a field's note, styled, one cell wide.
func (f *Form) Mark(k Key) string {
	n, ok := f.Note(k)
	switch {
	case !ok:
		return " "
	case n.Severity == domain.SeverityError:
		return f.theme.Error.Text(theme.GlyphError)
	}
	return f.theme.Warn.Text(theme.GlyphWarn)
}

// Cell draws the value of a field alone, at most w cells wide, for screens that
// place the fields themselves.
func (f *Form) Cell(k Key, w int) string {
	i := f.index(k)
	if i < 0 || w < 1 {
		return ""
	}
	s, focus := f.specs[i], i == f.at
	if s.Off != "" {
		shown := f.shown(s)
		if shown == "" {
			shown = s.Off
		}
		return f.theme.Faint.Text(layout.Cut(shown, w))
	}
	switch {
	case s.Kind == Choice:
		return f.radio(s, w, focus)
	case s.Kind == Check:
		return f.box(s, w, focus)
	case focus && s.Kind == Select && f.pop == nil:
		shown := f.shown(s)
		if shown == "" {
			shown = s.Hint
		}
		return f.theme.Select.Text(layout.CutWords(shown, w-2)) + " ▾"
	case focus && f.edit.Value() == "" && s.Hint != "" && w > 2:
		return f.editor(1) + " " + f.theme.Faint.Text(layout.Cut(s.Hint, w-2))
	case focus:
		return f.editor(w)
	}
	switch shown := f.shown(s); {
	case shown == "":
	case s.Kind == Select:
		return layout.CutWords(shown, w)
	default:
		return layout.Cut(shown, w)
	}
	return f.theme.Faint.Text(layout.Cut(s.Hint, w))
}

// shown is the value as read: of a list its words, else the raw text.
func (f *Form) shown(s Spec) string {
	value := f.values[s.Key]
	switch s.Kind {
	case Select:
		if it, ok := s.List.Item(value); ok {
			return join(it.label(), it.Words)
		}
	case Choice:
		for _, o := range s.Options {
			if o.Value == value {
				return o.Label
			}
		}
	}
	return value
}

func join(code, words string) string {
	if code == "" || words == "" {
		return code + words
	}
	return code + " " + words
}

func (f *Form) radio(s Spec, w int, focus bool) string {
	var b strings.Builder
	used := 0
	for i, o := range s.Options {
		cell := theme.GlyphOff + " " + o.Label
		on := o.Value == f.values[s.Key]
		if on {
			cell = theme.GlyphOn + " " + o.Label
		}
		gap := 0
		if i > 0 {
			gap = 3
		}
		if used+gap+layout.Width(cell) > w {
			cell = layout.Cut(cell, max(0, w-used-gap))
		}
		b.WriteString(layout.Spaces(min(gap, w-used)))
		used = min(w, used+gap+layout.Width(cell))
		if on && focus {
			f.theme.Cursor.Write(&b, cell)
		} else {
			b.WriteString(cell)
		}
	}
	return b.String()
}

func (f *Form) box(s Spec, w int, focus bool) string {
	cell := "[ ] " + s.Hint
	if f.values[s.Key] == Yes {
		cell = "[x] " + s.Hint
	}
	cell = layout.Cut(cell, w)
	if focus && len(cell) > 3 {
		return f.theme.Cursor.Text(cell[:3]) + cell[3:]
	}
	return cell
}

// editor draws the text being edited, scrolled so that the cursor can be seen.
// Without reverse video the end is marked by _.
func (f *Form) editor(w int) string {
	value, pos := []rune(f.edit.Value()), f.edit.Position()
	if f.whole && f.theme.Cursor != "" {
		return f.theme.Cursor.Text(layout.Cut(string(value), w))
	}
	if pos == len(value) && f.specs[f.at].Kind == Date && layout.Width(string(value)) == w {
		pos-- // a whole date: nothing is to be typed behind it, so all of it is shown
	}
	from := 0
	for from < pos && layout.Width(string(value[from:pos])) > w-1 {
		from++
	}
	before := string(value[from:pos])
	under, after := " ", ""
	if pos < len(value) {
		next := pos + characterAt(value, pos)
		under, after = string(value[pos:next]), string(value[next:])
	} else if f.theme.Cursor == "" {
		under = "_"
	}
	rest := w - layout.Width(before) - layout.Width(under)
	if rest < 0 {
		return layout.Cut(before, w)
	}
	return before + f.theme.Cursor.Text(under) + layout.Cut(after, rest)
}

// Popup is the open list of the field in focus, to be drawn under its cell: z.W
// cells wide and at most z.H lines tall (0: no limit).
func (f *Form) Popup(z layout.Size) (string, bool) {
	if f.pop == nil {
		return "", false
	}
	rows := popupRows
	if z.H > 0 {
		rows = min(rows, z.H-popupFrame)
	}
	return f.pop.View(f.theme, layout.Size{W: z.W, H: rows}), true
}

// popupFrame is the lines of a list that are not items: its frame and the count.
const popupFrame = 3

// popupRows is how many items an open list shows.
const popupRows = 8
