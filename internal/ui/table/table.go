// Package table is a windowed table: only the visible rows are asked for and
// drawn, so that a key costs the same with a hundred rows and a hundred thousand.
// Text is cut first and styled last. It loads, sorts and filters nothing; a list
// does (internal/ui/list).
package table

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/theme"
)

// Cell is a value in a row. The text is plain and filtered (text.Safe) and says
// by itself what the style says in colour.
type Cell struct {
	Text  string
	Style theme.SGR
}

// Table is rows of T under columns, with a selection that sticks to its row.
// Make it with New.
type Table[T any] struct {
	theme   *theme.Theme
	columns []Column[T]
	name    func(T) string // identifies a row
	rows    []T
	sorted  Sorting

	at, top int
	key     string // of the selected row
	height  int    // rows in sight

	widths []int // of the columns, -1 left out
	forW   int   // the width that widths are for
}

// New makes a table without rows. key identifies a row: the selection follows it.
// The functions are called while drawing and must be quick: no I/O.
func New[T any](t *theme.Theme, key func(T) string, columns ...Column[T]) *Table[T] {
	return &Table[T]{theme: t, columns: columns, name: key, height: 1, forW: -1, sorted: Unsorted}
}

// SetColumns puts other columns over the rows.
func (t *Table[T]) SetColumns(columns ...Column[T]) {
	t.columns, t.sorted, t.forW = columns, Unsorted, -1
}

// SetRows shows other rows. The selection follows its row; if that is gone, it
// stays on the row now at its index.
func (t *Table[T]) SetRows(rows []T) {
	t.rows = rows
	if len(rows) == 0 {
		t.at, t.top, t.key = 0, 0, ""
		return
	}
	if t.key != "" {
		if i, ok := t.find(); ok {
			t.top += i - t.at // the row stays where it was on screen
			t.at = i
		}
	}
	t.move(t.at)
}

// find looks for the selected row, nearest indices first, since rows mostly stay
// about where they were.
func (t *Table[T]) find() (int, bool) {
	n := len(t.rows)
	at := min(t.at, n-1)
	for d := range n {
		if i := at - d; i >= 0 && t.name(t.rows[i]) == t.key {
			return i, true
		}
		if i := at + d; i < n && t.name(t.rows[i]) == t.key {
			return i, true
		}
	}
	return 0, false
}

// Selected is the selected row; false without rows.
func (t *Table[T]) Selected() (row T, ok bool) {
	if len(t.rows) == 0 {
		return row, false
	}
	return t.rows[t.at], true
}

// Select chooses a row by its key and reports whether it is there.
func (t *Table[T]) Select(key string) bool {
	for i, row := range t.rows {
		if t.name(row) == key {
			t.move(i)
			return true
		}
	}
	return false
}

// First chooses the first row.
func (t *Table[T]) First() { t.move(0) }

// Rows are the rows in their order.
func (t *Table[T]) Rows() []T { return t.rows }

// Resize sets the size in which View will mostly be asked for, so that PgUp and
// PgDn know the length of a page, and the window scrolls only at its edges.
func (t *Table[T]) Resize(z layout.Size) {
	t.height = max(1, z.H-1)
	t.widths, t.forW = t.fit(z.W-edge), z.W
	t.top = t.scrolled(t.height)
}

// Press takes the keys that move the selection and reports whether it was one.
func (t *Table[T]) Press(msg tea.Msg) bool {
	k, ok := msg.(tea.KeyMsg)
	if !ok || k.Paste {
		return false
	}
	switch k.String() {
	case "up":
		t.move(t.at - 1)
	case "down":
		t.move(t.at + 1)
	case "pgup":
		t.move(t.at - t.height)
	case "pgdown":
		t.move(t.at + t.height)
	case "home", "ctrl+home":
		t.move(0)
	case "end", "ctrl+end":
		t.move(len(t.rows) - 1)
	default:
		return false
	}
	return true
}

func (t *Table[T]) move(to int) {
	n := len(t.rows)
	t.at = max(0, min(to, n-1))
	if n > 0 {
		t.key = t.name(t.rows[t.at])
	}
	t.top = t.scrolled(t.height)
}

// scrolled is the first row of a window of h rows that holds the selection and is
// full, moved as little as may be.
func (t *Table[T]) scrolled(h int) int {
	top := max(t.top, t.at-h+1)
	return max(0, min(top, t.at, len(t.rows)-h))
}

