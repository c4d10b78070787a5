// Package home is the start page: what can be done, and what waits. Its entries
// are the program's places.
package home

import (
	"context"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/theme"
)

// Port is what the screen needs of the app.
type Port interface {
	Snapshot() app.Snapshot
	Region() app.RegionData
	Today() domain.Date
	Attention() (app.Attention, error)
}

type model struct {
	env    screen.Env
	port   Port
	places []screen.Place // those with something to say here
	at     int
	moved  bool          // the user has chosen where the cursor is
	waits  app.Attention // of invoices
	ask    screen.Ask
}

// New makes the screen of the places that stand on the start page.
func New(env screen.Env, port Port, places []screen.Place) screen.Screen {
	m := &model{env: env, port: port}
	for _, p := range places {
		if p.Start != nil {
			m.places = append(m.places, p)
		}
	}
	return m
}

func (m *model) Init() tea.Cmd {
	m.first()
	return m.load()
}

// first puts the cursor on the first place that this user may open, until she moves
// it herself: a role may change while the page stands there.
func (m *model) first() {
	if !m.moved {
		m.at = max(slices.IndexFunc(m.places, func(p screen.Place) bool { return m.why(p) == "" }), 0)
	}
}

// reads tells whether the user bills nothing here.
func (m *model) reads() bool { return screen.MayBill(m.port.Snapshot().Role) != "" }

// load counts what of the invoices waits for the clinic. What cannot be read is told
// by the list of invoices.
func (m *model) load() tea.Cmd {
	return m.ask.Do(func(context.Context) tea.Msg {
		n, err := m.port.Attention()
		if err != nil {
			return err
		}
		return n
	})
}

// Close ends the load.
func (m *model) Close() { m.ask.Stop() }

func (m *model) Update(msg tea.Msg) screen.Step {
	if answer, ours := m.ask.Take(msg); ours {
		if n, ok := answer.(app.Attention); ok {
			m.waits = n
		}
		return screen.Stay(nil)
	}
	if changed, ok := msg.(screen.Changed); ok && changed.Any(app.ChangedMirror|app.ChangedRegion|app.ChangedSession) {
		m.first()
		return screen.Stay(m.load())
	}
	switch {
	case keys.Is(msg, keys.Up):
		m.at, m.moved = max(m.at-1, 0), true
	case keys.Is(msg, keys.Down):
		m.at, m.moved = min(m.at+1, len(m.places)-1), true
	}
	step, _ := screen.Press(m.Actions(), msg)
	return step
}

// Actions choose a place and open it.
func (m *model) Actions() []screen.Action {
	p := m.places[m.at]
	return []screen.Action{
		{Key: keys.As(keys.UpDown, labels.KeyMove)},
		{
			Key: keys.As(keys.Enter, labels.HomeOpen), Can: func() string { return m.why(p) },
			Do: func() screen.Step { return screen.Push(screen.Route{Name: p.Name}) },
		},
	}
}

// why tells why a place cannot be opened by this user at this clinic.
func (m *model) why(p screen.Place) string { return p.Why(m.port.Snapshot().Role) }

// help is what is said of a place.
func (m *model) help(p screen.Place) string {
	if why := m.why(p); why != "" {
		return why
	}
	return p.Start()
}

// soonOffline is at how many days left one is told that the region must answer.
const soonOffline = 5

// mostMessages is how many of the region's messages stand here; the others are
// counted.
const mostMessages = 2

