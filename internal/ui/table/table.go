// Package table is a windowed table: of any number of rows only those in sight
// are asked for and drawn, so that a key costs the same at a hundred rows and at
// a hundred thousand. Text is cut first and styled last. It loads, sorts and
// filters nothing; the Source does.
package table

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/theme"
)

// Source is the rows. Its methods are called while drawing and must be quick:
// no I/O.
type Source interface {
	Len() int
	Key(row int) string // names the row for good; the selection sticks to it
	Cell(row, col int) Cell
}

// Cell is a value in a row. The text is plain and filtered (text.Safe) and says
// by itself what the style says in colour.
type Cell struct {
	Text  string
	Style theme.SGR
}

// Column describes a column.
type Column struct {
	Title    string
	Min      int  // cells it must have; below that the column is left out
	Max      int  // cells it has use for; 0: any number
	Right    bool // amounts stand at the right
	Priority int  // the column with the highest number is left out first; 0 never
}

// Table is columns with a selection. Make it with New.
type Table struct {
	theme   *theme.Theme
	columns []Column
	src     Source
	at, top int
	key     string // of the selected row
	height  int    // rows in sight when last drawn

	widths []int // of the columns, -1 left out
	forW   int   // the width that widths are for
}

// New makes a table without rows.
func New(t *theme.Theme, columns ...Column) *Table {
	return &Table{theme: t, columns: columns, src: none{}, height: 1, forW: -1}
}

type none struct{}

func (none) Len() int           { return 0 }
func (none) Key(int) string     { return "" }
func (none) Cell(int, int) Cell { return Cell{} }

// SetSource shows other rows. The selection goes where its row went; is that
// row gone, to the row now in its place.
func (t *Table) SetSource(src Source) {
	t.src = src
	n := src.Len()
	if n == 0 {
		t.at, t.top, t.key = 0, 0, ""
		return
	}
	if t.key != "" {
		if i, ok := t.find(n); ok {
			t.top += i - t.at // the row stays where it was on screen
			t.at = i
		}
	}
	t.move(t.at)
}

// find looks for the selected row, nearest places first, since rows mostly
// stay about where they were.
func (t *Table) find(n int) (int, bool) {
	at := min(t.at, n-1)
	for d := 0; d < n; d++ {
		if i := at - d; i >= 0 && t.src.Key(i) == t.key {
			return i, true
		}
		if i := at + d; i < n && t.src.Key(i) == t.key {
			return i, true
		}
	}
	return 0, false
}

// Selected is the index and key of the selected row; false without rows.
func (t *Table) Selected() (row int, key string, ok bool) {
	return t.at, t.key, t.src.Len() > 0
}

// Select chooses a row by its key and reports whether it is there.
func (t *Table) Select(key string) bool {
	for i := range t.src.Len() {
		if t.src.Key(i) == key {
			t.move(i)
			return true
		}
	}
	return false
}

// Len is the number of rows.
func (t *Table) Len() int { return t.src.Len() }

// Press takes the keys that move the selection and reports whether it was one.
func (t *Table) Press(msg tea.Msg) bool {
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
		t.move(t.src.Len() - 1)
	default:
		return false
	}
	return true
}

func (t *Table) move(to int) {
	n := t.src.Len()
	t.at = max(0, min(to, n-1))
	if n > 0 {
		t.key = t.src.Key(t.at)
	}
	t.scroll(n)
}

// scroll keeps the selection in the window and the window full.
func (t *Table) scroll(n int) {
	t.top = max(t.top, t.at-t.height+1)
	t.top = min(t.top, t.at, max(0, n-t.height))
	t.top = max(0, t.top)
}

// View draws the head and the rows in sight, z.H lines at most, each z.W wide.
func (t *Table) View(z layout.Size) string {
	if z.W < 1 || z.H < 1 {
		return ""
	}
	n := t.src.Len()
	t.height = max(1, z.H-1)
	t.scroll(n)
	t.fit(z.W - edge)
	var b strings.Builder
	b.Grow(z.H * (z.W + 24))
	t.head(&b, z.W)
	for i := t.top; i < min(n, t.top+z.H-1); i++ {
		b.WriteByte('\n')
		t.row(&b, i, z.W)
	}
	if t.needed() > z.W { // narrower than margin and gaps alone
		return layout.Fit(b.String(), layout.Size{W: z.W, H: 1 + strings.Count(b.String(), "\n")})
	}
	return b.String()
}

// gap parts the columns.
const gap = 2

// margin is the room for the cursor's mark at the left, edge the room at the
// right, where the shell's lines end too.
const (
	margin = 3
	edge   = 1
)

func (t *Table) head(b *strings.Builder, w int) {
	var line strings.Builder
	line.WriteString(layout.Spaces(min(margin, w)))
	used, first := margin, true
	for i, c := range t.columns {
		if t.widths[i] < 0 {
			continue
		}
		if !first {
			line.WriteString(layout.Spaces(gap))
			used += gap
		}
		first = false
		line.WriteString(align(c.Title, t.widths[i], c.Right))
		used += t.widths[i]
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

// row draws one row. The selected one is in one style from edge to edge, so a
// cell's own colour does not break it.
func (t *Table) row(b *strings.Builder, i, w int) {
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
	for c, width := range t.widths {
		if width < 0 {
			continue
		}
		if !first {
			b.WriteString(layout.Spaces(gap))
			used += gap
		}
		first = false
		used += width
		cell := t.src.Cell(i, c)
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
