package clinicform

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

var (
	yesKey = keys.New("j", labels.ClinicSaveYes, "j")
	noKey  = keys.New(keys.Back.Help().Key, labels.ClinicNo, append(keys.Back.Keys(), "n")...)
)

func (m *model) press(k tea.KeyMsg) screen.Step {
	if !m.asking && m.form.Modal() {
		m.write(k)
		return screen.Stay(nil)
	}
	if step, done := screen.Press(m.Actions(), k); done || m.asking {
		return step
	}
	m.write(k)
	return screen.Stay(nil)
}

// write gives a key to the form.
func (m *model) write(k tea.KeyMsg) {
	e := m.form.Update(k)
	if e.Changed {
		m.MarkDirty()
	}
	m.note()
}

// Actions are what can be done.
func (m *model) Actions() []screen.Action {
	switch {
	case m.sheet == nil:
		return nil
	case m.asking:
		return []screen.Action{{Key: yesKey, Can: m.why, Do: m.save}, {Key: noKey, Do: func() screen.Step {
			m.asking = false
			return screen.Stay(nil)
		}}}
	case m.form.Modal():
		return screen.Shown(m.form.Keys()...)
	}
	return append([]screen.Action{
		{Key: keys.As(keys.Send, labels.ClinicSave), Can: m.why, Do: m.askToSave},
		{Key: keys.As(keys.Undo, labels.ClinicForget), Can: m.whyForget, Do: m.forget},
	}, screen.Shown(m.form.Keys()...)...)
}

// why is why nothing can be saved now.
func (m *model) why() string {
	switch {
	case !m.port.Snapshot().Role.MayAdminister():
		return labels.ClinicNotYou
	case m.waits > 0 && !m.sheet.anew():
		return labels.ClinicWaits
	case len(m.typed()) == 0:
		return text.Why(domain.WhyNothingNew).Reason()
	}
	return ""
}

func (m *model) whyForget() string {
	if len(m.typed()) == 0 {
		return labels.ClinicForgetNone
	}
	return ""
}

// forget puts the region's text back into every field.
func (m *model) forget() screen.Step {
	for name, value := range m.base {
		m.form.SetValue(form.Of(name), value)
	}
	m.tried, m.no = false, nil
	m.MarkDirty()
	m.note()
	return screen.Stay(m.SaveNow())
}

// askToSave shows what will be changed, or goes to what is wrong.
func (m *model) askToSave() screen.Step {
	m.tried = true
	m.note()
	if _, faults := m.sheet.asks(m); len(faults) > 0 {
		m.form.SetFocus(form.Of(faults[0].Field), -1)
		return screen.Stay(nil).Say(faults[0].said())
	}
	m.asking = true
	return screen.Stay(nil)
}

// save puts the change into the outbox.
func (m *model) save() screen.Step {
	note, _ := m.sheet.asks(m)
	name := m.sheet.form()
	m.asking, m.saving = false, true
	return screen.Stay(func() tea.Msg { return saved{err: m.port.ChangeOffice(note, name)} })
}
