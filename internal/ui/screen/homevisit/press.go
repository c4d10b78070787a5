package homevisit

import (
	"context"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/editor"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

// press takes a key: of an action, else of the form in front.
func (m *model) press(k tea.KeyMsg) screen.Step {
	m.failed = text.Sentence{}
	if step, done := screen.Press(m.Actions(), k); done {
		return step
	}
	if m.box != nil {
		return m.writeBox(k)
	}
	if k.Paste {
		if numbers, left, ok := m.visit.Paste(string(k.Runes), m.row() < 0); ok {
			return m.pasted(numbers, left)
		}
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
	var cmds []tea.Cmd
	if e.Changed {
		if m.form.Value(from) == before { // typed on a tick, taken by the field after it
			from, _ = m.form.Cursor()
		}
		m.visit.Write(refOf(from), m.form.Value(from))
		m.lay()
	}
	if e.Moved || e.Done {
		cmds = append(cmds, m.leave(e.From))
		m.advance(e.From, k)
		cmds = append(cmds, m.SaveNow())
	}
	if e.Changed || e.Moved || e.Done {
		cmds = append(cmds, m.recheck())
	}
	m.note()
	return screen.Stay(tea.Batch(cmds...))
}

// restored shows what undo or redo brought back, with the cursor where it was, or
// at the end of the list that has become shorter.
func (m *model) restored(r editor.Result, done, nothing string) screen.Step {
	if r != editor.Done {
		return screen.Stay(nil).Say(nothing)
	}
	at, _ := m.form.Cursor()
	m.fill()
	switch {
	case m.form.SetFocus(at, utf8.RuneCountInString(m.form.Value(at))): // the cursor goes to the end of what came back
	case at.Section == string(editor.Patients):
		m.form.SetFocus(patientAt(m.visit.Rows(editor.Patients), domain.FieldPerson), -1)
	default:
		m.form.SetFocus(itemAt(m.visit.Rows(editor.Items), domain.FieldItemCode), -1)
	}
	return screen.Stay(tea.Batch(m.SaveNow(), m.recheck())).Say(done)
}

// leave takes a field as done, and looks a patient up.
func (m *model) leave(k form.Key) tea.Cmd {
	m.visit.Leave(refOf(k))
	m.lay()
	if domain.Field(k.Name) == domain.FieldPerson {
		return m.search(m.form.Value(k), false)
	}
	return nil
}

// advance decides where Enter goes: from a procedure to what it needs, then to
// the next one; from a patient to the next patient.
func (m *model) advance(from form.Key, k tea.KeyMsg) {
	if !keys.Is(k, keys.Enter) {
		return
	}
	switch editor.VisitPart(from.Section) {
	case editor.Patients:
		if m.visit.Patient(from.Row).Person != "" {
			m.form.SetFocus(patientAt(from.Row+1, domain.FieldPerson), -1)
		}
	case editor.Items:
		m.goOn(m.form, from, m.visit.Item(from.Row))
	}
}

// goOn puts the cursor of a form on the field after one of a procedure's; on an
// empty row the form goes on by itself.
func (m *model) goOn(f *form.Form, from form.Key, row domain.DraftItem) {
	field, below, ok := m.visit.Next(row, domain.Field(from.Name))
	if !ok {
		return
	}
	to := from.Row
	if below {
		to++
	}
	f.SetFocus(form.In(from.Section, to, field), -1)
}

// remove takes away the procedure or patient under the cursor.
func (m *model) remove() screen.Step {
	at, _ := m.form.Cursor()
	m.visit.Remove(refOf(at))
	m.fill()
	m.form.SetFocus(at, -1)
	return screen.Stay(tea.Batch(m.SaveNow(), m.recheck())).Say(labels.BillRowRemoved)
}

// pasted shows the patients of a list, and looks them up.
func (m *model) pasted(numbers []string, left int) screen.Step {
	var cmds []tea.Cmd
	for _, n := range numbers {
		cmds = append(cmds, m.search(n, false))
	}
	m.fill()
	m.form.SetFocus(patientAt(m.visit.Rows(editor.Patients), domain.FieldPerson), -1)
	return screen.Stay(tea.Batch(append(cmds, m.SaveNow(), m.recheck())...)).Say(labels.HomeVisitPasted(len(numbers), left))
}

// makeBills opens the draft as the ordinary one it is; what is wrong with its
// bills is shown there.
func (m *model) makeBills() screen.Step {
	at, _ := m.form.Cursor()
	look := m.leave(at)
	m.visit.End(true)
	save := m.Newest()
	return screen.Stay(tea.Batch(look, m.done.Do(func(context.Context) tea.Msg { return made{save()} })))
}
