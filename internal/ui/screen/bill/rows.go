package bill

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/screen"
)

// maxUndo is how many removals can be taken back.
const maxUndo = 50

func (m *model) remember() {
	m.undo = append(m.undo, clone(m.draft))
	if len(m.undo) > maxUndo {
		m.undo = m.undo[1:]
	}
}

// removeRow takes the row under the cursor away; Ctrl+Z brings it back.
func (m *model) removeRow(item int) screen.Step {
	b := &m.draft.Bills[m.bill]
	if item < 0 || item >= len(b.Items) {
		return screen.Stay(nil)
	}
	m.remember()
	b.Items = slices.Delete(slices.Clone(b.Items), item, item+1)
	m.refill(form.Ref{Item: item, Field: domain.FieldItemCode})
	return screen.Stay(tea.Batch(m.saveNow(), m.recheck())).Say(text.BillRowRemoved)
}

// takeBack undoes the last removal.
func (m *model) takeBack() screen.Step {
	if len(m.undo) == 0 {
		return screen.Stay(nil).Say(text.BillNothingUndo)
	}
	last := m.undo[len(m.undo)-1]
	m.undo = m.undo[:len(m.undo)-1]
	last.ID, last.State = m.draft.ID, m.draft.State
	ref, _ := m.form.Cursor()
	m.draft = last
	m.bill = min(m.bill, len(last.Bills)-1)
	m.refill(ref)
	return screen.Stay(tea.Batch(m.saveNow(), m.recheck())).Say(text.BillUndone)
}

// refill shows the draft anew with the cursor at a field that may be gone.
func (m *model) refill(ref form.Ref) {
	m.opened = map[int]bool{}
	m.fill()
	m.form.SetFocus(ref, -1)
	m.touchChange()
}

// addBill begins another patient's bill on the same invoice (B15).
func (m *model) addBill() screen.Step {
	m.pull()
	m.draft.Bills = append(slices.Clone(m.draft.Bills), domain.DraftBill{})
	m.person = patient{}
	m.show(len(m.draft.Bills) - 1)
	m.form.SetFocus(form.Of(domain.FieldPerson), -1)
	m.touchChange()
	return screen.Stay(tea.Batch(m.saveNow(), m.recheck()))
}

// turn shows the next or the previous bill of the invoice.
func (m *model) turn(k tea.KeyMsg) screen.Step {
	n := len(m.draft.Bills)
	to := m.bill + 1
	if k.Type == tea.KeyPgUp {
		to = m.bill - 1
	}
	m.pull()
	m.show((to + n) % n)
	return screen.Stay(tea.Batch(m.saveNow(), m.recall(), m.recheck()))
}
