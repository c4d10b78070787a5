// Package bill is Registrera tandvårdsräkning: the screen where the users live.
// It edits a draft's raw text, saves it while typing, shows what is known of
// the patient and what the rules find, and sends. It judges nothing itself:
// app.Check does.
package bill

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
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/patientcard"
	"example.org/tandtui/internal/ui/screen"
)

// model is the screen: a form laid over the editor's bill, and what is known and
// asked meanwhile.
type model struct {
	env  screen.Env
	port Port
	id   string // of the draft to open; "" for a new one

	ed     *editor.Editor // nil: still being loaded
	form   *form.Form
	opened map[int]bool // rows whose comment field is open
	box    box          // lies over the bill; nil: none
	lists  map[listKey]*form.List

	*autosave.Saver[domain.Draft]
	person  known
	sending bool          // F8 was pressed and the check is on its way
	insists bool          // F8 was pressed, and the user told that the region refused this once; a second F8 sends
	failed  text.Sentence // of a load or a send that did not succeed

	size       layout.Size     // in which it is drawn
	favourites map[string]bool // codes of procedures
	recent     *form.List      // patients looked up lately; nil: not read yet

	latest, load, check, kept, lookup, send, favs, templates screen.Ask
}

// New makes the screen for a draft's id, "" for a new draft.
func New(env screen.Env, port Port, id string) screen.Screen {
	m := &model{env: env, port: port, id: id, form: form.New(env.Theme), opened: map[int]bool{}, lists: map[listKey]*form.List{}}
	m.Saver = autosave.New(env.Now, func() domain.Draft { return m.ed.Draft() }, port.SaveDraft)
	return m
}

type sent struct{ err error }

func (m *model) Init() tea.Cmd { return m.load.Do(drafting.Open(m.port, m.id)) }

func (m *model) Update(msg tea.Msg) screen.Step {
	if step, ours := m.answers(msg); ours {
		return step
	}
	switch msg := msg.(type) {
	case screen.Tick:
		return screen.Stay(m.SaveDue(msg.Now))
	case screen.Changed:
		return screen.Stay(m.follow(msg))
	case tea.KeyMsg:
		if m.ed == nil {
			return screen.Stay(nil) // still being loaded
		}
		return m.press(msg)
	}
	return screen.Stay(nil)
}

// follow checks anew when something has changed that findings rest on. A saved
// draft, most often this one, is not such a thing.
func (m *model) follow(c screen.Changed) tea.Cmd {
	if c.Any(app.ChangedRegion) { // there may be a new price list, and other fields to fill in
		clear(m.lists)
		if m.ed != nil {
			m.ed.NewPrices()
			m.lay()
		}
	}
	if !c.Any(app.ChangedRegion | app.ChangedMirror | app.ChangedOutbox | app.ChangedSession) {
		return nil
	}
	return m.recheck()
}

func (m *model) asks() []*screen.Ask {
	return []*screen.Ask{&m.latest, &m.load, &m.check, &m.kept, &m.lookup, &m.send, &m.favs, &m.templates}
}

// answers takes the replies to the screen's own work.
func (m *model) answers(msg tea.Msg) (screen.Step, bool) {
	for _, ask := range m.asks() {
		if answer, ours := ask.Take(msg); ours {
			return m.answer(answer), true
		}
	}
	if m.Handle(msg) {
		return screen.Stay(nil), true
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
		if a.Draft.HomeVisit != nil { // it is written there
			return screen.Replace(screen.Route{Name: screen.HomeVisit, Arg: a.Draft.ID})
		}
		return screen.Stay(m.open(a.Draft))
	case drafting.Checked:
		if a.Err == nil {
			m.ed.SetChecked(a.Checked)
			m.note()
			if m.sending {
				return m.answerSend()
			}
		}
	case looked:
		return m.takePerson(a)
	case patientcard.Lately:
		m.takeRecent(a.List)
	case sent:
		return m.afterSend(a)
	case favoured:
		m.takeFavourites(a)
	case templated:
		return m.takeTemplates(a)
	}
	return screen.Stay(nil)
}

// open shows a draft at the field where the user was.
func (m *model) open(d domain.Draft) tea.Cmd {
	m.ed = editor.New(m.port, m.env.Now, m.MarkDirty, d, m.id != "")
	m.id = d.ID
	m.fill()
	m.form.SetFocus(cell(d.Cursor.Item, d.Cursor.Field), d.Cursor.Col)
	m.noteFocus()
	var fault tea.Cmd
	if m.ed.Refusal() != nil { // nothing is checked yet: these are the region's
		fault = m.firstFault().Cmd
	}
	return tea.Batch(m.loadFavourites(), m.latest.Do(patientcard.LoadRecent(m.port)), m.resume(), m.recheck(), fault)
}

func (m *model) recheck() tea.Cmd {
	if m.ed == nil {
		return nil
	}
	return m.check.Do(drafting.Check(m.port, m.ed.Draft()))
}

// takeRecent lays the day's patients out for the person field.
func (m *model) takeRecent(list []app.PersonResult) {
	m.recent = patientcard.Recent(list, m.port.Today(), m.env.Now().Location())
	if m.ed != nil {
		m.lay()
	}
}

// Loading tells that the draft is not read yet: keys are kept for it.
func (m *model) Loading() bool { return m.ed == nil && m.failed == (text.Sentence{}) }

// Title names the screen.
func (m *model) Title() string { return labels.BillTitle }

// Typing tells whether characters are text now. In a form they always are: a
// number typed with the focus on a choice must not lead through the menu.
func (m *model) Typing() bool { return m.box == nil || m.box.typing() }

// Modal tells whether Esc closes something of the screen's own.
func (m *model) Modal() bool { return m.box != nil || m.form.Modal() }

// Close ends what is in flight; saving is not: Flush came before.
func (m *model) Close() {
	for _, ask := range m.asks() {
		ask.Stop()
	}
}

// Asking tells whether the last look before sending is open.
func (m *model) Asking() bool {
	s, ok := m.box.(*sheet)
	return ok && s.reading == reading(review{})
}
