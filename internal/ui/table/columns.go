package table

import (
	"cmp"
	"slices"
	"strings"

	"example.org/tandtui/internal/export"
)

// Column is everything about a column, in one place: drawing, sorting, files and
// reading aloud use it.
type Column[T any] struct {
	Title    string
	Value    func(T) Cell
	Order    func(T) int64       // what it is sorted by, where that is a number; nil: Less
	Less     func(a, b T) bool   // the order when sorted by it; nil: that of the text
	Export   func(T) export.Cell // as a file has it; nil: the text as shown
	Drawn    bool                // a drawing, which only the screen has: files leave it out
	FileOnly bool                // only files have it: the screen says it below or beside the table
	Min      int                 // cells it must have; below that the column is left out
	Max      int                 // cells it can use; 0: any number
	Right    bool                // aligned right, as amounts are
	Priority int                 // the column with the highest number is left out first; 0 never
}

// Plain makes a column's Value of a text without a style.
func Plain[T any](text func(T) string) func(T) Cell {
	return func(row T) Cell { return Cell{Text: text(row)} }
}

// Text is a row's value as a reader has it.
func (c Column[T]) Text(row T) string { return c.Value(row).Text }

// Cell is a row's value as a file has it.
func (c Column[T]) Cell(row T) export.Cell {
	if c.Export != nil {
		return c.Export(row)
	}
	return export.Text(c.Text(row))
}

// Sort gives rows in the order of the column, in a new slice; rows that are equal
// in it keep their order. What a row is sorted by is made once for each row, not for
// each comparison: a list may be long.
func (c Column[T]) Sort(rows []T, down bool) []T {
	switch {
	case c.Order != nil:
		return sorted(rows, c.Order, down)
	case c.Less != nil:
		return c.byLess(rows, down)
	}
	return sorted(rows, func(row T) string { return strings.ToLower(c.Text(row)) }, down)
}

// keyed is a row's place with what it is sorted by.
type keyed[K cmp.Ordered] struct {
	key K
	at  int
}

func sorted[T any, K cmp.Ordered](rows []T, key func(T) K, down bool) []T {
	order := make([]keyed[K], len(rows))
	for i := range rows {
		order[i] = keyed[K]{key(rows[i]), i}
	}
	slices.SortFunc(order, func(a, b keyed[K]) int {
		c := cmp.Compare(a.key, b.key)
		if down {
			c = -c
		}
		if c == 0 {
			return a.at - b.at
		}
		return c
	})
	list := make([]T, len(rows))
	for to, from := range order {
		list[to] = rows[from.at]
	}
	return list
}

func (c Column[T]) byLess(rows []T, down bool) []T {
	list := slices.Clone(rows)
	slices.SortStableFunc(list, func(a, b T) int {
		if down {
			a, b = b, a
		}
		switch {
		case c.Less(a, b):
			return -1
		case c.Less(b, a):
			return 1
		}
		return 0
	})
	return list
}

// Sorting is the column that rows are sorted by.
type Sorting struct {
	Column int // -1: none, the rows keep the order they came in
	Down   bool
}

// Unsorted keeps the order in which the rows came.
var Unsorted = Sorting{Column: -1}

func (s Sorting) arrow() string {
	if s.Down {
		return "↓"
	}
	return "↑"
}

// MarkSorted shows in the head which column the rows are sorted by; the list does
// the sorting.
func (t *Table[T]) MarkSorted(s Sorting) { t.sorted = s }

// fit divides a width among the columns. Each gets its minimum; while that is too
// much, the least important column is left out; what remains goes to columns that
// can use it, from the left. A column left out has width -1.
func (t *Table[T]) fit(w int) []int {
	widths := make([]int, len(t.columns))
	for i, c := range t.columns {
		widths[i] = max(1, c.Min)
		if c.FileOnly {
			widths[i] = -1
		}
	}
	for needed(widths) > w {
		if !t.leaveOut(widths) {
			squeeze(widths, needed(widths)-w)
			return widths
		}
	}
	t.spread(widths, w-needed(widths))
	return widths
}

// needed is the width of all that is still shown.
func needed(widths []int) int {
	sum, shown := margin, 0
	for _, width := range widths {
		if width >= 0 {
			sum += width
			shown++
		}
	}
	return sum + gap*max(0, shown-1)
}

// leaveOut removes the least important column that may go.
func (t *Table[T]) leaveOut(widths []int) bool {
	worst := -1
	for i, c := range t.columns {
		if widths[i] >= 0 && c.Priority > 0 && (worst < 0 || c.Priority >= t.columns[worst].Priority) {
			worst = i
		}
	}
	if worst < 0 {
		return false
	}
	widths[worst] = -1
	return true
}

// squeeze makes the columns that may not go narrower, the widest first.
func squeeze(widths []int, over int) {
	for ; over > 0; over-- {
		widest := -1
		for i, width := range widths {
			if width > 0 && (widest < 0 || width > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			return
		}
		widths[widest]--
	}
}

// spread gives room that is left to the columns that can use it: first to the
// bounded ones, up to their Max, then to those without bound, evenly.
func (t *Table[T]) spread(widths []int, over int) {
	var open []int
	for i, c := range t.columns {
		switch {
		case widths[i] < 0:
		case c.Max == 0:
			open = append(open, i)
		case c.Max > widths[i]:
			more := min(over, c.Max-widths[i])
			widths[i] += more
			over -= more
		}
	}
	for n, i := range open {
		more := over / (len(open) - n)
		widths[i] += more
		over -= more
	}
}
