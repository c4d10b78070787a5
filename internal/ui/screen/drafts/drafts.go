// Package drafts lists the drafts and what lies in the outbox, refused ones
// first, then those whose deadline comes first (B18, B21), searched while
// typing, and what was thrown away. What is wrong with the chosen one stands
// below the list, or beside it in a wide window.
package drafts

import (
	"context"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/table"
)

// Port is what the screen needs of the app.
type Port interface {
	Drafts() ([]app.DraftSummary, error)
	Discarded() ([]app.DraftSummary, error)
	Look(id string) (app.DraftLook, error)
	Discard(id string) error
	Restore(id string) error
	CopyDraft(id string) (domain.Draft, error)
	Send(id string) error
	Region() app.RegionData
	Today() domain.Date
}

// searchField is the search line.
var searchField = form.Of("search")

type model struct {
	env    screen.Env
	port   Port
	all    []app.DraftSummary // as loaded
	list   []app.DraftSummary // those that match the search
	spelt  []string           // of all, what a search looks through; nil before the first one
	loaded bool
	code   string
	table  *table.Table
	search *form.Form
	typing bool // the search line has the focus
	thrown bool // the list is of the discarded ones
	undo   []string
	goal   string             // the draft to stand on when the list has come: the one brought back
	ready  []app.DraftSummary // the question whether to send these is open
	warned []string           // what they are warned of; nil: being read
	look   app.DraftLook      // the chosen draft, where it was read
	ask    screen.Ask
	peek   screen.Ask
	warn   screen.Ask
}

// New makes the screen.
func New(env screen.Env, port Port) screen.Screen {
	m := &model{env: env, port: port, table: table.New(
		env.Theme,
		table.Column{Title: labels.DraftColPerson, Min: 16, Max: 16},
		table.Column{Title: labels.DraftColFor, Min: 5, Max: 5, Priority: 3},
		table.Column{Title: labels.DraftColDate, Min: 10, Max: 10, Priority: 4},
		table.Column{Title: labels.DraftColSum, Min: 10, Max: 13, Right: true, Priority: 2},
		table.Column{Title: labels.DraftColState, Min: 13, Max: 15},
		table.Column{Title: labels.DraftColDays, Min: 12, Max: 13, Priority: 1},
		table.Column{Title: labels.DraftColRef, Min: 14, Priority: 5},
	)}
	m.search = form.New(env.Theme, form.Spec{Key: searchField, Label: labels.DraftsSearch, Limit: 60})
	return m
}

type (
	loaded struct {
		list []app.DraftSummary
		err  error
	}
	looked struct {
		look app.DraftLook
		err  error
	}
	done struct {
		screen.Mark
		said   string
		thrown string // the id of a draft now discarded
		back   string // the id of a draft to be taken back
		made   string // the id of a new draft
		err    error
	}
)

func (m *model) Init() tea.Cmd { return m.load() }

func (m *model) load() tea.Cmd {
	read := m.port.Drafts
	if m.thrown {
		read = m.port.Discarded
	}
	return m.ask.Do(func(context.Context) tea.Msg {
		list, err := read()
		return loaded{list, err}
	})
}

// lookAt reads the chosen draft, for what is said about it.
func (m *model) lookAt() tea.Cmd {
	_, id, ok := m.table.Selected()
	if !ok {
		return nil
	}
	return m.peek.Do(func(context.Context) tea.Msg {
		look, err := m.port.Look(id)
		return looked{look, err}
	})
}

func (m *model) Update(msg tea.Msg) screen.Step {
	if answer, ours := m.ask.Take(msg); ours {
		if l, ok := answer.(loaded); ok {
			m.all, m.spelt, m.code, m.loaded = l.list, nil, domain.CodeOf(l.err), true
			m.filter()
			if m.goal != "" { // the one brought back, not the one that had its place
				m.table.Select(m.goal)
				m.goal = ""
			}
			return screen.Stay(m.lookAt())
		}
		return screen.Stay(nil)
	}
	if answer, ours := m.peek.Take(msg); ours {
		if l, ok := answer.(looked); ok && l.err == nil { // gone meanwhile: the list tells
			m.look = l.look
		}
		return screen.Stay(nil)
	}
	if answer, ours := m.warn.Take(msg); ours {
		if w, ok := answer.(warned); ok {
			m.warned = w.lines
		}
		return screen.Stay(nil)
	}
	switch msg := msg.(type) {
	case done:
		return m.after(msg)
	case screen.Changed:
		return screen.Stay(m.load())
	case tea.KeyMsg:
		switch {
		case m.ready != nil:
			return m.answer(msg)
		case m.typing:
			return m.pressSearch(msg)
		}
		return m.press(msg)
	}
	return screen.Stay(nil)
}

func (m *model) after(d done) screen.Step {
	if d.err != nil && d.back != "" { // still to be had
		m.undo = append(m.undo, d.back)
	}
	if d.err != nil {
		return screen.Stay(m.load()).Say(text.Error(domain.CodeOf(d.err)).String())
	}
	if d.thrown != "" {
		m.undo = append(m.undo, d.thrown)
	}
	m.goal = d.back + d.made // one of them
	return screen.Stay(m.load()).Say(d.said)
}

// chosen is the draft under the cursor.
func (m *model) chosen() (app.DraftSummary, bool) {
	row, _, ok := m.table.Selected()
	if !ok || row >= len(m.list) {
		return app.DraftSummary{}, false
	}
	return m.list[row], true
}

// Close ends the loads.
func (m *model) Close() {
	m.ask.Stop()
	m.peek.Stop()
	m.warn.Stop()
}

// Title names the screen.
func (m *model) Title() string { return labels.DraftsTitle }

// Typing tells whether characters go to the search line.
func (m *model) Typing() bool { return m.typing }

// Modal tells that Esc answers the question or leaves the search first.
func (m *model) Modal() bool { return m.typing || m.ready != nil || m.thrown }

// The screen's own keys.
var (
	fresh   = keys.New("n", labels.DraftNew, "n")
	twin    = keys.New("k", labels.DraftCopy, "k")
	discard = keys.New("Del", labels.DraftDiscard, "delete")
	thrown  = keys.New("v", labels.DraftThrown, "v")
)

func (m *model) Keys() []key.Binding {
	switch {
	case m.ready != nil:
		return []key.Binding{keys.As(keys.Enter, labels.KeySend), keys.As(keys.Back, labels.DraftNotYet)}
	case m.typing:
		return []key.Binding{keys.As(keys.Enter, labels.DraftOpen), keys.As(keys.Back, labels.InvoicesLeave)}
	case m.thrown:
		return []key.Binding{keys.As(keys.Enter, labels.DraftTakeBack), keys.As(keys.Back, labels.DraftBackToList)}
	}
	// In the order in which they give way where there is no room: what can be
	// done now before what cannot.
	var now, not []key.Binding
	add := func(b key.Binding, can bool, why string) {
		if can {
			now = append(now, b)
		} else {
			not = append(not, keys.Off(b, why))
		}
	}
	d, ok := m.chosen()
	if ok {
		now = append(now, keys.As(keys.Enter, labels.DraftOpen))
	}
	add(keys.As(keys.Send, labels.DraftSendReady), len(m.sendable()) > 0, labels.DraftNoneReady)
	add(keys.Undo, len(m.undo) > 0, labels.DraftNoUndo)
	if ok {
		add(discard, d.State != domain.DraftQueued, labels.DraftWaits)
	}
	now = append(now, fresh, keys.As(keys.Search, labels.InvoicesFind))
	if ok {
		now = append(now, twin)
	}
	return append(append(now, thrown), not...)
}
