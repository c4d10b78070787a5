// Package list is the one list of the program: a table with a search line that
// filters while the user types, a period if wanted, sorting by every column, a
// counter, text about the chosen row, a question before something serious, and in
// a wide window a pane beside it. A screen says what its rows are and what can be
// done with them; everything else is the same on every screen.
package list

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/table"
	"example.org/tandtui/internal/ui/theme"
)

// Spec describes a list. Columns, Key and Empty must be given.
type Spec[T any] struct {
	Title   string // for reading aloud
	Columns []table.Column[T]
	Key     func(T) string // identifies a row
	Empty   string         // shown if there are no rows
	NoMatch string         // shown if no row matches the search; "": Empty

	Find   func(T) string              // searched beside what the columns show
	Folded func(T) string              // all that is searched, folded before (form.Fold), of very many rows; nil: columns and Find
	Count  func(shown, all int) string // the counter at the right of the search line

	// Actions are what the screen can do, Enter on the chosen row among them, in
	// the order in which they give way in a narrow footer.
	Actions func() []screen.Action
	Moved   func() tea.Cmd // another row was chosen

	// Asked searches the rows where they come from: it is called when search or
	// period has changed. nil: the list filters the rows it was given.
	Asked  func() tea.Cmd
	Period *domain.Period     // asked for beside the search, and changed here; nil: none
	Today  func() domain.Date // by which a period is read

	Said func() page.Page // one line below the search, while nothing is said of a period

	Foot      func() page.Page // below the table: what is said of the chosen row
	FootLines int              // kept for it and Total

	Total func() (left, right string) // the last line: what is counted and summed; nil: none

	File File // how it leaves the program; zero: it does not

	Details func(row T) page.Page // below its row, once that is opened
	Side    func(row T) page.Page // beside the table, in a wide window
}

// List is rows with their search, order and selection. Make it with New.
type List[T any] struct {
	spec  Spec[T]
	theme *theme.Theme
	table *table.Table[T]
	line  *form.Form // the search line

	all    []T
	texts  []string // what a search looks through, of all; nil before the first one
	code   string   // why the rows could not be read
	loaded bool
	sorted table.Sorting

	typing bool          // the search line has the focus
	bad    bool          // the period typed cannot be read
	before domain.Period // the period shown before that of all time

	searching bool // what was asked for has not come yet
	enter     bool // and Enter was pressed meanwhile: it is for the rows to come

	opened    bool // the chosen row shows its details
	off       int  // lines of them scrolled away
	asked     *Question
	exporting bool // the form of a file is chosen
	choice    *Choice
	size      layout.Size
}

// Keys of the fields in the search line.
var (
	searchField = form.Of("search")
	periodField = form.Of("period")
)

// New makes a list that has not been read yet.
func New[T any](t *theme.Theme, spec Spec[T]) *List[T] {
	l := &List[T]{spec: spec, theme: t, table: table.New(t, spec.Key, spec.Columns...), sorted: table.Unsorted}
	fields := []form.Spec{{Key: searchField, Label: labels.ListSearch}}
	if spec.Period != nil {
		fields = append(fields, form.Spec{Key: periodField, Label: labels.ListPeriod})
	}
	l.line = form.New(t, fields...)
	l.showPeriod()
	l.Resize(layout.Size{W: 80, H: 19})
	return l
}

// SetRows shows the rows that were read; code is that of the error if they could
// not be. The selection stays on its row. The caller returns the step: it is what
// Moved gives, or what an Enter does that was pressed before the rows came.
func (l *List[T]) SetRows(rows []T, code string) screen.Step {
	l.all, l.texts, l.code, l.loaded = rows, nil, code, true
	l.arrange()
	enter := l.enter
	l.searching, l.enter = false, false
	if enter && code == "" {
		return l.open()
	}
	return l.moved()
}

// SetColumns shows other columns from the next SetRows on, in the order in which the
// rows come.
func (l *List[T]) SetColumns(columns []table.Column[T]) {
	l.spec.Columns, l.sorted = columns, table.Unsorted
	l.table.SetColumns(columns...)
}

// SayEmpty is what is said without rows from now on: another list of the same
// screen is shown.
func (l *List[T]) SayEmpty(sentence string) { l.spec.Empty = sentence }

// Rows are the rows shown, in their order.
func (l *List[T]) Rows() []T { return l.table.Rows() }

// Chosen is the row under the cursor.
func (l *List[T]) Chosen() (T, bool) { return l.table.Selected() }

// Select goes to a row by its key and reports whether it is there.
func (l *List[T]) Select(key string) bool { return l.table.Select(key) }

// First goes to the first row, where another list of the same screen begins.
func (l *List[T]) First() { l.table.First() }

// Text is what is searched for.
func (l *List[T]) Text() string { return l.line.Value(searchField) }

// Loaded reports whether reading has ended, with rows or an error.
func (l *List[T]) Loaded() bool { return l.loaded }

// Typing reports whether characters go to the search line.
func (l *List[T]) Typing() bool { return l.typing }

// Modal reports whether Esc belongs to the list: it answers a question with no,
// leaves or clears the search, or closes opened details.
func (l *List[T]) Modal() bool {
	return l.below() || l.typing || l.opened || l.Text() != ""
}

// Ask puts a question below the list; it has the keys until it is answered.
func (l *List[T]) Ask(q Question) { l.asked = &q }

// Asking reports whether a question is open. A choice is none: it may be typed ahead.
func (l *List[T]) Asking() bool { return l.asked != nil || l.exporting }

// below reports whether something below the list has the keys.
func (l *List[T]) below() bool { return l.Asking() || l.choice != nil }
