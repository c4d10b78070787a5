package bill

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/editor"
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
	m.noteFocus()
	switch {
	case keys.Is(k, keys.Undo):
		return m.restored(m.ed.Undo(), labels.BillUndone, labels.BillNothingUndo)
	case keys.Is(k, keys.Redo):
		return m.restored(m.ed.Redo(), labels.BillRedone, labels.BillNothingRedo)
	case m.choosing() && keys.Is(k, favouriteKey):
		return m.toggleFavourite()
	}
	if k.Paste {
		if step, ours := m.paste(k.Runes); ours {
			return step
		}
	}
	if !m.form.Modal() {
		if step, ours := m.command(k); ours {
			return step
		}
	}
	if (keys.Is(k, keys.Enter) || keys.Is(k, keys.Next)) && m.ed.DateForCode() {
		m.lay()
		at, _ := m.form.Cursor()
		m.form.Retype(at)
		return screen.Stay(tea.Batch(m.saveNow(), m.recheck()))
	}
	return m.write(k)
}

// write gives a key to the form, and what it changed to the editor.
func (m *model) write(k tea.KeyMsg) screen.Step {
	from, _ := m.form.Cursor()
	before := m.form.Value(from)
	e := m.form.Update(k)
	switch {
	case e.Unheard:
		return screen.Stay(nil).Say(labels.FormUnheard)
	case !e.Used:
		return screen.Stay(nil)
	}
	m.failed = text.Sentence{}
	if e.Changed {
		if m.form.Value(from) == before { // typed on a choice, taken by the field after it
			from, _ = m.form.Cursor()
		}
		m.ed.Write(refOf(from), m.form.Value(from))
		m.lay()
	}
	m.noteFocus()
	var cmds []tea.Cmd
	if e.Moved || e.Done {
		left := m.ed.Leave(refOf(e.From))
		m.lay()
		m.advance(left, k)
		if e.From == form.Of(domain.FieldPerson) {
			cmds = append(cmds, m.search(false))
		}
		cmds = append(cmds, m.recheck(), m.saveNow())
	} else if e.Changed {
		cmds = append(cmds, m.recheck())
	}
	m.note()
	return screen.Stay(tea.Batch(cmds...))
}

// restored shows what undo or redo brought back.
func (m *model) restored(r editor.Result, done, nothing string) screen.Step {
	if r != editor.Done {
		return screen.Stay(nil).Say(nothing)
	}
	m.restore()
	return screen.Stay(tea.Batch(m.saveNow(), m.recall(), m.recheck())).Say(done)
}

// acted shows what a wish has changed, or tells why it has not.
func (m *model) acted(r editor.Result) screen.Step {
	switch r {
	case editor.TooMany:
		return screen.Stay(nil).Say(labels.RowsFull(editor.MaxRows))
	case editor.NoRow:
		return screen.Stay(nil).Say(labels.RowNone)
	case editor.OnlyBill:
		return screen.Stay(nil).Say(labels.BillOnly)
	case editor.Nothing:
		return screen.Stay(nil)
	}
	m.refill()
	return screen.Stay(tea.Batch(m.saveNow(), m.recheck()))
}

// paste takes several lines that are rows, or a list of patients; anything else
// goes into its field.
func (m *model) paste(runes []rune) (screen.Step, bool) {
	p, r, ours := m.ed.Paste(runes)
	switch {
	case !ours:
		return screen.Step{}, false
	case r != editor.Done:
		return m.acted(r), true
	case p.Bills > 0:
		m.refill()
		return screen.Stay(tea.Batch(m.saveNow(), m.search(false), m.recheck())).Say(labels.BillsPasted(p.Bills, p.Beyond)), true
	}
	return m.acted(r).Say(labels.RowsPasted(p.Rows, p.Beyond)), true
}

// settle takes what is written at the cursor as if its field was left.
func (m *model) settle() {
	m.ed.Settle()
	m.lay()
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
		return m.remove(), true
	case keys.Is(k, cardKey) && !m.person.at.IsZero():
		m.box = sheet{&cardPage{}}
		return screen.Stay(nil), true
	case keys.Is(k, billsKey):
		m.settle()
		m.box = sheet{&billsPage{at: m.ed.Bill()}}
		return screen.Stay(m.saveNow()), true
	case keys.Is(k, splitKey):
		return m.split(), true
	case keys.Is(k, another):
		m.ed.AddBill()
		m.person = known{}
		return m.acted(editor.Done), true
	case keys.Is(k, switchBill):
		return m.turn(k), true
	case keys.Is(k, keys.Refresh):
		return screen.Stay(m.search(true)), true
	}
	return m.rowCommand(k, ref)
}

// advance decides where Enter and Tab go in the grid.
func (m *model) advance(left editor.Ref, k tea.KeyMsg) {
	defer m.noteFocus()
	if keys.Is(k, keys.Enter) && editor.Unreadable(left.Field, m.ed.Value(left), m.port.Today()) {
		m.form.Retype(keyOf(left)) // who is on the phone sees at once that it was not taken
		return
	}
	if !keys.Is(k, keys.Enter) && !keys.Is(k, keys.Next) {
		return
	}
	if next, ok := m.ed.Next(left); ok {
		m.form.SetFocus(keyOf(next), -1)
	}
}

// remove takes away the row under the cursor; in the fields above the rows, the
// bill, where the invoice has others. Ctrl+Z brings it back.
func (m *model) remove() screen.Step {
	bills := m.ed.Bills()
	r := m.ed.Remove()
	step := m.acted(r)
	switch {
	case r != editor.Done:
		return step
	case m.ed.Bills() == bills:
		return step.Say(labels.BillRowRemoved)
	}
	return step.With(tea.Batch(step.Cmd, m.recall())).Say(labels.BillRemoved)
}

// turn shows the next or the previous bill of the invoice.
func (m *model) turn(k tea.KeyMsg) screen.Step {
	to := m.ed.Bill() + 1
	if k.Type == tea.KeyPgUp {
		to = m.ed.Bill() - 1
	}
	m.ed.Settle()
	m.turnTo((to+m.ed.Bills())%m.ed.Bills(), editor.Of(domain.FieldPerson))
	return screen.Stay(tea.Batch(m.saveNow(), m.recall(), m.recheck()))
}

// turnTo shows a bill with the cursor at a field.
func (m *model) turnTo(bill int, at editor.Ref) {
	m.ed.Show(bill)
	m.ed.Focus(at, 0)
	m.refill()
}

// askToSend checks what stands there now; answerSend goes on when that is done.
func (m *model) askToSend() screen.Step {
	m.settle()
	m.sending = true
	return screen.Stay(tea.Batch(m.recheck(), m.saveNow()))
}

// answerSend opens the last look, or goes to the first error.
func (m *model) answerSend() screen.Step {
	m.sending = false
	if n := m.ed.Checked().Errors(); n > 0 {
		return m.firstFault().Say(labels.BillErrorsLeft(n))
	}
	// The region said no to what still stands there. It may say yes now, as to an
	// entitlement granted since, so a second F8 sends it; the first tells.
	if m.ed.Refused() && !m.insists {
		m.insists = true
		return m.firstFault().Say(labels.BillRefusedStill)
	}
	m.box = sheet{&review{warned: m.ed.Checked().Warnings() > 0}}
	return screen.Stay(nil)
}

func (m *model) afterSend(s sent) screen.Step {
	m.box = nil
	if s.err != nil {
		m.failed = text.Error(domain.CodeOf(s.err))
		return screen.Stay(m.recheck())
	}
	m.save.Discard()
	return screen.Replace(screen.Route{Name: screen.Receipt, Arg: m.id})
}
