package bill

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/editor"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/screen"
)

// visitBox asks for the date on which rows come again.
type visitBox struct {
	title string
	rows  []domain.DraftItem
	dated bool // without a date typed the rows keep theirs
	form  *form.Form
}

var visitDate = form.Of(domain.FieldItemDate)

// askVisit opens the question for the visit of a row, on the empty last row for
// the visit above it.
func (m *model) askVisit(item int) screen.Step {
	m.settle()
	rows := m.ed.Visit(item)
	v := m.newVisitBox(labels.RowVisitTitle(rows[0].Date))
	v.rows = rows
	return m.show(v).With(m.SaveNow())
}

// take adds the rows on the date typed.
func (v *visitBox) take(m *model) screen.Step {
	typed := v.form.Value(visitDate)
	if v.dated && typed == "" {
		m.box = nil
		return m.takeRows(v.rows)
	}
	date := editor.Normal(domain.FieldItemDate, typed, m.port.Today())
	if _, err := domain.ParseDate(date); err != nil {
		v.form.SetNotes([]form.Note{{Key: visitDate, Severity: domain.SeverityError, Text: labels.RowDateWrong}})
		v.form.Retype(visitDate)
		return screen.Stay(nil)
	}
	m.box = nil
	return m.takeRows(editor.OnDate(v.rows, date))
}

func (v *visitBox) actions(m *model) []screen.Action {
	return []screen.Action{
		{Key: keys.As(keys.Enter, labels.RowAddThem), Do: func() screen.Step { return v.take(m) }},
		m.closing(labels.KeyClose),
	}
}

// write types the date.
func (v *visitBox) write(_ *model, k tea.KeyMsg) screen.Step {
	if v.form.Update(k).Changed {
		v.form.SetNotes(nil)
	}
	return screen.Stay(nil)
}

// lastBill is the rows that a bill without any may begin with, and what to call
// them.
func (m *model) lastBill() (rows []domain.DraftItem, title string) {
	rows, past := m.ed.LastRows()
	if past.IsZero() {
		return rows, labels.RowBillTitle
	}
	return rows, labels.RowPastTitle(past)
}

// askLastBill asks for the date of those rows.
func (m *model) askLastBill() screen.Step {
	m.settle()
	v := m.newVisitBox("")
	v.dated = true
	v.rows, v.title = m.lastBill()
	return m.show(v).With(m.SaveNow())
}

func (m *model) newVisitBox(title string) *visitBox {
	return &visitBox{title: title, form: form.New(m.env.Theme, form.Spec{Key: visitDate, Label: labels.BillDate, Kind: form.Date, Hint: labels.RowDateHint})}
}

// takeRows adds rows after all others.
func (m *model) takeRows(rows []domain.DraftItem) screen.Step {
	r := m.ed.TakeRows(rows)
	step := m.acted(r)
	if r == editor.Done {
		step = step.Say(labels.RowsAdded(len(rows)))
	}
	return step
}

// what says which rows come again.
func (v *visitBox) what() string {
	var codes []string
	for _, r := range v.rows {
		codes = append(codes, r.Code)
	}
	return labels.RowVisitOf(len(v.rows)) + text.Safe(strings.Join(codes, ", "))
}

func (v *visitBox) view(m *model, z layout.Size) string {
	w := min(z.W-4, 64)
	lines := []string{
		" " + m.env.Theme.Title.Text(layout.Cut(v.title, w-4)),
		" " + layout.Cut(v.what(), w-4),
		"", v.form.View(layout.Size{W: w - 2, H: 1}), "",
	}
	return layout.Box(strings.Join(lines, "\n"), w)
}

func (v *visitBox) outline(*model) outline.Outline {
	return append(outline.Outline{outline.Heading(v.title), outline.Sentence{Text: v.what()}}, v.form.Outline()...)
}

func (v *visitBox) typing() bool { return true }
