// Package clinic is Klinikadministration: the clinic's contact details, users,
// performers, licence and history (E1, E2, E7). Everybody at the clinic sees all of
// it; only its klinikkontakt changes anything. What is changed is typed in forms of
// their own (clinicform).
package clinic

import (
	"context"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/theme"
)

// Port is what the screen needs of the app.
type Port interface {
	Office(ctx context.Context) (app.OfficeSeen, error)
	OfficeWaits() (int, error)
	ChangeOffice(n app.OfficeNote, form string) error
	Snapshot() app.Snapshot
	Today() domain.Date
}

// part is one of the parts that the screen turns between.
type part interface {
	screen.Screen
	Resize(layout.Size)
	Typing() bool
	Modal() bool
	Asking() bool
	show(o app.OfficeSeen, code string) screen.Step
}

type model struct {
	env    screen.Env
	port   Port
	parts  []part
	at     int
	office app.OfficeSeen
	code   string // why it could not be read
	waits  int    // changes in the outbox
	loaded bool
	ask    screen.Ask
}

// usersAt and performersAt are the places of the parts that are lists to be changed.
const (
	usersAt      = 1
	performersAt = 2
)

// New makes the screen.
func New(env screen.Env, port Port) screen.Screen {
	m := &model{env: env, port: port}
	m.parts = []part{newContact(m), newUsers(m), newPerformers(m), newLicence(m), newHistory(m)}
	return m
}

type loaded struct {
	office app.OfficeSeen
	waits  int
	err    error
}

func (m *model) Init() tea.Cmd { return m.load() }

func (m *model) load() tea.Cmd {
	return m.ask.Do(func(ctx context.Context) tea.Msg {
		office, err := m.port.Office(ctx)
		waits, _ := m.port.OfficeWaits() // the list of the outbox tells why it cannot be read
		return loaded{office, waits, err}
	})
}

// removed ends the request to remove a user.
type removed struct {
	screen.Mark
	err error
}

func (m *model) Update(msg tea.Msg) screen.Step {
	if step, done := screen.Follow(&m.ask, msg, m.show, m.load, app.ChangedMirror|app.ChangedOutbox|app.ChangedSession); done {
		return step
	}
	if r, ours := msg.(removed); ours {
		if r.err != nil {
			return screen.Stay(m.load()).Say(text.Error(domain.CodeOf(r.err)).String())
		}
		return screen.Stay(m.load()).Say(labels.ClinicQueued)
	}
	here := m.parts[m.at]
	if !here.Typing() && !here.Modal() {
		if step, done := screen.Press(m.turns(), msg); done {
			return step
		}
	}
	return here.Update(msg)
}

func (m *model) show(l loaded) screen.Step {
	m.waits, m.loaded, m.code = l.waits, true, domain.CodeOf(l.err)
	if l.err == nil {
		m.office = l.office
	}
	var step screen.Step
	for i, p := range m.parts {
		if s := p.show(m.office, m.code); i == m.at {
			step = s
		}
	}
	return step
}

// Loading tells that it has not been read yet.
func (m *model) Loading() bool { return !m.loaded }

// Close ends the load.
func (m *model) Close() { m.ask.Stop() }

// Title names the screen.
func (m *model) Title() string { return labels.HomeClinic }

// Typing tells whether characters go to a search line.
func (m *model) Typing() bool { return m.parts[m.at].Typing() }

// Modal tells that Esc answers a question, or leaves the search, first.
func (m *model) Modal() bool { return m.parts[m.at].Modal() }

// Asking tells whether it is asked whether to remove somebody.
func (m *model) Asking() bool { return m.parts[m.at].Asking() }

// headLines are the names of the parts and how old what they show is.
const headLines = 2

// Resize tells the parts their size.
func (m *model) Resize(z layout.Size) {
	for _, p := range m.parts {
		p.Resize(below(z))
	}
}

func below(z layout.Size) layout.Size { return layout.Size{W: z.W, H: max(z.H-headLines, 1)} }

// View draws the part that is shown under the names of all.
func (m *model) View(z layout.Size) string {
	said := m.said()
	age := said.Lines(page.Look{Theme: m.env.Theme, Width: z.W - 1, Margin: 1})
	line := layout.CutMark(strings.Join(age[:min(len(age), 1)], ""), z.W)
	if len(age) <= 1 {
		line = strings.Join(age, "")
	}
	return m.tabs(z.W) + "\n" + line + "\n" + m.parts[m.at].View(below(z))
}

// said is how old what is shown is.
func (m *model) said() (p page.Page) {
	if m.office.At.IsZero() {
		return p
	}
	level := page.Faint
	if m.office.Old {
		level = page.Warn
	}
	age := labels.ClinicAge(m.office.At.In(m.env.Now().Location()), m.office.Old, m.waits)
	if (m.at == usersAt || m.at == performersAt) && !m.port.Snapshot().Role.MayAdminister() { // the pages say it themselves
		age += " " + labels.ClinicOnlyContact
	}
	p.Say(level, age)
	return p
}

// Outline tells the parts' names and the part that is shown.
func (m *model) Outline() (o outline.Outline) {
	said := m.said()
	o = append(outline.Outline{m.tabsTold()}, said.Outline()...)
	return append(o, m.parts[m.at].Outline()...)
}

// Actions are what can be done with the part that is shown, and to turn to another.
func (m *model) Actions() []screen.Action {
	list := m.parts[m.at].Actions()
	if m.Typing() || m.Modal() {
		return list
	}
	return screen.PossibleFirst(append(list, m.turns()...))
}

// why is why nobody but the klinikkontakt changes anything.
func (m *model) why() string {
	switch {
	case !m.port.Snapshot().Role.MayAdminister():
		return labels.ClinicNotYou
	case m.office.At.IsZero():
		return labels.ClinicReads
	}
	return ""
}

// edit opens a form.
func edit(arg string) func() screen.Step {
	return func() screen.Step { return screen.Push(screen.Route{Name: screen.ClinicForm, Arg: arg}) }
}

var (
	tabNames  = [...]string{labels.ClinicContact, labels.ClinicUsers, labels.ClinicPerformers, labels.ClinicLicence, labels.ClinicHistory}
	tabShorts = [...]string{labels.ClinicContactShort, labels.ClinicUsers, labels.ClinicPerformersShort, labels.ClinicLicenceShort, labels.ClinicHistory}
)

// tabs are the names of the parts; the one shown is marked by ›.
func (m *model) tabs(w int) string {
	line := m.tabsOf(tabNames, " │")
	if layout.Width(line) > w {
		line = m.tabsOf(tabShorts, "│")
	}
	return layout.Cut(line, w)
}

func (m *model) tabsOf(names [5]string, sep string) string {
	parts := make([]string, len(names))
	for i, name := range names {
		parts[i] = " " + name
		if i == m.at {
			parts[i] = m.env.Theme.Strong.Text(theme.GlyphCursor + name)
		}
	}
	return strings.Join(parts, sep)
}

func (m *model) tabsTold() outline.Field {
	return outline.Field{Label: labels.HomeClinic, Value: tabNames[m.at], Options: tabNames[:]}
}
