package bill

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/editor"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

// nextFault goes to the field of the next error after the cursor, through all
// bills of the invoice and round the end; where there is no error, to the next
// warning.
func (m *model) nextFault() screen.Step {
	m.ed.ShowAll()
	to, ok := m.ed.NextFault(m.landing)
	if !ok {
		return screen.Stay(nil).Say(labels.BillNoFaults)
	}
	return screen.Stay(m.goTo(to))
}

// firstFault goes to the first error of the invoice, as a refused send does.
func (m *model) firstFault() screen.Step {
	m.ed.ShowAll()
	list := m.ed.Faults(domain.SeverityError)
	if len(list) == 0 {
		return screen.Stay(nil)
	}
	return screen.Stay(m.goTo(list[0]))
}

// goTo puts the cursor on a field, in whichever bill it is; if the field is not
// shown or cannot be changed, on the nearest one that can.
func (m *model) goTo(p editor.Spot) tea.Cmd {
	m.settle()
	var recall tea.Cmd
	if p.Bill != m.ed.Bill() {
		m.turnTo(p.Bill, p.Ref)
		recall = m.recall()
	}
	if p.Ref.Field == domain.FieldItemComment {
		m.opened[p.Ref.Item] = true
		m.lay()
	}
	m.form.SetFocus(keyOf(m.landing(p).Ref), -1)
	m.noteFocus()
	m.note()
	return tea.Batch(recall, m.SaveNow())
}

// landing is where the cursor comes to stand for a place of the bill shown: a
// price of the list, which the region may refuse, cannot be entered.
func (m *model) landing(p editor.Spot) editor.Spot {
	switch {
	case p.Bill != m.ed.Bill() || p.Ref.Field == domain.FieldItemComment || m.form.Open(keyOf(p.Ref)):
	case p.Ref.Item >= 0:
		p.Ref.Field = domain.FieldItemCode
	default:
		p.Ref = editor.Of(domain.FieldPerson)
	}
	return p
}
