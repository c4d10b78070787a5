// Package outbox lists what is on its way to the region with how it is getting
// on, and what the region has answered (B16). Sending goes by itself; here it is
// seen, tried at once, or taken back while nothing has left the computer.
package outbox

import (
	"context"
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
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/span"
)

// Port is what the screen needs of the app.
type Port interface {
	Sendings() ([]app.Sending, error)
	AllSendings() ([]app.Sending, error)
	Draft(id string) (domain.Draft, error)
	Unsend(id string) error
	Seen(ids ...string) error
	Refresh()
	span.Port
}

type model struct {
	env    screen.Env
	port   Port
	list   *list.List[app.Sending]
	span   *span.Span[app.Sending]
	all    []app.Sending
	answer domain.Draft // of the chosen one, with the region's answer
	ask    screen.Ask
	peek   screen.Ask
}

// New makes the screen.
func New(env screen.Env, port Port) screen.Screen {
	m := &model{env: env, port: port}
	m.span = span.New(port, func(s app.Sending) string { return s.Draft.Clinic })
	m.list = list.New(env.Theme, list.Spec[app.Sending]{
		Title: labels.OutboxTitle, Columns: m.columns(), Key: func(s app.Sending) string { return s.ID },
		Empty: labels.OutboxNone, NoMatch: labels.OutboxNoMatch, Count: m.count,
		Find:    func(s app.Sending) string { return s.Draft.Person + "\n" + s.Draft.Find },
		Actions: m.doable, Moved: m.lookAt, Foot: m.foot, FootLines: footLines,
	})
	return m
}

type (
	loaded struct {
		list []app.Sending
		wide bool
		err  error
	}
	looked struct {
		draft domain.Draft
		err   error
	}
	taken struct {
		screen.Mark
		what app.Sending
		err  error
	}
)

func (m *model) Init() tea.Cmd { return m.load() }

func (m *model) load() tea.Cmd {
	read, wide := m.port.Sendings, m.span.Wide()
	if wide {
		read = m.port.AllSendings
	}
	return m.ask.Do(func(context.Context) tea.Msg {
		list, err := read()
		return loaded{list, wide, err}
	})
}

// lookAt reads the region's answer to the chosen one; a no that nobody had looked
// at is seen by that.
func (m *model) lookAt() tea.Cmd {
	s, ok := m.list.Chosen()
	if !ok || s.Draft.State == domain.DraftQueued || s.Damaged || m.span.Elsewhere(s) {
		return nil
	}
	return m.peek.Do(func(context.Context) tea.Msg {
		var l looked
		if s.Kind == domain.CommandSubmit {
			l.draft, l.err = m.port.Draft(s.ID)
		}
		if l.err == nil && s.Unseen && s.Kind != domain.CommandUpload { // whose errors are in its own list
			l.err = m.port.Seen(s.ID)
		}
		return l
	})
}

func (m *model) Update(msg tea.Msg) screen.Step {
	if answer, ours := m.ask.Take(msg); ours {
		if l, ok := answer.(loaded); ok {
			m.all = l.list
			m.span.Shown(m.list, l.wide, m.columns())
			return m.list.SetRows(l.list, domain.CodeOf(l.err))
		}
		return screen.Stay(nil)
	}
	if answer, ours := m.peek.Take(msg); ours {
		if l, ok := answer.(looked); ok && l.err == nil { // gone meanwhile: the list tells
			m.answer = l.draft
		}
		return screen.Stay(nil)
	}
	if step, ours := m.span.Take(msg); ours {
		return step
	}
	switch msg := msg.(type) {
	case screen.Changed:
		return screen.Stay(m.load())
	case taken:
		if msg.err != nil {
			return screen.Stay(m.load()).Say(text.Error(domain.CodeOf(msg.err)).String())
		}
		if msg.what.Damaged && !keepsDraft(msg.what) {
			return screen.Stay(m.load()).Say(labels.OutboxDropped)
		}
		if isCommand(msg.what) {
			return screen.Stay(m.load()).Say(labels.OutboxCommandTaken)
		}
		return screen.Push(screen.Route{Name: screen.Bill, Arg: msg.what.ID}).Say(labels.OutboxTaken)
	}
	return m.list.Update(msg)
}

// Loading tells that it has not been read yet.
func (m *model) Loading() bool { return !m.list.Loaded() }

// Close ends the loads.
func (m *model) Close() {
	m.ask.Stop()
	m.peek.Stop()
}

// Title names the screen.
func (m *model) Title() string { return labels.OutboxTitle }

