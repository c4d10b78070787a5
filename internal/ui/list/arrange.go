package list

import (
	"slices"
	"strings"

	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/table"
)

// arrange filters and sorts the rows, and shows them.
func (l *List[T]) arrange() {
	rows := l.all
	if words := strings.Fields(form.Fold(l.Text())); len(words) > 0 && l.spec.Asked == nil {
		rows = l.matching(words)
	}
	if l.sorted != table.Unsorted {
		rows = l.spec.Columns[l.sorted.Column].Sort(rows, l.sorted.Down)
	}
	l.table.MarkSorted(l.sorted)
	l.table.SetRows(rows)
}

// matching are the rows that hold every word, ignoring case, accents and the
// spaces in amounts. The searchable text is made once per reading: a key must not
// wait for thousands of rows.
func (l *List[T]) matching(words []string) (rows []T) {
	if l.texts == nil {
		l.texts = make([]string, len(l.all))
		for i, row := range l.all {
			l.texts[i] = l.textOf(row)
		}
	}
	for i, s := range l.texts {
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(s, w) }) {
			rows = append(rows, l.all[i])
		}
	}
	return rows
}

var noSpaces = strings.NewReplacer(" ", "", "\u00a0", "")

// textOf is all the text by which a row can be found.
func (l *List[T]) textOf(row T) string {
	if l.spec.Folded != nil {
		return l.spec.Folded(row)
	}
	var parts []string
	for _, c := range l.spec.Columns {
		s := c.Text(row)
		parts = append(parts, s)
		if c.Right { // an amount, also as it is typed
			parts = append(parts, noSpaces.Replace(s))
		}
	}
	if l.spec.Find != nil {
		parts = append(parts, l.spec.Find(row))
	}
	return form.Fold(strings.Join(parts, "\n"))
}

// sortNext sorts by the next column; after the last one the rows are back in the
// order they came in.
func (l *List[T]) sortNext() {
	l.sorted = table.Sorting{Column: l.sorted.Column + 1}
	for l.sorted.Column < len(l.spec.Columns) && l.spec.Columns[l.sorted.Column].FileOnly {
		l.sorted.Column++
	}
	if l.sorted.Column == len(l.spec.Columns) {
		l.sorted = table.Unsorted
	}
	l.arrange()
}

// turn reverses the order.
func (l *List[T]) turn() {
	if l.sorted != table.Unsorted {
		l.sorted.Down = !l.sorted.Down
		l.arrange()
	}
}
