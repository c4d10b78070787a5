package homevisit

import (
	"context"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

// maxPatients is how many patients one paste may bring.
const maxPatients = 200

func (m *model) press(k tea.KeyMsg) screen.Step {
	m.failed = text.Sentence{}
	if m.box != nil {
		return m.pressBox(k)
	}
	switch {
	case keys.Is(k, keys.Undo):
		return m.takeBack()
	case keys.Is(k, keys.Redo):
		return m.putForth()
	}
	if !m.form.Modal() {
		if step, ours := m.command(k); ours {
			return step
		}
	}
	if k.Paste && strings.ContainsAny(string(k.Runes), "\n\r") && (m.row() >= 0 || m.areNumbers(string(k.Runes))) {
		return m.pasteNumbers(string(k.Runes))
	}
	before := m.plan.clone()
	e := m.form.Update(k)
	switch {
	case e.Unheard:
		return screen.Stay(nil).Say(labels.FormUnheard)
	case !e.Used:
		return screen.Stay(nil)
	}
	var cmds []tea.Cmd
	if e.Changed {
		m.pull()
		m.changed(before, e.From)
		cmds = append(cmds, m.recheck())
	}
	if e.Moved || e.Done {
		cmds = append(cmds, m.left(e.From), m.recheck())
		m.advance(e.From, k)
		m.last = form.Key{}
		cmds = append(cmds, m.save.SaveNow())
	}
	m.note()
	return screen.Stay(tea.Batch(cmds...))
}

// command takes the screen's own keys.
func (m *model) command(k tea.KeyMsg) (screen.Step, bool) {
	switch {
	case keys.Is(k, keys.Send):
		return m.makeBills(), true
	case keys.Is(k, removeKey):
		return m.remove(), true
	case keys.Is(k, exceptKey) && m.row() >= 0:
		return m.openBox(), true
	case keys.Is(k, keys.Refresh):
		var cmds []tea.Cmd
		for _, pt := range m.plan.patients {
			cmds = append(cmds, m.search(pt.number, true))
		}
		return screen.Stay(tea.Batch(cmds...)), true
	}
	return screen.Step{}, false
}

// left writes a field in its full form and looks a patient up.
func (m *model) left(ref form.Key) tea.Cmd {
	raw := m.form.Value(ref)
	full := raw
	switch domain.Field(ref.Name) {
	case domain.FieldItemDate:
		if d, err := domain.ParseDateInput(raw, m.port.Today()); err == nil {
			full = d.String()
		}
	case domain.FieldItemPosition:
		if p, err := domain.ParsePosition(raw); err == nil {
			full = string(p)
		}
	case domain.FieldPerson:
		if id, ok := m.id(raw); ok {
			full = id.Display()
		}
	}
	if full != raw {
		m.form.SetValue(ref, full)
		m.pull()
		m.save.MarkDirty()
	}
	if domain.Field(ref.Name) == domain.FieldPerson {
		return m.search(full, false)
	}
	return nil
}

// advance decides where Enter goes: from a procedure to what it needs, then to
// the next one; from a patient to the next patient.
func (m *model) advance(from form.Key, k tea.KeyMsg) {
	if !keys.Is(k, keys.Enter) {
		return
	}
	switch domain.Field(from.Name) {
	case domain.FieldPerson, domain.FieldBillRef:
		if m.form.Value(cell(from.Row, domain.FieldPerson)) != "" {
			m.form.SetFocus(cell(from.Row+1, domain.FieldPerson), -1)
		}
	case domain.FieldItemCode, domain.FieldItemPosition, domain.FieldItemPrice:
		if next, ok := m.nextOf(m.form, from); ok {
			m.form.SetFocus(next, -1)
		}
	}
}

// nextOf is the field after one of a procedure's; ok is false on an empty row,
// from which the form goes on by itself.
func (m *model) nextOf(f *form.Form, from form.Key) (next form.Key, ok bool) {
	at := func(field domain.Field) form.Key { return cell(from.Row, field) }
	p := m.procedure(f.Value(at(domain.FieldItemCode)))
	switch {
	case f.Value(at(domain.FieldItemCode)) == "":
		return from, false
	case domain.Field(from.Name) == domain.FieldItemCode && p.Position.Needed() && p.Position.Default().IsZero():
		return at(domain.FieldItemPosition), true
	case domain.Field(from.Name) != domain.FieldItemPrice && p.ActualCost:
		return at(domain.FieldItemPrice), true
	}
	return cell(from.Row+1, domain.FieldItemCode), true
}

// remove takes away the procedure or patient under the cursor.
func (m *model) remove() screen.Step {
	ref, _ := m.form.Cursor()
	row, before := m.row(), m.plan.clone()
	switch {
	case row >= 0 && row < len(m.plan.patients):
		m.plan.patients = slices.Delete(m.plan.patients, row, row+1)
	case row < 0 && ref.Row >= 0 && ref.Row < len(m.plan.items):
		m.plan.items = slices.Delete(m.plan.items, ref.Row, ref.Row+1)
	default:
		return screen.Stay(nil)
	}
	m.fill()
	m.form.SetFocus(ref, -1)
	m.changed(before, form.Key{})
	return screen.Stay(tea.Batch(m.save.SaveNow(), m.recheck())).Say(labels.BillRowRemoved)
}

// areNumbers tells that lines pasted outside the list of patients belong there.
func (m *model) areNumbers(pasted string) bool {
	for line := range strings.FieldsFuncSeq(pasted, separates) {
		if _, ok := m.id(line); ok {
			return true
		}
	}
	return false
}

func separates(r rune) bool { return strings.ContainsRune("\n\r\t;", r) }

// pasteNumbers makes a patient of each line of a list that is pasted; what is no
// number stands there to be mended.
func (m *model) pasteNumbers(pasted string) screen.Step {
	before := m.plan.clone()
	var cmds []tea.Cmd
	n, left := 0, 0
	for line := range strings.FieldsFuncSeq(pasted, separates) {
		number := text.Safe(strings.TrimSpace(line))
		if r := []rune(number); len(r) > 20 {
			number = string(r[:20])
		}
		switch {
		case number == "":
			continue
		case n == maxPatients:
			left++
			continue
		}
		if id, ok := m.id(number); ok {
			number = id.Display()
		}
		m.plan.patients = append(m.plan.patients, patientRow{number: number})
		cmds = append(cmds, m.search(number, false))
		n++
	}
	m.fill()
	m.form.SetFocus(patientAt(len(m.plan.patients), domain.FieldPerson), -1)
	m.changed(before, form.Key{})
	return screen.Stay(tea.Batch(append(cmds, m.save.SaveNow(), m.recheck())...)).Say(labels.HomeVisitPasted(n, left))
}

// makeBills opens the draft as the ordinary one it is, if there is something in
// it; what is wrong with its bills is shown there.
func (m *model) makeBills() screen.Step {
	ref, _ := m.form.Cursor()
	look := m.left(ref)
	m.pull()
	if len(m.plan.patients) == 0 || len(m.plan.items) == 0 {
		return screen.Stay(look).Say(labels.HomeVisitEmpty)
	}
	save := m.save.Newest()
	return screen.Stay(tea.Batch(look, m.done.Do(func(context.Context) tea.Msg { return made{save()} })))
}
