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

// press takes a key: of an action, else of the box or the form in front.
func (m *model) press(k tea.KeyMsg) screen.Step {
	if m.send.Waiting() {
		return screen.Stay(nil) // the draft is on its way to the outbox, and is not changed
	}
	if m.box == nil {
		m.noteFocus()
	}
	if step, done := screen.Press(m.Actions(), k); done {
		return step
	}
	if m.box != nil {
		return m.box.write(m, k)
	}
	if k.Paste {
		if step, ours := m.paste(k.Runes); ours {
			return step
		}
	}
	if (keys.Is(k, keys.Enter) || keys.Is(k, keys.Next)) && m.ed.DateForCode() {
		m.lay()
		at, _ := m.form.Cursor()
		m.form.Retype(at)
		return screen.Stay(tea.Batch(m.SaveNow(), m.recheck()))
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
		cmds = append(cmds, m.recheck(), m.SaveNow())
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
	return screen.Stay(tea.Batch(m.SaveNow(), m.recall(), m.recheck())).Say(done)
}

// acted shows what an act of the editor has changed, or tells why it changed
// nothing.
func (m *model) acted(r editor.Result) screen.Step {
	switch r {
	case editor.TooMany:
		return screen.Stay(nil).Say(labels.RowsFull(editor.MaxRows))
	case editor.NoRow:
		return screen.Stay(nil).Say(labels.Sentence(labels.RowNone))
	case editor.OnlyBill:
		return screen.Stay(nil).Say(labels.Sentence(labels.BillOnly))
	case editor.Nothing:
		return screen.Stay(nil)
	}
	m.refill()
	return screen.Stay(tea.Batch(m.SaveNow(), m.recheck()))
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
		return screen.Stay(tea.Batch(m.SaveNow(), m.search(false), m.recheck())).Say(labels.BillsPasted(p.Bills, p.Beyond)), true
	}
	return m.acted(r).Say(labels.RowsPasted(p.Rows, p.Beyond)), true
}

// settle takes what is written at the cursor as if its field was left.
func (m *model) settle() {
	m.ed.Settle()
	m.lay()
}

// advance decides where Enter and Tab go in the grid.
func (m *model) advance(left editor.Ref, k tea.KeyMsg) {
	defer m.noteFocus()
	if keys.Is(k, keys.Enter) && editor.Unreadable(left.Field, m.ed.Value(left), m.port.Today()) {
		m.form.Retype(keyOf(left)) // so that somebody on the phone sees at once that it was not understood
		return
	}
	if !keys.Is(k, keys.Enter) && !keys.Is(k, keys.Next) {
		return
	}
	if next, ok := m.ed.Next(left); ok {
		m.form.SetFocus(keyOf(next), -1)
	}
}

// turnTo shows a bill with the cursor at a field.
func (m *model) turnTo(bill int, at editor.Ref) {
	m.ed.Show(bill)
	m.ed.Focus(at, 0)
	m.refill()
}
