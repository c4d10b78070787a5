package homevisit

import (
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

// maxUndo is how many changes can be taken back.
const maxUndo = 100

// changed notes a change, for saving and for undo: typing on in a field is one
// step.
func (m *model) changed(before plan, ref form.Key) {
	if m.last != ref || ref == (form.Key{}) {
		m.undo = append(m.undo, before)
		m.undo = m.undo[max(len(m.undo)-maxUndo, 0):]
	}
	m.last, m.redo = ref, nil
	m.save.MarkDirty()
}

func (m *model) takeBack() screen.Step {
	n := len(m.undo)
	if n == 0 {
		return screen.Stay(nil).Say(labels.BillNothingUndo)
	}
	m.redo = append(m.redo, m.plan.clone())
	was := m.undo[n-1]
	m.undo = m.undo[:n-1]
	return m.restore(was).Say(labels.BillUndone)
}

func (m *model) putForth() screen.Step {
	n := len(m.redo)
	if n == 0 {
		return screen.Stay(nil).Say(labels.BillNothingRedo)
	}
	m.undo = append(m.undo, m.plan.clone())
	was := m.redo[n-1]
	m.redo = m.redo[:n-1]
	return m.restore(was).Say(labels.BillRedone)
}

// restore shows a plan with the cursor where it was, or at the end of the list
// that has become shorter.
func (m *model) restore(p plan) screen.Step {
	ref, _ := m.form.Cursor()
	patient := m.row() >= 0
	m.plan, m.last = p.clone(), form.Key{}
	m.fill()
	switch {
	case m.form.SetFocus(ref, utf8.RuneCountInString(m.form.Value(ref))): // what came back is typed on in
	case patient:
		m.form.SetFocus(patientAt(len(m.plan.patients), domain.FieldPerson), -1)
	default:
		m.form.SetFocus(itemAt(len(m.plan.items), domain.FieldItemCode), -1)
	}
	m.save.MarkDirty()
	return screen.Stay(tea.Batch(m.save.SaveNow(), m.recheck()))
}
