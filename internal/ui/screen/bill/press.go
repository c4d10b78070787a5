package bill

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

// press takes a key.
func (m *model) press(k tea.KeyMsg) screen.Step {
	if m.send.Waiting() {
		return screen.Stay(nil) // what is on its way to the outbox is not changed
	}
	if m.box != nil {
		return m.box.press(m, k)
	}
	switch {
	case keys.Is(k, keys.Undo):
		return m.takeBack()
	case keys.Is(k, keys.Redo):
		return m.putForth()
	case m.choosing() && keys.Is(k, favouriteKey):
		return m.toggleFavourite()
	}
	if step, ours := m.pasteRows(k); ours {
		return step
	}
	if !m.form.Modal() {
		if step, ours := m.command(k); ours {
			return step
		}
	}
	if m.dateForCode(k) {
		return screen.Stay(tea.Batch(m.saveNow(), m.recheck()))
	}
	support := m.support()
	e := m.form.Update(k)
	switch {
	case e.Unheard:
		return screen.Stay(nil).Say(labels.FormUnheard)
	case !e.Used:
		return screen.Stay(nil)
	}
	m.failed = text.Sentence{}
	if e.Changed {
		m.pull()
		if m.support() != support {
			m.followSupport()
		}
		m.touchChange()
	}
	var cmds []tea.Cmd
	if e.Moved || e.Done {
		m.touched[place{m.bill, e.From}] = true
		left := m.normalise(e.From)
		m.history.settle()
		m.advance(left, k)
		if e.From == form.Of(domain.FieldPerson) {
			cmds = append(cmds, m.search(false))
		}
		cmds = append(cmds, m.saveNow())
	}
	if e.Changed {
		cmds = append(cmds, m.recheck())
	}
	m.note()
	return screen.Stay(tea.Batch(cmds...))
}

// command takes the screen's own keys.
func (m *model) command(k tea.KeyMsg) (screen.Step, bool) {
	ref, _ := m.form.Cursor()
	switch {
	case keys.Is(k, keys.Send):
		return m.askToSend(), true
	case keys.Is(k, keys.Fault):
		return m.nextFault(), true
	case keys.Is(k, removeKey):
		return m.remove(ref.Row), true
	case keys.Is(k, cardKey) && !m.person.at.IsZero():
		m.box = sheet{&cardPage{}}
		return screen.Stay(nil), true
	case keys.Is(k, billsKey):
		m.settleField()
		m.box = sheet{&billsPage{at: m.bill}}
		return screen.Stay(m.saveNow()), true
	case keys.Is(k, splitKey):
		return m.split(), true
	case keys.Is(k, another):
		return m.addBill(), true
	case keys.Is(k, switchBill):
		return m.turn(k), true
	case keys.Is(k, keys.Refresh):
		return screen.Stay(m.search(true)), true
	}
	return m.rowCommand(k, ref)
}

// advance decides where Enter and Tab go in the grid: to what the procedure
// needs, then to the next row's procedure, whose date is filled in already.
func (m *model) advance(ref form.Key, k tea.KeyMsg) {
	if keys.Is(k, keys.Enter) && m.unread(ref) {
		m.form.Retype(ref) // who is on the phone sees at once that it was not taken
		return
	}
	if ref.Row < 0 || !keys.Is(k, keys.Enter) && !keys.Is(k, keys.Next) {
		return
	}
	row := m.row(ref.Row)
	if row.Code == "" {
		return
	}
	p := m.procedure(row)
	switch {
	case domain.Field(ref.Name) == domain.FieldItemDate:
		m.form.SetFocus(cell(ref.Row, domain.FieldItemCode), -1)
	case domain.Field(ref.Name) == domain.FieldItemCode && p.Position.Needed() && p.Position.Default().IsZero():
		m.form.SetFocus(cell(ref.Row, domain.FieldItemPosition), -1)
	case (domain.Field(ref.Name) == domain.FieldItemCode || domain.Field(ref.Name) == domain.FieldItemPosition) && p.ActualCost && !m.standardFee(p, row):
		m.form.SetFocus(cell(ref.Row, domain.FieldItemPrice), -1)
	default:
		m.form.SetFocus(cell(ref.Row+1, domain.FieldItemCode), -1)
	}
}

// unread tells that a field holds something that is not what it asks for, so
// that the next field would be typed for nothing.
func (m *model) unread(ref form.Key) bool {
	raw, today := m.form.Value(ref), m.port.Today()
	var err error
	switch {
	case raw == "":
	case domain.Field(ref.Name) == domain.FieldPerson:
		_, err = domain.ParsePersonID(raw, today)
	case domain.Field(ref.Name) == domain.FieldItemDate, domain.Field(ref.Name) == domain.FieldExemptionFrom, domain.Field(ref.Name) == domain.FieldExemptionTo:
		_, err = domain.ParseDateInput(raw, today)
	}
	return err != nil
}

// askToSend checks what stands there now; answerSend goes on when that is done.
func (m *model) askToSend() screen.Step {
	m.settleField()
	m.sending = true
	return screen.Stay(tea.Batch(m.recheck(), m.saveNow()))
}

// answerSend opens the last look, or goes to the first error.
func (m *model) answerSend() screen.Step {
	m.sending = false
	if n := m.checked.Errors(); n > 0 {
		return m.firstFault().Say(labels.BillErrorsLeft(n))
	}
	// The region said no to what still stands there. It may say yes now, as to an
	// entitlement granted since, so a second F8 sends it; the first tells.
	if m.refused() && !m.insists {
		m.insists = true
		return m.firstFault().Say(labels.BillRefusedStill)
	}
	m.box = sheet{&review{warned: m.checked.Warnings() > 0}}
	return screen.Stay(nil)
}

func (m *model) afterSend(s sent) screen.Step {
	m.box = nil
	if s.err != nil {
		m.failed = text.Error(domain.CodeOf(s.err))
		return screen.Stay(m.recheck())
	}
	m.save.Discard()
	return screen.Replace(screen.Route{Name: screen.Receipt, Arg: m.draft.ID})
}
