package bill

import (
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

// maxRows is the most rows of a bill, as the rules read them.
const maxRows = 500

// The keys of the rows. Moving has Ctrl letters besides the arrows, since some
// terminals send Ctrl+arrows as plain ones and tmux may take Alt.
var (
	copyKey  = keys.New("Ctrl+K", labels.RowCopy, "ctrl+k")
	visitKey = keys.New("Ctrl+W", labels.RowVisit, "ctrl+w")
	upKey    = keys.New("Ctrl+Q", labels.RowUp, "ctrl+q", "ctrl+up", "alt+up")
	downKey  = keys.New("Ctrl+X", labels.RowDown, "ctrl+x", "ctrl+down", "alt+down")
)

// rowBindings are the keys that work while the cursor is in the rows.
func (m *model) rowBindings() []key.Binding {
	ref, _ := m.form.Cursor()
	if m.hasLastBill() {
		return []key.Binding{keys.As(visitKey, labels.RowFromBill)}
	}
	if ref.Row < 0 {
		return nil
	}
	var list []key.Binding
	if m.procedure(m.row(ref.Row)).Position.Allowed() {
		list = append(list, chartKey)
	}
	list = append(list, copyKey, visitKey, rowComment, upKey, downKey)
	fee := m.feeBinding()
	if fee.Enabled() {
		return append([]key.Binding{fee}, list...)
	}
	return append(list, fee)
}

// rowCommand takes the keys of the rows.
func (m *model) rowCommand(k tea.KeyMsg, ref form.Key) (screen.Step, bool) {
	switch {
	case keys.Is(k, feeKey):
		return m.addFees(), true
	case keys.Is(k, templateKey):
		return m.openTemplates(), true
	case keys.Is(k, visitKey) && m.hasLastBill():
		return m.askLastBill(), true
	}
	if ref.Row < 0 {
		return screen.Step{}, false
	}
	switch {
	case keys.Is(k, chartKey), domain.Field(ref.Name) == domain.FieldItemPosition && keys.Is(k, markKey) && m.form.Value(ref) == "":
		return m.openChart(ref.Row), true
	case keys.Is(k, copyKey):
		return m.copyRow(ref), true
	case keys.Is(k, visitKey):
		return m.askVisit(ref.Row), true
	case keys.Is(k, upKey):
		return m.moveRow(ref, -1), true
	case keys.Is(k, downKey):
		return m.moveRow(ref, 1), true
	case keys.Is(k, rowComment):
		m.settleField()
		m.opened[ref.Row] = true
		m.layFields()
		m.form.SetFocus(cell(ref.Row, domain.FieldItemComment), -1)
		return screen.Stay(nil), true
	}
	return screen.Step{}, false
}

// copyRow puts the same row below; on the empty last row it copies the one
// above, so that the key answers where one writes.
func (m *model) copyRow(ref form.Key) screen.Step {
	m.settleField()
	items := m.draft.Bills[m.bill].Items
	from := min(ref.Row, len(items)-1)
	if from < 0 {
		return screen.Stay(nil).Say(labels.RowNone)
	}
	return m.insertRows(from+1, items[from:from+1], cell(from+1, domain.Field(ref.Name)))
}

// moveRow changes places with the row above (by -1) or below (1).
func (m *model) moveRow(ref form.Key, by int) screen.Step {
	m.settleField()
	b := &m.draft.Bills[m.bill]
	to := ref.Row + by
	if ref.Row >= len(b.Items) || to < 0 || to >= len(b.Items) {
		return screen.Stay(nil)
	}
	b.Items = slices.Clone(b.Items)
	b.Items[ref.Row], b.Items[to] = b.Items[to], b.Items[ref.Row]
	return m.rowsChanged(cell(to, domain.Field(ref.Name)))
}

// insertRows puts rows at an index, as many as a bill may have.
func (m *model) insertRows(at int, rows []domain.DraftItem, then form.Key) screen.Step {
	b := &m.draft.Bills[m.bill]
	if len(b.Items)+len(rows) > maxRows {
		return screen.Stay(nil).Say(labels.RowsFull(maxRows))
	}
	b.Items = slices.Insert(slices.Clone(b.Items), at, rows...)
	return m.rowsChanged(then)
}

// rowsChanged shows rows that stand elsewhere now; they were all written
// before, so that what is wrong with them may be said.
func (m *model) rowsChanged(ref form.Key) screen.Step {
	m.refill(ref)
	if !m.form.Focused(ref) {
		m.form.SetFocus(cell(ref.Row, domain.FieldItemCode), -1)
	}
	m.touchRows(m.bill)
	m.note()
	return screen.Stay(tea.Batch(m.saveNow(), m.recheck()))
}

// settleField takes what is typed in the field in focus as if it was left.
func (m *model) settleField() {
	m.pull()
	ref, _ := m.form.Cursor()
	m.normalise(ref)
	m.history.settle()
}
