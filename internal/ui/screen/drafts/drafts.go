// Package drafts lists the drafts and what lies in the outbox, refused ones
// first, then those whose deadline comes first (B18, B21). A discarded draft
// can be taken back.
package drafts

import (
	"context"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/table"
	"example.org/tandtui/internal/ui/theme"
)

// Port is what the screen needs of the app.
type Port interface {
	Drafts() ([]app.DraftSummary, error)
	Discard(id string) error
	Restore(id string) error
	CopyDraft(id string) (domain.Draft, error)
	Region() app.RegionData
	Today() domain.Date
}

type model struct {
	env    screen.Env
	port   Port
	list   []app.DraftSummary
	loaded bool
	code   string
	table  *table.Table
	thrown []string // discarded here, the last one last
	ask    screen.Ask
}

// New makes the screen.
func New(env screen.Env, port Port) screen.Screen {
	return &model{env: env, port: port, table: table.New(
		env.Theme,
		table.Column{Title: text.DraftColPerson, Min: 13, Max: 15},
		table.Column{Title: text.DraftColFor, Min: 5, Max: 5, Priority: 1},
		table.Column{Title: text.DraftColDate, Min: 10, Max: 10, Priority: 2},
		table.Column{Title: text.DraftColSum, Min: 11, Max: 13, Right: true},
		table.Column{Title: text.DraftColState, Min: 13, Max: 15},
		table.Column{Title: text.DraftColDays, Min: 11, Max: 13},
		table.Column{Title: text.DraftColRef, Min: 14, Priority: 3},
	)}
}

type (
	loaded struct {
		list []app.DraftSummary
		err  error
	}
	done struct {
		screen.Mark
		said   string
		thrown string // the id of a draft now discarded
		back   string // the id of a draft to be taken back
		err    error
	}
)

func (m *model) Init() tea.Cmd { return m.load() }

func (m *model) load() tea.Cmd {
	return m.ask.Do(func(context.Context) tea.Msg {
		list, err := m.port.Drafts()
		return loaded{list, err}
	})
}

func (m *model) Update(msg tea.Msg) screen.Step {
	if answer, ours := m.ask.Take(msg); ours {
		if l, ok := answer.(loaded); ok {
			m.list, m.code, m.loaded = l.list, domain.CodeOf(l.err), true
			m.table.SetSource(rows{m.list, m.port.Region().Profile, m.port.Today(), m.env.Theme})
		}
		return screen.Stay(nil)
	}
	switch msg := msg.(type) {
	case done:
		if msg.err != nil && msg.back != "" { // still to be had
			m.thrown = append(m.thrown, msg.back)
		}
		if msg.err != nil {
			return screen.Stay(m.load()).Say(text.Error(domain.CodeOf(msg.err)).String())
		}
		if msg.thrown != "" {
			m.thrown = append(m.thrown, msg.thrown)
		}
		return screen.Stay(m.load()).Say(msg.said)
	case screen.Changed:
		return screen.Stay(m.load())
	case tea.KeyMsg:
		return m.press(msg)
	}
	return screen.Stay(nil)
}

func (m *model) press(k tea.KeyMsg) screen.Step {
	if m.table.Press(k) {
		return screen.Stay(nil)
	}
	if keys.Is(k, fresh) {
		return screen.Push(screen.Route{Name: screen.Bill})
	}
	if keys.Is(k, keys.Undo) {
		return m.takeBack()
	}
	row, id, ok := m.table.Selected()
	if !ok {
		return screen.Stay(nil)
	}
	queued := m.list[row].State == domain.DraftQueued
	switch {
	case keys.Is(k, keys.Enter) && queued:
		return screen.Push(screen.Route{Name: screen.Receipt, Arg: id})
	case keys.Is(k, keys.Enter):
		return screen.Push(screen.Route{Name: screen.Bill, Arg: id})
	case keys.Is(k, twin):
		return screen.Stay(func() tea.Msg {
			_, err := m.port.CopyDraft(id)
			return done{said: text.DraftCopied, err: err}
		})
	case keys.Is(k, discard) && queued:
		return screen.Stay(nil).Say(text.DraftIsQueued)
	case keys.Is(k, discard):
		return screen.Stay(func() tea.Msg {
			return done{said: text.DraftDiscarded, thrown: id, err: m.port.Discard(id)}
		})
	}
	return screen.Stay(nil)
}

