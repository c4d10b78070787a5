// Package clinicform is the forms of Klinikadministration: contact details, a user, a
// performer, the licence (E1, E2, E7). What is typed is kept until it is saved; what
// somebody else changes meanwhile stands beside it and is never overwritten unseen.
package clinicform

import (
	"context"
	"maps"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/autosave"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

// Port is what the screen needs of the app.
type Port interface {
	Office(ctx context.Context) (app.OfficeSeen, error)
	OfficeWaits() (int, error)
	RefusedOffice(id string) (app.Answer, error)
	ChangeOffice(n app.OfficeNote, form string) error
	Typed(form string) (map[string]string, error)
	KeepTyped(form string, typed map[string]string) (time.Time, error)
	Region() app.RegionData
	Snapshot() app.Snapshot
}

type model struct {
	env   screen.Env
	port  Port
	arg   string
	sheet sheet // nil until it has been read what the form is about
	*autosave.Saver[map[string]string]

	form   *form.Form
	office app.OfficeSeen
	begun  map[string]string // the fields as the region had them when the form was opened
	base   map[string]string // as it has them now
	no     *domain.Refusal   // the region refused what stands here; nil: it did not
	code   string            // why the form cannot be shown
	waits  int               // changes of the clinic in the outbox
	tried  bool              // saving was asked for: what is missing is told too
	asking bool              // it is asked whether to save
	saving bool
	ask    screen.Ask
}

// New makes the screen; arg is as screen.ClinicForm says.
func New(env screen.Env, port Port, arg string) screen.Screen {
	m := &model{env: env, port: port, arg: arg, form: form.New(env.Theme)}
	m.Saver = autosave.New(env.Now, m.typed, func(t map[string]string) (time.Time, error) {
		return m.port.KeepTyped(m.sheet.form(), t)
	})
	return m
}

type loaded struct {
	office app.OfficeSeen
	sheet  sheet
	typed  map[string]string
	no     *domain.Refusal
	waits  int
	err    error
}

// saved ends a save.
type saved struct {
	screen.Mark
	err error
}

func (m *model) Init() tea.Cmd { return m.load() }

func (m *model) load() tea.Cmd {
	was := m.sheet
	return m.ask.Do(func(ctx context.Context) tea.Msg {
		l := loaded{sheet: was}
		if l.office, l.err = m.port.Office(ctx); l.err != nil {
			return l
		}
		l.waits, _ = m.port.OfficeWaits() // the list of the outbox tells why it cannot be read
		if l.sheet != nil {
			return l
		}
		m.begin(&l)
		return l
	})
}

// begin finds out what the form is about, and what was typed in it before.
func (m *model) begin(l *loaded) {
	if l.sheet, l.typed, l.no, l.err = m.open(l.office.Office); l.err != nil || len(l.typed) > 0 {
		return
	}
	l.typed, l.err = m.port.Typed(l.sheet.form())
}

func (m *model) Update(msg tea.Msg) screen.Step {
	if m.Handle(msg) {
		return screen.Stay(nil)
	}
	if step, done := screen.Follow(&m.ask, msg, m.show, m.load, app.ChangedMirror|app.ChangedOutbox|app.ChangedSession); done {
		return step
	}
	switch msg := msg.(type) {
	case saved:
		return m.after(msg)
	case screen.Tick:
		return screen.Stay(m.SaveDue(msg.Now))
	case tea.KeyMsg:
		if m.sheet != nil {
			return m.press(msg)
		}
	}
	return screen.Stay(nil)
}

// show takes the office as it is now. What the user has not touched follows it; the
// rest stays as typed, with the region's text beside it.
func (m *model) show(l loaded) screen.Step {
	if l.err != nil {
		if m.sheet == nil {
			m.code = domain.CodeOf(l.err)
		}
		return screen.Stay(nil) // of a form that is open what was read before stays
	}
	first := m.sheet == nil
	touched := m.typed()
	m.code, m.office, m.sheet, m.waits = "", l.office, l.sheet, l.waits
	m.base = m.sheet.base(l.office.Office)
	if first {
		m.begun, m.no = maps.Clone(m.base), l.no
		touched = l.typed
	}
	m.form.SetSpecs(m.sheet.specs(m)...)
	for name, value := range m.base {
		if mine, typed := touched[name]; typed {
			value = mine
		}
		if m.form.Value(form.Of(name)) != value {
			m.form.SetValue(form.Of(name), value)
		}
	}
	m.note()
	if first && len(l.typed) > 0 && m.no == nil {
		return screen.Stay(nil).Say(labels.ClinicKept)
	}
	return screen.Stay(nil)
}

// typed is what the fields hold that the region does not.
func (m *model) typed() map[string]string {
	typed := map[string]string{}
	for name, value := range m.base {
		if now := m.form.Value(form.Of(name)); now != value {
			typed[name] = now
		}
	}
	return typed
}

// text is the text of a field.
func (m *model) text(name string) string { return m.form.Value(form.Of(name)) }

// note says at each field what is wrong with it, and what the region has there now
// where somebody else has changed it.
func (m *model) note() {
	var notes []form.Note
	_, faults := m.sheet.asks(m)
	for _, f := range faults {
		if m.tried || m.text(f.Field) != m.base[f.Field] {
			notes = append(notes, form.Note{Key: form.Of(f.Field), Severity: domain.SeverityError, Text: f.said()})
		}
	}
	for name, theirs := range m.base {
		if mine := m.text(name); mine != theirs && !m.sheet.anew() && (m.overtaken() || theirs != m.begun[name]) {
			notes = append(notes, form.Note{Key: form.Of(name), Severity: domain.SeverityWarning, Text: labels.ClinicTheirs(theirs)})
		}
	}
	m.form.SetNotes(notes)
}

// overtaken tells that the region refused what stands here because somebody else had
// changed the clinic.
func (m *model) overtaken() bool { return m.no != nil && m.no.Code == app.CodeClinicChanged }

func (m *model) after(s saved) screen.Step {
	m.saving = false
	if s.err != nil {
		return screen.Stay(m.load()).Say(text.Error(domain.CodeOf(s.err)).String())
	}
	m.Discard()
	return screen.Back().Say(labels.ClinicQueued)
}

// Loading tells that it has not been read yet, or is being saved.
func (m *model) Loading() bool { return m.sheet == nil && m.code == "" || m.saving }

// Close ends the load; saving is not: Flush came before.
func (m *model) Close() { m.ask.Stop() }

// Title names the form.
func (m *model) Title() string {
	if m.sheet == nil {
		return labels.HomeClinic
	}
	return m.sheet.title()
}

// Typing tells that characters are text.
func (m *model) Typing() bool { return m.sheet != nil && !m.asking }

// Modal tells whether Esc closes something of the screen's own.
func (m *model) Modal() bool { return m.asking || m.form.Modal() }

// Asking tells whether it is asked whether to save.
func (m *model) Asking() bool { return m.asking }
