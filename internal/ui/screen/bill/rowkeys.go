package bill

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

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
	if m.ed.Procedure(m.ed.Row(ref.Row)).Position.Allowed() {
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
	case keys.Is(k, templateKey):
		return m.openTemplates(), true
	case keys.Is(k, visitKey) && m.hasLastBill():
		return m.askLastBill(), true
	}
	if ref.Row < 0 {
		return screen.Step{}, false
	}
	switch {
	case keys.Is(k, feeKey) && domain.Field(ref.Name) != domain.FieldItemComment: // in a text it goes to its beginning
		return m.addFees(), true
	case keys.Is(k, chartKey), domain.Field(ref.Name) == domain.FieldItemPosition && keys.Is(k, markKey) && m.form.Value(ref) == "":
		return m.openChart(ref.Row), true
	case keys.Is(k, copyKey):
		return m.acted(m.ed.CopyRow()), true
	case keys.Is(k, visitKey):
		return m.askVisit(ref.Row), true
	case keys.Is(k, upKey):
		return m.acted(m.ed.MoveRow(-1)), true
	case keys.Is(k, downKey):
		return m.acted(m.ed.MoveRow(1)), true
	case keys.Is(k, rowComment):
		m.settle()
		m.opened[ref.Row] = true
		m.lay()
		m.form.SetFocus(cell(ref.Row, domain.FieldItemComment), -1)
		m.noteFocus()
		return screen.Stay(nil), true
	}
	return screen.Step{}, false
}
