// Package homevisit is Hembesök: the same date, vårdmodell and procedures for a
// list of patients, typed once, with exceptions for each (B25). What is typed is
// an ordinary draft from the first character, one bill for each patient; F8
// opens it as such, to be looked through and sent.
package homevisit

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/editor"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/autosave"
	"example.org/tandtui/internal/ui/drafting"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/patientcard"
	"example.org/tandtui/internal/ui/screen"
)

type model struct {
	env  screen.Env
	port drafting.Port

	id     string        // of the draft to open; "" for a new one
	visit  *editor.Visit // nil: still being loaded
	form   *form.Form
	box    *exceptions // of a patient, open over the list; nil: none
	lists  map[domain.Date]*form.List
	recent *form.List
	known  map[domain.PersonID]*knowledge

	*autosave.Saver[domain.Draft]
	checked app.Checked
	failed  text.Sentence

	load, check, latest, done screen.Ask
}

// New makes the screen for a draft's id, "" for a new draft.
func New(env screen.Env, port drafting.Port, id string) screen.Screen {
	m := &model{env: env, port: port, id: id, form: form.New(env.Theme), lists: map[domain.Date]*form.List{}, known: map[domain.PersonID]*knowledge{}}
	m.Saver = autosave.New(env.Now, func() domain.Draft { return m.visit.Draft() }, port.SaveDraft)
	return m
}

// made answers the save before the bills are opened.
type made struct{ err error }

func (m *model) Init() tea.Cmd {
	return tea.Batch(m.load.Do(drafting.Open(m.port, m.id)), m.latest.Do(patientcard.LoadRecent(m.port)))
}

func (m *model) Update(msg tea.Msg) screen.Step {
	if step, ours := m.answers(msg); ours {
		return step
	}
	switch msg := msg.(type) {
	case screen.Tick:
		return screen.Stay(m.SaveDue(msg.Now))
	case screen.Changed:
		if !msg.Any(app.ChangedRegion | app.ChangedMirror | app.ChangedOutbox | app.ChangedSession) {
			return screen.Stay(nil) // that a draft was saved, most often this one, changes nothing here
		}
		clear(m.lists) // there may be a new price list
		if m.visit != nil {
			m.visit.NewPrices()
			m.lay() // there may be other fields to fill in
		}
		return screen.Stay(m.recheck())
	case tea.KeyMsg:
		if m.visit != nil {
			return m.press(msg)
		}
	}
	return screen.Stay(nil)
}

// answers takes the replies to the screen's own work.
func (m *model) answers(msg tea.Msg) (screen.Step, bool) {
	if m.Handle(msg) {
		return screen.Stay(nil), true
	}
	if cmd, ours := m.takeLooked(msg); ours {
		return screen.Stay(cmd), true
	}
	for _, ask := range []*screen.Ask{&m.load, &m.check, &m.latest, &m.done} {
		if answer, ours := ask.Take(msg); ours {
			return m.answer(answer), true
		}
	}
	return screen.Step{}, false
}

func (m *model) answer(msg tea.Msg) screen.Step {
	switch a := msg.(type) {
	case drafting.Opened:
		if a.Err != nil {
			m.failed = text.Error(domain.CodeOf(a.Err))
			return screen.Stay(nil)
		}
		return screen.Stay(m.open(a.Draft))
	case drafting.Checked:
		if a.Err == nil {
			m.checked = a.Checked
			m.note()
		}
	case patientcard.Lately:
		m.recent = patientcard.Recent(a.List, m.port.Today(), m.env.Now().Location())
		if m.visit != nil {
			m.lay()
		}
	case made:
		if a.err != nil {
			m.visit.End(false)
			m.failed = text.Error(domain.CodeOf(a.err))
			return screen.Stay(nil)
		}
		m.Discard()
		return screen.Replace(screen.Route{Name: screen.Bill, Arg: m.visit.ID()})
	}
	return screen.Stay(nil)
}

// open shows a visit; one that was begun before goes on with the next patient,
// and what is kept of its patients is known again.
func (m *model) open(d domain.Draft) tea.Cmd {
	m.visit = editor.NewVisit(m.port, m.env.Now, m.MarkDirty, d)
	m.id = d.ID
	m.fill()
	if d.HomeVisit == nil {
		m.form.SetFocus(head(domain.FieldItemDate), -1)
		return nil
	}
	m.form.SetFocus(patientAt(m.visit.Rows(editor.Patients), domain.FieldPerson), -1)
	cmds := []tea.Cmd{m.recheck()}
	for _, p := range d.HomeVisit.Patients {
		cmds = append(cmds, m.recall(p.Person))
	}
	return tea.Batch(cmds...)
}

func (m *model) recheck() tea.Cmd {
	if m.visit == nil {
		return nil
	}
	return m.check.Do(drafting.Check(m.port, m.visit.Draft()))
}

// Loading tells that the draft is not read yet, or that it is on its way to the
// screen of its bills: keys are kept for what comes.
func (m *model) Loading() bool {
	return m.visit == nil && m.failed == (text.Sentence{}) || m.done.Waiting()
}

// Title names the screen.
func (m *model) Title() string { return labels.HomeVisitTitle }

// Typing tells whether characters are text now. In a form they always are: a
// number typed with the focus on a choice must not lead through the menu.
func (m *model) Typing() bool { return m.box == nil || m.box.form.Typing() }

// Modal tells whether Esc closes something of the screen's own.
func (m *model) Modal() bool { return m.box != nil || m.form.Modal() }

// Close ends what is in flight; saving is not: Flush came before.
func (m *model) Close() {
	for _, ask := range []*screen.Ask{&m.load, &m.check, &m.latest, &m.done} {
		ask.Stop()
	}
	for _, k := range m.known {
		k.ask.Stop()
	}
}
