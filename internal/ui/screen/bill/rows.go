package bill

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

// remove takes away the row under the cursor; in the fields above the rows, the
// bill, where the invoice has others. Ctrl+Z brings it back.
func (m *model) remove(item int) screen.Step {
	m.pull()
	b := &m.draft.Bills[m.bill]
	switch {
	case item >= 0 && item < len(b.Items):
		b.Items = slices.Delete(slices.Clone(b.Items), item, item+1)
		m.refill(cell(item, domain.FieldItemCode))
		return screen.Stay(tea.Batch(m.saveNow(), m.recheck())).Say(labels.BillRowRemoved)
	case item < 0 && len(m.draft.Bills) > 1:
		m.draft.Bills = slices.Delete(slices.Clone(m.draft.Bills), m.bill, m.bill+1)
		m.forgetFilled()
		m.bill = min(m.bill, len(m.draft.Bills)-1)
		m.refill(form.Of(domain.FieldPerson))
		return screen.Stay(tea.Batch(m.saveNow(), m.recall(), m.recheck())).Say(labels.BillRemoved)
	case item < 0:
		return screen.Stay(nil).Say(labels.BillOnly)
	}
	return screen.Stay(nil).Say(labels.RowNone)
}

// refill shows the draft anew with the cursor at a field that may be gone.
func (m *model) refill(ref form.Key) {
	m.opened = map[int]bool{}
	m.fill()
	m.form.SetFocus(ref, -1)
	m.touchChange()
}

// addBill begins another patient's bill on the same invoice (B15).
func (m *model) addBill() screen.Step {
	m.settleField()
	ref, _ := m.form.Cursor()
	m.left = place{m.bill, ref}
	m.draft.Bills = append(slices.Clone(m.draft.Bills), domain.DraftBill{})
	m.person = known{}
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
	m.settleField()
	m.show((to + n) % n)
	return screen.Stay(tea.Batch(m.saveNow(), m.recall(), m.recheck()))
}
