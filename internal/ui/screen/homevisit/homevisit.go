// Package homevisit is Hembesök: the same date, vårdmodell and procedures for a
// list of patients, typed once, with exceptions for each (B25). What is typed is
// an ordinary draft from the first character, one bill for each patient; F8
// opens it as such, to be looked through and sent.
package homevisit

import (
	"context"
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/autosave"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/patientcard"
	"example.org/tandtui/internal/ui/screen"
)

// Port is what the screen needs of the app.
type Port interface {
	Today() domain.Date
	Region() app.RegionData
	Snapshot() app.Snapshot
	Procedures(s domain.Support, on domain.Date) []domain.Procedure
	NewDraft() (domain.Draft, error)
	SaveDraft(domain.Draft) (time.Time, error)
	Check(domain.Draft) (app.Checked, error)
	Lookup(ctx context.Context, id domain.PersonID) (app.PersonResult, error)
	History(id domain.PersonID) (app.History, error)
	Recent() ([]app.PersonResult, error)
}

type model struct {
	env  screen.Env
	port Port

	draft  domain.Draft
	plan   plan
	form   *form.Form
	box    *exceptions // of a patient, open over the list; nil: none
	undo   []plan
	redo   []plan
	last   form.Key // field of the newest change: typing on there is one step
	lists  map[domain.Date]*form.List
	recent *form.List
	known  map[domain.PersonID]*knowledge

	checked app.Checked
	save    *autosave.Saver
	failed  text.Sentence

	load, check, latest, done screen.Ask
}

// New makes the screen.
func New(env screen.Env, port Port) screen.Screen {
	m := &model{env: env, port: port, form: form.New(env.Theme), lists: map[domain.Date]*form.List{}, known: map[domain.PersonID]*knowledge{}}
	m.save = autosave.New(env.Now, m.snapshot, port.SaveDraft)
	return m
}

type (
	loaded struct {
		draft domain.Draft
		err   error
	}
	found struct {
		checked app.Checked
		err     error
	}
	lately struct{ list []app.PersonResult }
	made   struct{ err error }
)

func (m *model) Init() tea.Cmd {
	load := m.load.Do(func(context.Context) tea.Msg {
		d, err := m.port.NewDraft()
		return loaded{d, err}
	})
	return tea.Batch(load, m.latest.Do(func(context.Context) tea.Msg {
		list, err := m.port.Recent()
		if err != nil {
			return lately{} // numbers can be typed all the same
		}
		return lately{list}
	}))
}

func (m *model) Update(msg tea.Msg) screen.Step {
	if step, ours := m.answers(msg); ours {
		return step
	}
	switch msg := msg.(type) {
	case screen.Tick:
		return screen.Stay(m.save.SaveDue(msg.Now))
	case screen.Changed:
		if !msg.Any(app.ChangedRegion | app.ChangedMirror | app.ChangedOutbox | app.ChangedSession) {
			return screen.Stay(nil) // that a draft was saved, most often this one, changes nothing here
		}
		clear(m.lists) // there may be a new price list
		return screen.Stay(m.recheck())
	case tea.KeyMsg:
		if m.draft.ID != "" {
			return m.press(msg)
		}
	}
	return screen.Stay(nil)
}

// answers takes the replies to the screen's own work.
func (m *model) answers(msg tea.Msg) (screen.Step, bool) {
	if m.save.Handle(msg) {
		return screen.Stay(nil), true
	}
	if m.takeLooked(msg) {
		return screen.Stay(m.recheck()), true
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
	case loaded:
		if a.err != nil {
			m.failed = text.Error(domain.CodeOf(a.err))
			return screen.Stay(nil)
		}
		m.draft = a.draft
		m.begin()
	case found:
		if a.err == nil { // else locked meanwhile: the check comes again
			m.checked = a.checked
			m.note()
		}
	case lately:
		m.recent = patientcard.Recent(a.list, m.port.Today(), m.env.Now().Location())
		m.layFields()
	case made:
		if a.err != nil {
			m.failed = text.Error(domain.CodeOf(a.err))
			return screen.Stay(nil)
		}
		m.save.Discard()
		return screen.Replace(screen.Route{Name: screen.Bill, Arg: m.draft.ID})
	}
	return screen.Stay(nil)
}

// begin starts with today's date, the first mobile vårdmodell and fees.
func (m *model) begin() {
	m.plan = plan{date: m.port.Today().String(), fees: true, careModel: m.mobile()}
	m.fill()
	m.form.SetFocus(head(domain.FieldItemDate), -1)
}

// mobile is the first vårdmodell that is one of home visits (M1–M3).
func (m *model) mobile() string {
	for _, c := range m.port.Region().Profile.CareModels {
		if len(c.Code) > 1 && c.Code[0] == 'M' {
			return c.Code
		}
	}
	return ""
}

// snapshot is the draft as it stands, one bill for each patient.
func (m *model) snapshot() domain.Draft {
	m.draft.InvoiceNo = m.plan.invoiceNo
	m.draft.Bills = m.plan.bills(m.about)
	m.draft.Cursor = domain.Cursor{Item: domain.WholeBill, Field: domain.FieldPerson}
	return m.draft
}

func (m *model) recheck() tea.Cmd {
	if m.draft.ID == "" {
		return nil
	}
	d := m.snapshot()
	return m.check.Do(func(context.Context) tea.Msg {
		c, err := m.port.Check(d)
		return found{c, err}
	})
}

// Title names the screen.
func (m *model) Title() string { return labels.HomeVisitTitle }

// Typing tells whether characters are text now. In a form they always are: a
// number typed with the focus on a choice must not lead through the menu.
func (m *model) Typing() bool { return m.box == nil || m.box.form.Typing() }

// Modal tells whether Esc closes something of the screen's own.
func (m *model) Modal() bool { return m.box != nil || m.form.Modal() }

// Flush saves what is typed now.
func (m *model) Flush() tea.Cmd {
	if m.draft.ID == "" {
		return nil
	}
	return m.save.Flush()
}

// SavedAt is when what stands on the screen was saved durably.
func (m *model) SavedAt() time.Time { return m.save.SavedAt() }

// Close ends what is in flight; saving is not: Flush came before.
func (m *model) Close() {
	for _, ask := range []*screen.Ask{&m.load, &m.check, &m.latest, &m.done} {
		ask.Stop()
	}
	for _, k := range m.known {
		k.ask.Stop()
	}
}

// The screen's own keys.
var (
	removeKey = keys.New("Ctrl+D", labels.BillRemoveRow, "ctrl+d")
	exceptKey = keys.New("F4", labels.HomeVisitExcept, "f4", "ctrl+e")
)

func (m *model) Keys() []key.Binding {
	if m.box != nil {
		return m.box.keys()
	}
	if m.form.Modal() {
		return m.form.Keys()
	}
	list := append([]key.Binding{keys.As(keys.Send, labels.HomeVisitMake)}, m.form.Keys()...)
	if m.row() >= 0 {
		list = append(list, exceptKey)
	}
	return append(list, keys.Next, removeKey, keys.Undo, keys.Redo, keys.As(keys.Refresh, labels.BillSearchAgain))
}
