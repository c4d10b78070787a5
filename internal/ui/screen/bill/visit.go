package bill

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/editor"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/theme"
)

// visitBox asks for the date on which rows come again.
type visitBox struct {
	title  string
	rows   []domain.DraftItem
	dated  bool // without a date typed the rows keep theirs
	form   *form.Form
	failed bool // the date typed is none
}

// askVisit opens the question for the visit of a row, on the empty last row for
// the visit above it.
func (m *model) askVisit(item int) screen.Step {
	m.settle()
	rows := m.ed.Visit(item)
	if len(rows) == 0 {
		return screen.Stay(nil).Say(labels.RowNone)
	}
	v := m.newVisitBox(labels.RowVisitTitle(rows[0].Date))
	v.rows = rows
	m.box = v
	return screen.Stay(m.saveNow())
}

func (v *visitBox) press(m *model, k tea.KeyMsg) screen.Step {
	switch {
	case keys.Is(k, keys.Back):
		m.box = nil
		return screen.Stay(nil)
	case keys.Is(k, keys.Enter) && v.dated && v.form.Value(form.Of(domain.FieldItemDate)) == "":
		m.box = nil
		return m.takeRows(v.rows)
	case keys.Is(k, keys.Enter):
		date := editor.Normal(domain.FieldItemDate, v.form.Value(form.Of(domain.FieldItemDate)), m.port.Today())
		if _, err := domain.ParseDate(date); err != nil {
			v.failed = true
			return screen.Stay(nil)
		}
		m.box = nil
		return m.takeRows(editor.OnDate(v.rows, date))
	}
	if v.form.Update(k).Changed {
		v.failed = false
	}
	return screen.Stay(nil)
}

// lastBill is the rows that a bill without any may begin with, and what to call
// them.
func (m *model) lastBill() (rows []domain.DraftItem, title string) {
	if m.ed == nil {
		return nil, ""
	}
	rows, past := m.ed.LastRows()
	if past.IsZero() {
		return rows, labels.RowBillTitle
	}
	return rows, labels.RowPastTitle(past)
}

func (m *model) hasLastBill() bool {
	rows, _ := m.lastBill()
	return len(rows) > 0
}

// askLastBill asks for the date of those rows.
func (m *model) askLastBill() screen.Step {
	m.settle()
	v := m.newVisitBox("")
	v.dated = true
	v.rows, v.title = m.lastBill()
	m.box = v
	return screen.Stay(m.saveNow())
}

func (m *model) newVisitBox(title string) *visitBox {
	return &visitBox{title: title, form: form.New(m.env.Theme, form.Spec{Key: form.Of(domain.FieldItemDate), Label: labels.BillDate, Kind: form.Date, Hint: labels.RowDateHint})}
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

func (v *visitBox) view(m *model, z layout.Size) string {
	t, w := m.env.Theme, min(z.W-4, 64)
	var codes []string
	for _, r := range v.rows {
		codes = append(codes, r.Code)
	}
	lines := []string{
		" " + t.Title.Text(layout.Cut(v.title, w-4)),
		" " + layout.Cut(labels.RowVisitOf(len(v.rows))+text.Safe(strings.Join(codes, ", ")), w-4),
		"", v.form.View(layout.Size{W: w - 2, H: 1}), "",
	}
	if v.failed {
		lines[4] = " " + t.Error.Text(layout.Cut(theme.GlyphError+" "+labels.RowDateWrong, w-4))
	}
	return layout.Box(strings.Join(lines, "\n"), w)
}

func (v *visitBox) keys() []key.Binding {
	return []key.Binding{keys.As(keys.Enter, labels.RowAddThem), keys.As(keys.Back, labels.KeyClose)}
}

func (v *visitBox) typing() bool { return true }
