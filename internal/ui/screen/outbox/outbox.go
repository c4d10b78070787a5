// Package outbox lists what is on its way to the region with how it is getting
// on, and what the region has answered (B16). Sending goes by itself; here it is
// seen, tried at once, or taken back while nothing has left the computer.
package outbox

import (
	"context"
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/table"
)

// Port is what the screen needs of the app.
type Port interface {
	Sendings() ([]app.Sending, error)
	Draft(id string) (domain.Draft, error)
	Unsend(id string) error
	Refresh()
}

type model struct {
	env    screen.Env
	port   Port
	list   []app.Sending
	loaded bool
	code   string
	table  *table.Table
	answer domain.Draft // of the chosen one, with the region's answer
	ask    screen.Ask
	peek   screen.Ask
}

// New makes the screen.
func New(env screen.Env, port Port) screen.Screen {
	return &model{env: env, port: port, table: table.New(
		env.Theme,
		table.Column{Title: labels.DraftColPerson, Min: 13, Max: 16},
		table.Column{Title: labels.DraftColFor, Min: 5, Max: 5, Priority: 4},
		table.Column{Title: labels.DraftColRef, Min: 12, Max: 24, Priority: 2},
		table.Column{Title: labels.DraftColSum, Min: 10, Max: 13, Right: true, Priority: 1},
		table.Column{Title: labels.DraftColState, Min: 10, Max: 12},
		table.Column{Title: labels.OutboxColTried, Min: 11, Max: 11},
		table.Column{Title: labels.OutboxColNext, Min: 5, Max: 11},
		table.Column{Title: labels.OutboxColQueued, Min: 11, Max: 11, Priority: 3},
	)}
}

type (
	loaded struct {
		list []app.Sending
		err  error
	}
	looked struct {
		draft domain.Draft
		err   error
	}
	taken struct {
		screen.Mark
		id  string
		err error
	}
)

func (m *model) Init() tea.Cmd { return m.load() }

func (m *model) load() tea.Cmd {
	return m.ask.Do(func(context.Context) tea.Msg {
		list, err := m.port.Sendings()
		return loaded{list, err}
	})
}

// lookAt reads the region's answer to the chosen one.
func (m *model) lookAt() tea.Cmd {
	s, ok := m.chosen()
	if !ok || s.Draft.State == domain.DraftQueued {
		return nil
	}
	return m.peek.Do(func(context.Context) tea.Msg {
		d, err := m.port.Draft(s.Draft.ID)
		return looked{d, err}
	})
}

func (m *model) Update(msg tea.Msg) screen.Step {
	if answer, ours := m.ask.Take(msg); ours {
		if l, ok := answer.(loaded); ok {
			m.list, m.code, m.loaded = l.list, domain.CodeOf(l.err), true
			m.table.SetSource(rows{m.list, m.env.Now(), m.env.Theme})
			return screen.Stay(m.lookAt())
		}
		return screen.Stay(nil)
	}
	if answer, ours := m.peek.Take(msg); ours {
		if l, ok := answer.(looked); ok && l.err == nil { // gone meanwhile: the list tells
			m.answer = l.draft
		}
		return screen.Stay(nil)
	}
	switch msg := msg.(type) {
	case screen.Changed:
		return screen.Stay(m.load())
	case taken:
		if msg.err != nil {
			return screen.Stay(m.load()).Say(text.Error(domain.CodeOf(msg.err)).String())
		}
		return screen.Push(screen.Route{Name: screen.Bill, Arg: msg.id}).Say(labels.OutboxTaken)
	case tea.KeyMsg:
		return m.press(msg)
	}
	return screen.Stay(nil)
}

func (m *model) press(k tea.KeyMsg) screen.Step {
	if m.table.Press(k) {
		return screen.Stay(m.lookAt())
	}
	if keys.Is(k, keys.Refresh) {
		m.port.Refresh()
		if !slices.ContainsFunc(m.list, func(s app.Sending) bool { return s.Draft.State == domain.DraftQueued }) {
			return screen.Stay(nil).Say(labels.OutboxNothing)
		}
		return screen.Stay(nil).Say(labels.OutboxTrying)
	}
	s, ok := m.chosen()
	if !ok {
		return screen.Stay(nil)
	}
	id := s.Draft.ID
	switch {
	case keys.Is(k, keys.Enter) && s.Draft.State == domain.DraftRefused:
		return screen.Push(screen.Route{Name: screen.Bill, Arg: id})
	case keys.Is(k, keys.Enter):
		return screen.Push(screen.Route{Name: screen.Receipt, Arg: id})
	case keys.Is(k, takeBack) && s.Draft.State != domain.DraftQueued:
		return screen.Stay(nil).Say(labels.Unavailable(labels.OutboxTakeBack, labels.OutboxAnswered))
	case keys.Is(k, takeBack) && s.Sent:
		return screen.Stay(nil).Say(text.Error(app.CodeMayBeSent).String())
	case keys.Is(k, takeBack):
		return screen.Stay(func() tea.Msg { return taken{id: id, err: m.port.Unsend(id)} })
	}
	return screen.Stay(nil)
}

// chosen is the one under the cursor.
func (m *model) chosen() (app.Sending, bool) {
	row, _, ok := m.table.Selected()
	if !ok || row >= len(m.list) {
		return app.Sending{}, false
	}
	return m.list[row], true
}

// Close ends the loads.
func (m *model) Close() {
	m.ask.Stop()
	m.peek.Stop()
}

// Title names the screen.
func (m *model) Title() string { return labels.OutboxTitle }

// takeBack makes a submission a draft again.
var takeBack = keys.New("t", labels.OutboxTakeBack, "t")

func (m *model) Keys() []key.Binding {
	tryNow := keys.As(keys.Refresh, labels.OutboxTryNow)
	s, ok := m.chosen()
	switch {
	case !ok:
		return []key.Binding{tryNow}
	case s.Draft.State == domain.DraftRefused:
		return []key.Binding{keys.As(keys.Enter, labels.OutboxMend), tryNow, keys.Off(takeBack, labels.OutboxAnswered)}
	case s.Draft.State != domain.DraftQueued:
		return []key.Binding{keys.As(keys.Enter, labels.OutboxShow), tryNow, keys.Off(takeBack, labels.OutboxAnswered)}
	case s.Sent:
		return []key.Binding{keys.As(keys.Enter, labels.OutboxShow), tryNow, keys.Off(takeBack, labels.OutboxMaySent)}
	}
	return []key.Binding{keys.As(keys.Enter, labels.OutboxShow), tryNow, takeBack}
}