func (m *model) View(z layout.Size) string { return m.list.View(z) }

// Resize tells the list its size.
func (m *model) Resize(z layout.Size) { m.list.Resize(z) }

// Typing tells whether characters go to the search line.
func (m *model) Typing() bool { return m.list.Typing() }

// Modal tells that Esc leaves the search first.
func (m *model) Modal() bool { return m.list.Modal() }

// Actions are what can be done.
func (m *model) Actions() []screen.Action { return m.list.Actions() }

// Outline tells the list.
func (m *model) Outline() outline.Outline { return m.list.Outline() }

// unsend makes a submission a draft again.
var (
	unsend = keys.New("t", labels.OutboxUnsend, "t")
	yes    = keys.New("j", labels.OutboxDropYes, "j")
)

func (m *model) doable() []screen.Action {
	tryNow := screen.Action{Key: keys.As(keys.Refresh, labels.OutboxTryNow), Do: m.tryNow}
	s, ok := m.list.Chosen()
	if !ok {
		return append([]screen.Action{tryNow}, m.span.Actions(m.list)...)
	}
	word, to := labels.OutboxShow, screen.Route{Name: screen.Receipt, Arg: s.ID}
	switch {
	case s.Kind == domain.CommandUpload:
		to = screen.Route{Name: screen.Upload, Arg: s.ID}
	case s.Kind.OfClinic() && s.Draft.State == domain.DraftRefused && !removes(s):
		word, to = labels.OutboxMend, screen.Route{Name: screen.ClinicForm, Arg: "refused/" + s.ID}
	case s.Kind.OfClinic():
		to = screen.Route{Name: screen.Clinic}
	case s.Target != 0:
		to = screen.Route{Name: screen.Invoice, Arg: strconv.FormatInt(s.Target, 10)}
	case s.Draft.State == domain.DraftRefused:
		word, to = labels.OutboxMend, screen.Route{Name: screen.Bill, Arg: s.ID}
	}
	if m.span.Elsewhere(s) { // nothing is done at another clinic from here
		return append([]screen.Action{m.span.There(s, to), tryNow}, m.span.Actions(m.list)...)
	}
	return append([]screen.Action{
		{Key: keys.As(keys.Enter, word), Do: func() screen.Step { return screen.Push(to) }},
		tryNow,
		m.unsending(s),
	}, m.span.Actions(m.list)...)
}

// unsending takes a command out of the outbox. It asks first if the command is
// damaged, since the region may have it.
func (m *model) unsending(s app.Sending) screen.Action {
	take := func() screen.Step {
		return screen.Stay(func() tea.Msg { return taken{what: s, err: m.port.Unsend(s.ID)} })
	}
	if s.Damaged {
		return screen.Action{Key: keys.As(unsend, labels.OutboxDrop), Do: func() screen.Step {
			m.list.Ask(list.Question{
				Text: func() page.Page { return dropping(s) },
				Yes:  screen.Action{Key: yes, Do: take}, No: labels.OutboxDropNo,
			})
			return screen.Stay(nil)
		}}
	}
	return screen.Action{Key: unsend, Can: func() string { return canUnsend(s) }, Do: take}
}

// keepsDraft tells that what is sent is a draft's, which is there.
func keepsDraft(s app.Sending) bool {
	return s.Draft.Clinic != "" && s.Draft.State == domain.DraftQueued
}

// dropping says what becomes of a damaged command.
func dropping(s app.Sending) (p page.Page) {
	p.Say(page.Warn, labels.OutboxDropAsk)
	means := labels.OutboxDropCommandMeans
	if keepsDraft(s) {
		means = labels.OutboxDropDraftMeans
	}
	p.SayIn(page.Plain, means, 2)
	p.SayIn(page.Plain, labels.OutboxDropKeys, 2)
	return p
}

func (m *model) tryNow() screen.Step {
	m.port.Refresh()
	if !slices.ContainsFunc(m.all, func(s app.Sending) bool { return s.Draft.State == domain.DraftQueued }) {
		return screen.Stay(nil).Say(labels.OutboxNothing)
	}
	return screen.Stay(nil).Say(labels.OutboxTrying)
}

// canUnsend tells why a sending cannot become a draft again: it is answered, or
// the region may have it.
func canUnsend(s app.Sending) string {
	switch {
	case s.Draft.State != domain.DraftQueued:
		return labels.OutboxAnswered
	case s.Sent:
		return labels.OutboxMaySent
	}
	return ""
}