// View draws the head and the rows in sight, z.H lines at most, each z.W wide.
func (t *Table[T]) View(z layout.Size) string { return t.Open(z, nil) }

// Open is View with lines that belong to the selected row below it; they are
// drawn as they are.
func (t *Table[T]) Open(z layout.Size, details []string) string {
	if z.W < 1 || z.H < 1 {
		return ""
	}
	details = details[:min(len(details), max(z.H-2, 0))]
	h := max(1, z.H-1-len(details))
	top := t.scrolled(h)
	widths := t.widths
	if t.forW != z.W {
		widths = t.fit(z.W - edge)
	}
	var b strings.Builder
	b.Grow(z.H * (z.W + 24))
	t.head(&b, widths, z.W)
	for i := top; i < min(len(t.rows), top+min(h, z.H-1)); i++ {
		b.WriteByte('\n')
		t.row(&b, widths, i, z.W)
		if i == t.at {
			for _, l := range details {
				b.WriteByte('\n')
				b.WriteString(layout.Pad(l, z.W))
			}
		}
	}
	if needed(widths) > z.W { // narrower than margin and gaps alone
		return layout.Fit(b.String(), layout.Size{W: z.W, H: 1 + strings.Count(b.String(), "\n")})
	}
	return b.String()
}

// Outline is the columns and rows.
func (t *Table[T]) Outline(title string) outline.Table {
	o := outline.Table{Title: title, Len: len(t.rows), Selected: t.at}
	if len(t.rows) == 0 {
		o.Selected = -1
	}
	for _, c := range t.columns {
		o.Columns = append(o.Columns, c.Title)
	}
	o.Row = func(i int) []string {
		cells := make([]string, len(t.columns))
		for n, c := range t.columns {
			cells[n] = c.Value(t.rows[i]).Text
		}
		return cells
	}
	return o
}

// gap is the space between columns.
const gap = 2

// margin is the room for the cursor's mark at the left, edge the room at the
// right, where the shell's lines end too.
const (
	margin = 3
	edge   = 1
)

// head is the titles. The arrow of the sorted column is in the gap before it,
// where it takes no room from a title.
func (t *Table[T]) head(b *strings.Builder, widths []int, w int) {
	var line strings.Builder
	used, first := margin, true
	for i, c := range t.columns {
		if widths[i] < 0 {
			continue
		}
		before := gap
		if first {
			before = margin
		} else {
			used += gap
		}
		first = false
		title, arrow := c.Title, " "
		if t.sorted.Column == i {
			arrow = t.sorted.arrow()
			if c.Right && layout.Width(title) < widths[i] {
				title, arrow = arrow+title, " "
			}
		}
		line.WriteString(layout.Spaces(before-1) + arrow + align(title, widths[i], c.Right))
		used += widths[i]
	}
	line.WriteString(layout.Spaces(w - used))
	t.theme.Strong.Write(b, line.String())
}

func align(s string, w int, right bool) string {
	if right {
		return layout.PadLeft(s, w)
	}
	return layout.Pad(s, w)
}

// row draws one row. The selected row has one style from edge to edge; colours of
// cells would interrupt it.
func (t *Table[T]) row(b *strings.Builder, widths []int, i, w int) {
	on := i == t.at
	sel := theme.SGR("")
	mark := layout.Spaces(min(margin, w))
	if on {
		sel = t.theme.Select
		mark = layout.Pad(" "+theme.GlyphCursor+" ", min(margin, w))
	}
	b.WriteString(string(sel))
	b.WriteString(mark)
	used, first := margin, true
	for c, width := range widths {
		if width < 0 {
			continue
		}
		if !first {
			b.WriteString(layout.Spaces(gap))
			used += gap
		}
		first = false
		used += width
		cell := t.columns[c].Value(t.rows[i])
		s := layout.Cut(cell.Text, width)
		pad := layout.Spaces(width - layout.Width(s))
		if t.columns[c].Right {
			b.WriteString(pad)
			pad = ""
		}
		if on {
			b.WriteString(s)
		} else {
			cell.Style.Write(b, s)
		}
		b.WriteString(pad)
	}
	b.WriteString(layout.Spaces(w - used))
	if sel != "" {
		b.WriteString(sgrReset)
	}
}

const sgrReset = "\x1b[0m"
