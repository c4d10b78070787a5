package export

import (
	"iter"
	"strconv"
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
)

// Table is a list: its columns and its rows, which may come from wherever they
// are kept.
type Table struct {
	Title   string // names the sheet
	Columns []Column
	Rows    iter.Seq[[]Cell]
}

// Column is a heading, and how wide its values are, characters; 0: as its heading.
type Column struct {
	Title string
	Width int
}

// width is how many characters the column has room for.
func (c Column) width() int { return max(c.Width, len([]rune(c.Title))+2) }

type kind uint8

const (
	textCell kind = iota
	moneyCell
	dateCell
	countCell
)

// Cell is a typed value: spreadsheets can add and sort it.
type Cell struct {
	kind kind
	text string
	n    int64
	day  domain.Date
}

// Text is a cell of text. It stays text in every program, whatever it begins with.
func Text(s string) Cell { return Cell{text: text.Safe(s)} }

// Money is a cell of kronor with two decimals.
func Money(o domain.Ore) Cell { return Cell{kind: moneyCell, n: int64(o)} }

// Day is a cell of a date; empty if there is none.
func Day(d domain.Date) Cell {
	if d.IsZero() {
		return Cell{}
	}
	return Cell{kind: dateCell, day: d}
}

// Count is a cell of a whole number.
func Count(n int64) Cell { return Cell{kind: countCell, n: n} }

// right tells whether the value stands at the right of its column.
func (c Cell) right() bool { return c.kind == moneyCell || c.kind == countCell }

// String is the cell as people read it.
func (c Cell) String() string {
	switch c.kind {
	case moneyCell:
		return domain.Ore(c.n).String()
	case dateCell:
		return c.day.String()
	case countCell:
		return strconv.FormatInt(c.n, 10)
	}
	return c.text
}

// dangerous tells whether a spreadsheet could take a text for a formula.
func (c Cell) dangerous() bool {
	return c.kind == textCell && c.text != "" && strings.ContainsRune("=+-@\t\r＝＋－＠", []rune(c.text)[0])
}