// news is the greeting, where there is room for it, and what the user should know
// before anything else.
func (m *model) news(greet bool) (p page.Page) {
	s := m.port.Snapshot()
	if greet {
		p.Say(page.Plain, labels.HomeGreeting(s.User.Name, s.Clinic.Name, m.reads()))
	}
	if r := s.Rescue; r != nil && !r.Known.IsZero() {
		p.Say(page.Error, labels.HomeOlder(r.Known.In(m.env.Now().Location())))
	} else if r != nil {
		copied := r.Copy
		if !copied.IsZero() {
			copied = copied.In(m.env.Now().Location())
		}
		p.Say(page.Error, labels.HomeRescued(r.File, copied, r.Drafts, r.Commands))
	}
	for _, m := range s.News[:min(len(s.News), mostMessages)] {
		level := page.Strong
		if m.Incident {
			level = page.Warn
		}
		p.Say(level, labels.HomeMessage(m.Text, m.Incident))
	}
	if more := len(s.News) - mostMessages; more > 0 {
		p.Say(page.Plain, labels.HomeMessagesMore(more))
	}
	if s.Damaged > 0 {
		p.Say(page.Error, labels.HomeDamaged(s.Damaged))
	}
	if s.Sync.Phase == app.SyncOffline && s.OfflineLeft >= 0 && s.OfflineLeft <= soonOffline {
		p.Say(page.Warn, labels.HomeOffline(s.OfflineLeft))
	}
	if s.Elsewhere > 0 {
		p.Say(page.Warn, labels.HomeElsewhere(s.Elsewhere))
	}
	if s.Left > 0 {
		p.Say(page.Warn, labels.HomeLeft(s.Left))
	}
	for _, words := range labels.HomeWaits(m.waits.Late, m.waits.PayBack, m.waits.Voided) {
		p.Say(page.Warn, words)
	}
	profile := m.port.Region().Profile
	if year, missing := rules.MissingAmounts(&profile, m.port.Today()); len(missing) > 0 {
		p.Say(page.Warn, labels.HomeAmountsMissing(year, missing))
	}
	return p
}

// demo names patients and files to try, to those who may bill.
func (m *model) demo() (p page.Page) {
	if m.reads() {
		return p
	}
	m.env.Demo.Say(&p)
	m.env.Demo.SayFiles(&p)
	return p
}

// urgent is the beginning of what must be known, where there is little room beside
// what can be done: a line at least, and a mark where more is left out.
func (m *model) urgent(z layout.Size) []string {
	p := m.news(false)
	look := page.Look{Theme: m.env.Theme, Width: z.W - 1, Margin: 1}
	room := max(z.H-len(m.places), 1)
	if p.Empty() {
		return nil
	}
	if lines := p.Lines(look); len(lines) <= room {
		return lines
	}
	look.Width -= 2
	lines := p.Lines(look)[:room]
	lines[room-1] += " …"
	return lines
}

// nameWidth is the column of the entries' names.
const nameWidth = 24

func (m *model) View(z layout.Size) string {
	height := z.H
	t := m.env.Theme
	var b strings.Builder
	p := m.news(true)
	news := p.Lines(page.Look{Theme: t, Width: z.W - 1, Margin: 1})
	if len(news)+len(m.places) <= z.H {
		b.WriteString("\n" + strings.Join(news, "\n") + "\n\n")
	} else {
		urgent := m.urgent(z)
		z.H -= len(urgent)
		for _, line := range urgent {
			b.WriteString(line + "\n")
		}
	}
	top := max(min(m.at+1, len(m.places))-z.H, 0)
	for i, p := range m.places[top:] {
		name := layout.Pad(p.Key, 1) + "  " + layout.Pad(p.Title, nameWidth)
		mark, style := "  ", theme.SGR("")
		if top+i == m.at {
			mark, style = theme.GlyphCursor+" ", t.Select
		}
		b.WriteString(" " + style.Text(mark+name) + t.Faint.Text(layout.Cut(m.help(p), z.W-nameWidth-8)) + "\n")
	}
	intro := m.demo()
	if lines := intro.Lines(page.Look{Theme: t, Width: z.W - 1, Margin: 3}); len(lines) > 0 {
		b.WriteString("\n" + strings.Join(lines, "\n") + "\n")
	}
	return layout.Squeeze(b.String(), height)
}

// Outline tells the news and the places.
func (m *model) Outline() outline.Outline {
	news := m.news(true)
	intro := m.demo()
	o := append(news.Outline(), outline.Table{
		Columns: []string{"", "", ""}, Len: len(m.places), Selected: m.at,
		Row: func(i int) []string { return []string{m.places[i].Key, m.places[i].Title, m.help(m.places[i])} },
	})
	return append(o, intro.Outline()...)
}
