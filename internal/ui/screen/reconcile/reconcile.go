// Package reconcile is Avstämning: the bank's files beside what the region says it
// has paid, by Vår referens (D13). Files are read here; what they brought is kept
// sealed for the clinic.
package reconcile

import (
	"context"
	"io"
	"slices"
	"strconv"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/list"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/picker"
	"example.org/tandtui/internal/ui/screen"
)

// Port is what the screen needs of the app.
type Port interface {
	Reconcile() (app.Reconciliation, error)
	ReadStatement(file io.Reader) (app.Read, error)
}

type model struct {
	env     screen.Env
	port    Port
	told    app.Reconciliation
	only    bool // only what deviates is shown
	reading bool
	fault   string // why the last file could not be read
	list    *list.List[row]
	choose  *picker.Picker // while a file is chosen; else nil
	size    layout.Size
	ask     screen.Ask
	take    screen.Ask
}

// row is a line of the reconciliation with its place: two may look the same.
type row struct {
	app.ReconciledRow
	no int
}

// footLines are what the chosen line means, and the count.
const footLines = 4

// New makes the screen.
func New(env screen.Env, port Port) screen.Screen {
	m := &model{env: env, port: port}
	m.list = list.New(env.Theme, list.Spec[row]{
		Title: labels.ReconcileTitle, Columns: columns(), Key: func(r row) string { return strconv.Itoa(r.no) },
		Empty: labels.ReconcileNone, NoMatch: labels.ReconcileNoMatch, Find: func(r row) string { return said(r) },
		Actions: m.doable, Said: m.said, Foot: m.foot, FootLines: footLines, Total: m.total, File: list.File{Out: env.Out, Name: "avstämning"},
	})
	return m
}

type loaded struct {
	told app.Reconciliation
	err  error
}

// took is what came of reading a file.
type took struct {
	read app.Read
	err  error
}

func (m *model) Init() tea.Cmd { return m.load() }

func (m *model) load() tea.Cmd {
	return m.ask.Do(func(context.Context) tea.Msg {
		told, err := m.port.Reconcile()
		return loaded{told, err}
	})
}

func (m *model) Update(msg tea.Msg) screen.Step {
	if step, done := screen.Follow(&m.ask, msg, m.loaded, m.load, app.ChangedMirror|app.ChangedSession); done {
		return step
	}
	if answer, ours := m.take.Take(msg); ours {
		if t, ok := answer.(took); ok {
			return m.took(t)
		}
		return screen.Stay(nil)
	}
	if m.choose != nil && m.choose.Take(msg) {
		return screen.Stay(nil)
	}
	if m.choose != nil {
		return m.choosing(msg)
	}
	if _, pressed := msg.(tea.KeyMsg); pressed {
		m.fault = ""
	}
	return m.list.Update(msg)
}

// choosing gives a key to the choice of a file; Esc ends it.
func (m *model) choosing(msg tea.Msg) screen.Step {
	if keys.Is(msg, keys.Back) {
		m.choose.Close()
		m.choose = nil
		return screen.Stay(nil)
	}
	return m.choose.Update(msg)
}

func (m *model) loaded(l loaded) screen.Step {
	m.told = l.told
	return m.show(domain.CodeOf(l.err))
}

func (m *model) show(code string) screen.Step {
	var rows []row
	for i, r := range m.told.Rows {
		if !m.only || deviates(r) {
			rows = append(rows, row{r, i})
		}
	}
	return m.list.SetRows(rows, code)
}

var (
	openKey = keys.New("o", labels.ReconcileRead, "o")
	onlyKey = keys.New("t", labels.ReconcileOnly, "t")
)

func (m *model) doable() (actions []screen.Action) {
	if r, ok := m.list.Chosen(); ok && len(r.OurRefs) > 0 {
		actions = append(actions, screen.Action{Key: keys.As(keys.Enter, labels.ReconcileShow), Do: func() screen.Step {
			return screen.Push(screen.Route{Name: screen.Invoice, Arg: strconv.FormatInt(r.OurRefs[0], 10)})
		}})
	}
	if !m.reading {
		actions = append(actions, screen.Action{Key: openKey, Do: m.open})
	}
	only := onlyKey
	if m.only {
		only = keys.As(onlyKey, labels.ReconcileAll)
	}
	return append(actions, screen.Action{Key: only, Do: func() screen.Step { m.only = !m.only; return m.show("") }})
}

// open begins to choose a file, where the last one was.
func (m *model) open() screen.Step {
	m.choose = picker.New(m.env, m.env.Files.First(""), m.read)
	m.choose.Resize(m.size)
	return screen.Stay(m.choose.Init())
}

// read takes the file over.
func (m *model) read(path string) screen.Step {
	m.choose.Close()
	m.choose, m.reading = nil, true
	disk := m.env.Files
	return screen.Stay(m.take.Do(func(context.Context) tea.Msg {
		file, err := disk.Open(path)
		if err != nil {
			return took{err: err}
		}
		read, err := m.port.ReadStatement(file)
		_ = file.Close() // it was read only
		return took{read, err}
	}))
}

func (m *model) took(t took) screen.Step {
	m.reading = false
	if t.err != nil {
		m.fault = text.Error(domain.CodeOf(t.err)).String() // the line of notices is too short for it
		return screen.Stay(nil)
	}
	return screen.Stay(m.load()).Say(labels.ReconcileTook(t.read.Entries, t.read.New, t.read.From, t.read.To))
}

// Loading tells that it has not been read yet.
func (m *model) Loading() bool { return !m.list.Loaded() || m.reading }

// Close ends the work.
func (m *model) Close() {
	m.ask.Stop()
	m.take.Stop()
	if m.choose != nil {
		m.choose.Close()
	}
}

// Title names the screen.
func (m *model) Title() string { return labels.ReconcileTitle }

// Typing tells whether characters go to the search line or the path.
func (m *model) Typing() bool { return m.choose != nil || m.list.Typing() }

// Modal tells that Esc ends the choice of a file or the search first.
func (m *model) Modal() bool { return m.choose != nil || m.list.Modal() }

// Resize tells the parts their size.
func (m *model) Resize(z layout.Size) {
	m.size = z
	m.list.Resize(z)
	if m.choose != nil {
		m.choose.Resize(z)
	}
}

// View draws the list, or the choice of a file.
func (m *model) View(z layout.Size) string {
	if m.choose != nil {
		return m.choose.View(z)
	}
	return m.list.View(z)
}

// Actions are what can be done.
func (m *model) Actions() []screen.Action {
	if m.choose != nil {
		return append(slices.Clone(m.choose.Actions()), screen.Action{Key: keys.As(keys.Back, labels.ReconcileCancel), Do: func() screen.Step {
			m.choose.Close()
			m.choose = nil
			return screen.Stay(nil)
		}})
	}
	return m.list.Actions()
}

// Outline tells the list, or the choice of a file.
func (m *model) Outline() outline.Outline {
	if m.choose != nil {
		return m.choose.Outline()
	}
	return m.list.Outline()
}
