package bill

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/theme"
)

// visitBox asks for the date on which the rows of a visit come again.
type visitBox struct {
	rows   []domain.DraftItem
	form   *form.Form
	failed bool // the date typed is none
}

// askVisit opens the question for the visit of a row, on the empty last row for
// the visit above it.
func (m *model) askVisit(item int) screen.Step {
	m.settleField()
	items := m.draft.Bills[m.bill].Items
	item = min(item, len(items)-1)
	if item < 0 {
		return screen.Stay(nil).Say(text.RowNone)
	}
	v := &visitBox{form: form.New(m.env.Theme, form.Spec{Ref: form.Of(domain.FieldItemDate), Label: text.BillDate, Kind: form.Date, Hint: text.RowDateHint})}
	for _, it := range items {
		if it.Date == items[item].Date {
			v.rows = append(v.rows, it)
		}
	}
	m.box = v
	return screen.Stay(m.saveNow())
}

func (v *visitBox) press(m *model, k tea.KeyMsg) screen.Step {
	switch {
	case keys.Is(k, keys.Back):
		m.box = nil
		return screen.Stay(nil)
	case keys.Is(k, keys.Enter):
		date := isoDate(v.form.Value(form.Of(domain.FieldItemDate)), m.port.Today())
		if _, err := domain.ParseDate(date); err != nil {
			v.failed = true
			return screen.Stay(nil)
		}
		m.box = nil
		return m.repeatVisit(v.rows, date)
	}
	if v.form.Update(k).Changed {
		v.failed = false
	}
	return screen.Stay(nil)
}

// repeatVisit adds the rows again on another date, after all others.
func (m *model) repeatVisit(rows []domain.DraftItem, date string) screen.Step {
	n := len(m.draft.Bills[m.bill].Items)
	again := make([]domain.DraftItem, len(rows))
	for i, r := range rows {
		r.Date = date
		again[i] = r
	}
	step := m.insertRows(n, again, form.Ref{Item: n + len(rows), Field: domain.FieldItemCode})
	if step.Notice == "" {
		step = step.Say(text.RowsAdded(len(rows), date))
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
		" " + t.Title.Text(layout.Cut(text.RowVisitTitle, w-4)),
		" " + layout.Cut(text.RowVisitOf(len(v.rows), v.rows[0].Date)+text.Safe(strings.Join(codes, ", ")), w-4),
		"", v.form.View(layout.Size{W: w - 2, H: 1}), "",
	}
	if v.failed {
		lines[4] = " " + t.Error.Text(layout.Cut(theme.GlyphError+" "+text.RowDateWrong, w-4))
	}
	return layout.Box(strings.Join(lines, "\n"), w)
}

func (v *visitBox) keys() []key.Binding {
	return []key.Binding{keys.As(keys.Enter, text.RowAddThem), keys.As(keys.Back, text.KeyClose)}
}

func (v *visitBox) typing() bool { return true }
