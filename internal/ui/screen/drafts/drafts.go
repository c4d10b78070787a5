// Package drafts lists the drafts and what lies in the outbox, refused ones
// first, then those whose deadline comes first (B18, B21), searched while
// typing, and what was thrown away. What is wrong with the chosen one stands
// below the list, and its bills beside it in a wide window.
package drafts

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/list"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/span"
)

// Port is what the screen needs of the app.
type Port interface {
	Reader
	Changer
	span.Port
	Region() app.RegionData
	Today() domain.Date
}

// Reader reads drafts.
type Reader interface {
	Drafts() ([]app.DraftSummary, error)
	AllDrafts() ([]app.DraftSummary, error)
	Discarded() ([]app.DraftSummary, error)
	Look(id string) (app.DraftLook, error)
}

// Changer does something to one draft.
type Changer interface {
	Discard(id string) error
	Restore(id string) error
	CopyDraft(id string) (domain.Draft, error)
	Send(id string) error
}

type model struct {
	env    screen.Env
	port   Port
	list   *list.List[app.DraftSummary]
	span   *span.Span[app.DraftSummary]
	thrown bool // the list is of the discarded ones
	undo   []string
	goal   string        // the draft to stand on when the list has come: the one brought back
	look   app.DraftLook // the chosen draft, where it was read
	ask    screen.Ask
	peek   screen.Ask
	warn   screen.Ask
	answer screen.Ask
	sent   []string // drafts sent from here that the region has not answered
	refs   []int64  // Vår referens of those that it has received meanwhile
	doing  bool     // something is being done to a draft
	stale  bool     // and the rows are not read since
	warned *warned  // what those to be sent are warned of; nil: being read
}

// New makes the screen.
func New(env screen.Env, port Port) screen.Screen {
	m := &model{env: env, port: port}
	m.span = span.New(port, func(d app.DraftSummary) string { return d.Clinic })
	m.list = list.New(env.Theme, list.Spec[app.DraftSummary]{
		Title: labels.DraftsTitle, Columns: m.columns(), Key: func(d app.DraftSummary) string { return d.ID },
		Empty: labels.DraftsNone, NoMatch: labels.DraftsNoMatch,
		Find: func(d app.DraftSummary) string { return d.Person + "\n" + d.Find }, Count: m.count,
		Actions: m.doable, Moved: m.lookAt,
		Foot: m.foot, FootLines: footLines, Side: m.side,
	})
	return m
}

type (
	loaded struct {
		list []app.DraftSummary
		wide bool
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
		back   string // the id of a draft to be restored
		made   string // the id of a new draft
		sent   []string
		err    error
	}
)

func (m *model) Init() tea.Cmd { return m.load() }

func (m *model) load() tea.Cmd {
	read, wide := m.port.Drafts, m.span.Wide() && !m.thrown
	switch {
	case m.thrown:
		read = m.port.Discarded
	case wide:
		read = m.port.AllDrafts
	}
	return m.ask.Do(func(context.Context) tea.Msg {
		list, err := read()
		return loaded{list, wide, err}
	})
}

// lookAt reads the chosen draft, for what is said about it.
func (m *model) lookAt() tea.Cmd {
	d, ok := m.list.Chosen()
	if !ok || m.span.Elsewhere(d) {
		return nil
	}
	return m.peek.Do(func(context.Context) tea.Msg {
		look, err := m.port.Look(d.ID)
		return looked{look, err}
	})
}

func (m *model) Update(msg tea.Msg) screen.Step {
	if step, done := screen.Follow(&m.ask, msg, m.show, m.reload, app.ChangedDrafts|app.ChangedOutbox|app.ChangedRegion|app.ChangedSession); done {
		return step
	}
	if answer, ours := m.peek.Take(msg); ours {
		if l, ok := answer.(looked); ok && l.err == nil { // gone meanwhile: the list tells
			m.look = l.look
		}
		return screen.Stay(nil)
	}
	if answer, ours := m.warn.Take(msg); ours {
		if w, ok := answer.(warned); ok {
			m.warned = &w
		}
		return screen.Stay(nil)
	}
	if answer, ours := m.answer.Take(msg); ours {
		if a, ok := answer.(answered); ok {
			return m.tellReceived(a)
		}
		return screen.Stay(nil)
	}
	if step, ours := m.span.Take(msg); ours {
		return step
	}
	if d, ok := msg.(done); ok {
		return m.after(d)
	}
	return m.list.Update(msg)
}

func (m *model) reload() tea.Cmd { return tea.Batch(m.load(), m.readAnswers()) }

func (m *model) show(l loaded) screen.Step {
	m.span.Shown(m.list, l.wide, m.columns())
	step := m.list.SetRows(l.list, domain.CodeOf(l.err))
	m.stale = m.doing
	if m.goal == "" {
		return step
	}
	m.list.Select(m.goal) // the one brought back, not the one that had its place
	m.goal = ""
	return screen.Stay(m.lookAt())
}

func (m *model) after(d done) screen.Step {
	m.doing, m.stale = false, true
	m.sent = append(m.sent, d.sent...)
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

// Loading tells that it has not been read yet, or not since something was done:
// the next key is meant for what will stand there then.
func (m *model) Loading() bool { return !m.list.Loaded() || m.doing || m.stale }

// do does something to a draft.
func (m *model) do(work func() done) screen.Step {
	m.doing = true
	return screen.Stay(func() tea.Msg { return work() })
}

// Close ends the loads.
func (m *model) Close() {
	m.ask.Stop()
	m.peek.Stop()
	m.warn.Stop()
	m.answer.Stop()
}

// Title names the screen.
func (m *model) Title() string {
	if m.thrown {
		return labels.DraftsThrown
	}
	return labels.DraftsTitle
}

func (m *model) View(z layout.Size) string { return m.list.View(z) }

// Resize tells the list its size.
func (m *model) Resize(z layout.Size) { m.list.Resize(z) }

// Typing tells whether characters go to the search line.
func (m *model) Typing() bool { return m.list.Typing() }

// Modal tells that Esc answers the question, leaves the search or the discarded
// ones first.
func (m *model) Modal() bool { return m.list.Modal() || m.thrown }

// Asking tells whether it is asked what to send.
func (m *model) Asking() bool { return m.list.Asking() }

// Actions are what can be done.
func (m *model) Actions() []screen.Action { return m.list.Actions() }

// Outline tells the list.
func (m *model) Outline() outline.Outline { return m.list.Outline() }
