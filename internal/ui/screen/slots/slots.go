// Package slots lists what opens the user's drafts on this computer: cards and printed
// keys (A8). A new card is taken in here, and a key made, shown once and printed.
package slots

import (
	"context"
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/list"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/table"
	"example.org/tandtui/internal/ui/theme"
)

// Port is what the screen needs of the app.
type Port interface {
	Snapshot() app.Snapshot
	Slots() ([]app.Slot, error)
	AddNewCard(ctx context.Context) error
	MakeRecoveryKey(ctx context.Context) (app.PrintedKey, error)
	RemoveSlot(id string) error
}

type model struct {
	env   screen.Env
	port  Port
	list  *list.List[app.Slot]
	ask   screen.Ask
	key   *app.PrintedKey // just made, shown until Esc
	said  string          // what became of its print, whole: a file of it is to be removed
	asked bool            // whether the new card is to be taken in, once by itself
}

// footLines hold what to do about a new card and about a lost one, at 80 columns.
const footLines = 6

// New makes the screen.
func New(env screen.Env, port Port) screen.Screen {
	m := &model{env: env, port: port}
	m.list = list.New(env.Theme, list.Spec[app.Slot]{
		Title: labels.SlotsTitle, Columns: m.columns(), Key: func(s app.Slot) string { return s.ID },
		Empty: labels.SlotsNone, NoMatch: labels.SlotsNoMatch, Count: labels.SlotsCount,
		Actions: m.doable, Foot: m.foot, FootLines: footLines,
	})
	return m
}

func (m *model) columns() []table.Column[app.Slot] {
	return []table.Column[app.Slot]{
		{Title: labels.SlotsWhat, Value: table.Plain(kind), Min: 19, Max: 20},
		{Title: labels.SlotsWhose, Value: table.Plain(whose), Min: 14},
		{
			Title: labels.SlotsUntil, Value: table.Plain(func(s app.Slot) string { return m.day(s.Until) }),
			Less: func(a, b app.Slot) bool { return a.Until.Before(b.Until) }, Min: 12, Max: 12, Priority: 3,
		},
		{
			Title: labels.SlotsMade, Value: table.Plain(func(s app.Slot) string { return m.day(s.Made) }),
			Less: func(a, b app.Slot) bool { return a.Made.Before(b.Made) }, Min: 10, Max: 10, Priority: 2,
		},
		{
			Title: labels.SlotsUsed, Value: m.used,
			Less: func(a, b app.Slot) bool { return a.Used.Before(b.Used) }, Min: 10, Max: 10, Priority: 1,
		},
	}
}

func kind(s app.Slot) string {
	switch s.Kind {
	case app.SlotRecovery:
		return labels.SlotsPaper
	case app.SlotKeyring:
		return labels.SlotsKeyring
	case app.SlotPassphrase:
		return labels.SlotsWords
	case app.SlotCard:
	}
	return labels.SlotsCard
}

func whose(s app.Slot) string {
	switch {
	case s.About == "":
		return labels.SlotsUnknown
	case s.Kind == app.SlotRecovery:
		return labels.SlotPaper(s.About)
	}
	return text.Safe(s.About)
}

func (m *model) used(s app.Slot) table.Cell {
	if s.Current {
		return table.Cell{Text: theme.GlyphOK + " " + labels.SlotsNow, Style: m.env.Theme.OK}
	}
	return table.Cell{Text: m.day(s.Used)}
}

func (m *model) day(at time.Time) string {
	if at.IsZero() {
		return labels.SlotsUnknown
	}
	return at.In(m.env.Now().Location()).Format("2006-01-02")
}

func (m *model) foot() (f page.Page) {
	lost := labels.SlotsLost
	if slices.ContainsFunc(m.list.Rows(), func(s app.Slot) bool { return s.Kind == app.SlotRecovery }) {
		lost = labels.SlotsPaperThere
	}
	f.Space()
	f.Say(page.Plain, labels.SlotsNewCard)
	f.Say(page.Plain, lost)
	return f
}

type loaded struct {
	list []app.Slot
	err  error
}

func (m *model) Init() tea.Cmd { return m.load() }

func (m *model) load() tea.Cmd {
	return m.ask.Do(func(context.Context) tea.Msg {
		list, err := m.port.Slots()
		return loaded{list, err}
	})
}

func (m *model) Update(msg tea.Msg) screen.Step {
	switch msg := msg.(type) {
	case made:
		return m.made(msg)
	case printed:
		if m.key == nil { // closed meanwhile
			return screen.Stay(nil).Say(msg.said)
		}
		m.said = msg.said
	case changed:
		if msg.err != nil {
			return screen.Stay(m.load()).Say(text.Error(domain.CodeOf(msg.err)).String())
		}
		return screen.Stay(m.load()).Say(msg.said)
	}
	if step, done := screen.Follow(&m.ask, msg, m.show, m.load, app.ChangedSession); done {
		return step
	}
	if m.key != nil {
		step, _ := screen.Press(m.shown(), msg)
		return step
	}
	return m.list.Update(msg)
}

// show shows the list, and asks about a new card that waits.
func (m *model) show(l loaded) screen.Step {
	step := m.list.SetRows(l.list, domain.CodeOf(l.err))
	if n := m.port.Snapshot().NewCard; n != nil && !m.asked && m.key == nil && !m.list.Asking() {
		m.asked = true
		m.askAdd(*n)
	}
	return step
}

// Title names the screen.
func (m *model) Title() string { return labels.SlotsTitle }

// Loading tells that it has not been read yet.
func (m *model) Loading() bool { return !m.list.Loaded() }

// Close ends the load and forgets a key that was shown.
func (m *model) Close() {
	m.ask.Stop()
	m.key = nil
}

// Typing tells whether characters go to the search line.
func (m *model) Typing() bool { return m.key == nil && m.list.Typing() }

// Modal tells that Esc puts the key away, or belongs to the list.
func (m *model) Modal() bool { return m.key != nil || m.list.Modal() }

// Asking tells that a question is open.
func (m *model) Asking() bool { return m.key == nil && m.list.Asking() }

// Resize tells the list its size.
func (m *model) Resize(z layout.Size) { m.list.Resize(z) }

// View draws the list, or the key that was just made.
func (m *model) View(z layout.Size) string {
	if m.key == nil {
		return m.list.View(z)
	}
	p := m.paper()
	return layout.Squeeze("\n"+joined(p.Lines(page.Look{Theme: m.env.Theme, Width: z.W - 1, Margin: 1})), z.H)
}

// Actions are what can be done.
func (m *model) Actions() []screen.Action {
	if m.key != nil {
		return m.shown()
	}
	return m.list.Actions()
}

// Outline tells the list, or the key.
func (m *model) Outline() outline.Outline {
	if m.key == nil {
		return m.list.Outline()
	}
	p := m.paper()
	return p.Outline()
}