func (m *model) takeBack() screen.Step {
	if len(m.thrown) == 0 {
		return screen.Stay(nil).Say(text.BillNothingUndo)
	}
	id := m.thrown[len(m.thrown)-1]
	m.thrown = m.thrown[:len(m.thrown)-1]
	return screen.Stay(func() tea.Msg { return done{said: text.DraftRestored, back: id, err: m.port.Restore(id)} })
}

// Close ends the load.
func (m *model) Close() { m.ask.Stop() }

// Title names the screen.
func (m *model) Title() string { return text.DraftsTitle }

// The screen's own keys.
var (
	fresh   = keys.New("n", text.DraftNew, "n")
	twin    = keys.New("k", text.DraftCopy, "k")
	discard = keys.New("Del", text.DraftDiscard, "delete")
)

func (m *model) Keys() []key.Binding {
	list := []key.Binding{fresh, keys.Undo}
	if len(m.thrown) == 0 {
		list[1] = keys.Off(keys.Undo, text.DraftNoUndo)
	}
	row, _, ok := m.table.Selected()
	if !ok || row >= len(m.list) {
		return list
	}
	del := discard
	if m.list[row].State == domain.DraftQueued {
		del = keys.Off(discard, text.DraftWaits)
	}
	return append([]key.Binding{keys.As(keys.Enter, text.DraftOpen), twin, del}, list...)
}

func (m *model) View(z layout.Size) string {
	switch {
	case m.code != "":
		lines := layout.Wrap(theme.GlyphError+" "+text.Error(m.code).String(), z.W-2)
		for i, line := range lines {
			lines[i] = " " + m.env.Theme.Error.Text(line)
		}
		return "\n" + strings.Join(lines, "\n")
	case !m.loaded:
		return ""
	case len(m.list) == 0:
		return "\n   " + strings.Join(layout.Wrap(text.DraftsNone, z.W-4), "\n   ")
	}
	return "\n" + layout.Fit(m.table.View(layout.Size{W: z.W, H: z.H - 1}), layout.Size{W: z.W, H: z.H - 1})
}

// rows is the list as the table reads it.
type rows struct {
	list    []app.DraftSummary
	profile domain.Profile
	today   domain.Date
	theme   *theme.Theme
}

func (r rows) Len() int           { return len(r.list) }
func (r rows) Key(row int) string { return r.list[row].ID }

func (r rows) Cell(row, col int) table.Cell {
	d := r.list[row]
	switch col {
	case 0:
		person := text.Safe(d.Person)
		if d.Bills > 1 {
			person = text.Bills(d.Bills)
		}
		return table.Cell{Text: person}
	case 1:
		return table.Cell{Text: text.Safe(string(d.Support))}
	case 2:
		return table.Cell{Text: d.FirstDate.String()}
	case 3:
		return table.Cell{Text: d.Sum.String()}
	case 4:
		return r.state(d)
	case 5:
		return r.days(d)
	}
	return table.Cell{Text: text.Safe(d.InvoiceNo)}
}

func (r rows) state(d app.DraftSummary) table.Cell {
	switch {
	case d.State == domain.DraftRefused:
		return table.Cell{Text: theme.GlyphError + " " + text.DraftIsRefused, Style: r.theme.Error}
	case d.State == domain.DraftQueued:
		return table.Cell{Text: "… " + text.DraftWaits}
	case d.FirstDate.IsZero():
		return table.Cell{Text: "… " + text.DraftBegun}
	case d.Errors > 0:
		return table.Cell{Text: theme.GlyphError + " " + text.DraftFaults(d.Errors), Style: r.theme.Error}
	}
	return table.Cell{Text: theme.GlyphOK + " " + text.DraftReady, Style: r.theme.OK}
}

// days is how long is left to send the earliest treatment (B21).
func (r rows) days(d app.DraftSummary) table.Cell {
	last := rules.DeadlineOf(d.FirstDate, &r.profile)
	if last.IsZero() {
		return table.Cell{Text: "–"}
	}
	left := r.today.DaysUntil(last)
	style := theme.SGR("")
	switch {
	case left < 7:
		style = r.theme.Error
	case left < 30:
		style = r.theme.Warn
	}
	return table.Cell{Text: text.DraftDays(left), Style: style}
}
