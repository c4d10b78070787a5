package homevisit

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/editor"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

// The screen's own keys.
var (
	removeKey = keys.New("Ctrl+D", labels.BillRemoveRow, "ctrl+d")
	exceptKey = keys.New("F4", labels.HomeVisitExcept, "f4", "ctrl+e")
)

// Actions are what can be done: in the box in front, in the open list, or with
// the visit.
func (m *model) Actions() []screen.Action {
	switch {
	case m.visit == nil:
		return nil
	case m.box != nil:
		return m.inBox()
	case m.form.Modal():
		return append(screen.Shown(m.form.Keys()...), m.undo())
	}
	return m.inVisit()
}

func (m *model) inVisit() []screen.Action {
	list := append([]screen.Action{{Key: keys.As(keys.Send, labels.HomeVisitMake), Can: m.canMake, Do: m.makeBills}}, screen.Shown(m.form.Keys()...)...)
	if m.row() >= 0 {
		list = append(list, screen.Action{Key: exceptKey, Can: m.canExcept, Do: m.openBox})
	}
	return screen.PossibleFirst(append(append(list, screen.Shown(keys.Next)...),
		screen.Action{Key: removeKey, Can: m.canRemove, Do: m.remove},
		m.undo(),
		screen.Action{Key: keys.Redo, Do: func() screen.Step { return m.restored(m.visit.Redo(), labels.BillRedone, labels.BillNothingRedo) }},
		screen.Action{Key: keys.As(keys.Refresh, labels.BillSearchAgain), Do: m.searchAll}))
}

// inBox is what can be done with a patient's exceptions.
func (m *model) inBox() []screen.Action {
	list := screen.Shown(m.box.form.Keys()...)
	if m.box.form.Modal() {
		return list
	}
	closing := keys.As(keys.Back, labels.KeyClose)
	closing.SetKeys(append(closing.Keys(), exceptKey.Keys()...)...)
	return append(append(list, screen.Shown(keys.Next)...), screen.Action{Key: closing, Do: m.closeBox})
}

func (m *model) undo() screen.Action {
	return screen.Action{Key: keys.Undo, Do: func() screen.Step {
		return m.restored(m.visit.Undo(), labels.BillUndone, labels.BillNothingUndo)
	}}
}

func (m *model) canMake() string {
	if why := screen.MayBill(m.port.Snapshot().Role); why != "" {
		return why
	}
	if m.visit.Rows(editor.Patients) == 0 || m.visit.Rows(editor.Items) == 0 {
		return labels.HomeVisitEmpty
	}
	return ""
}

func (m *model) canExcept() string {
	if m.row() >= m.visit.Rows(editor.Patients) {
		return labels.HomeVisitFirst
	}
	return ""
}

// canRemove: the fields for all and the empty rows stay.
func (m *model) canRemove() string {
	at, _ := m.form.Cursor()
	if at.Section == "" || at.Row >= m.visit.Rows(editor.VisitPart(at.Section)) {
		return labels.RowNone
	}
	return ""
}

// searchAll asks the region about every patient again.
func (m *model) searchAll() screen.Step {
	var cmds []tea.Cmd
	for _, pt := range m.visit.Plan().Patients {
		cmds = append(cmds, m.search(pt.Person, true))
	}
	return screen.Stay(tea.Batch(cmds...))
}
