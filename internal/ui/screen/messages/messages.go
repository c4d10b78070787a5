// Package messages lists what the region tells its clinics: of operation, faults and
// new rules (E8). A message that was chosen here is read, and no longer told as new.
package messages

import (
	"context"
	"strconv"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
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
	Messages() ([]app.Posted, error)
	ReadMessages(nos ...int64) error
}

type model struct {
	env  screen.Env
	port Port
	list *list.List[app.Posted]
	ask  screen.Ask
}

// footLines are the line that parts, and the beginning of the chosen message.
const footLines = 6

// New makes the screen.
func New(env screen.Env, port Port) screen.Screen {
	m := &model{env: env, port: port}
	m.list = list.New(env.Theme, list.Spec[app.Posted]{
		Title: labels.MessagesTitle, Columns: m.columns(), Key: func(p app.Posted) string { return strconv.FormatInt(p.No, 10) },
		Empty: labels.MessagesNone, NoMatch: labels.MessagesNoMatch, Count: labels.MessagesCount,
		Actions: m.doable, Moved: m.read, Foot: m.foot, FootLines: footLines, Details: m.whole,
	})
	return m
}

func (m *model) columns() []table.Column[app.Posted] {
	return []table.Column[app.Posted]{
		{
			Title: labels.MessagesSent, Value: table.Plain(func(p app.Posted) string { return m.local(p).Format("2006-01-02 15:04") }),
			Less: func(a, b app.Posted) bool { return a.Sent.Before(b.Sent) }, Min: 16, Max: 16,
		},
		{Title: labels.MessagesState, Value: m.state, Min: 15, Max: 20},
		{Title: labels.MessagesText, Value: table.Plain(func(p app.Posted) string { return text.Safe(p.Text) }), Min: 20},
	}
}

func (m *model) state(p app.Posted) table.Cell {
	t := m.env.Theme
	switch {
	case p.Over:
		return table.Cell{Text: labels.MessagesOver, Style: t.Faint}
	case p.Incident:
		return table.Cell{Text: theme.GlyphWarn + " " + labels.MessagesNow, Style: t.Warn}
	case !p.Read:
		return table.Cell{Text: labels.MessagesNew, Style: t.Strong}
	}
	return table.Cell{Text: labels.MessagesRead}
}

// foot is the chosen message, as far as there is room; opened, it stands at its row.
func (m *model) foot() (f page.Page) {
	p, ok := m.list.Chosen()
	if !ok || m.list.Opened() {
		return f
	}
	f.Space()
	f.Say(page.Plain, m.sent(p))
	f.Say(page.Plain, text.Safe(p.Text))
	return f
}

func (m *model) whole(p app.Posted) (w page.Page) {
	w.Say(page.Plain, m.sent(p))
	w.Say(page.Plain, text.Safe(p.Text))
	return w
}

func (m *model) sent(p app.Posted) string { return labels.MessageSent(m.local(p), p.Ends.String()) }

func (m *model) local(p app.Posted) time.Time { return p.Sent.In(m.env.Now().Location()) }

type loaded struct {
	list []app.Posted
	err  error
}

// noted ends the note that a message was read; where that failed it is told as new
// again, which does no harm.
type noted struct{ screen.Mark }

func (m *model) Init() tea.Cmd { return m.load() }

func (m *model) load() tea.Cmd {
	return m.ask.Do(func(context.Context) tea.Msg {
		list, err := m.port.Messages()
		return loaded{list, err}
	})
}

// read notes that the chosen message has been shown.
func (m *model) read() tea.Cmd {
	p, ok := m.list.Chosen()
	if !ok || p.Read {
		return nil
	}
	return func() tea.Msg {
		_ = m.port.ReadMessages(p.No)
		return noted{}
	}
}

func (m *model) Update(msg tea.Msg) screen.Step {
	if step, done := screen.Follow(&m.ask, msg, m.show, m.load, app.ChangedMirror|app.ChangedSession); done {
		return step
	}
	return m.list.Update(msg)
}

func (m *model) show(l loaded) screen.Step { return m.list.SetRows(l.list, domain.CodeOf(l.err)) }

func (m *model) doable() []screen.Action {
	if _, ok := m.list.Chosen(); !ok {
		return nil
	}
	word := labels.MessagesOpen
	if m.list.Opened() {
		word = labels.MessagesShut
	}
	return []screen.Action{{Key: keys.As(keys.Enter, word), Do: func() screen.Step {
		m.list.Toggle()
		return screen.Stay(nil)
	}}}
}

// Loading tells that it has not been read yet.
func (m *model) Loading() bool { return !m.list.Loaded() }

// Close ends the load.
func (m *model) Close() { m.ask.Stop() }

// Typing tells whether characters go to the search line.
func (m *model) Typing() bool { return m.list.Typing() }

// Modal tells that Esc leaves the search first.
func (m *model) Modal() bool { return m.list.Modal() }

// Resize tells the list its size.
func (m *model) Resize(z layout.Size) { m.list.Resize(z) }

// View draws the list.
func (m *model) View(z layout.Size) string { return m.list.View(z) }

// Actions are what can be done.
func (m *model) Actions() []screen.Action { return m.list.Actions() }

// Outline tells the list.
func (m *model) Outline() outline.Outline { return m.list.Outline() }
