// Package history shows what was done to an invoice: when, what, by whom and from
// where (D12). It asks the region; without network it shows what was last seen.
package history

import (
	"context"
	"strconv"
	"strings"

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
)

// Port is what the screen needs of the app.
type Port interface {
	Events(ctx context.Context, ourRef int64) (app.Events, error)
}

type model struct {
	env    screen.Env
	port   Port
	ourRef int64
	told   app.Events
	list   *list.List[row]
	ask    screen.Ask
}

// row is an event with its place: two may look the same.
type row struct {
	domain.Event
	no int
}

// footLines are the bills and the reason of the chosen event.
const footLines = 3

// New makes the screen for a Vår referens.
func New(env screen.Env, port Port, ourRef string) screen.Screen {
	n, _ := strconv.ParseInt(ourRef, 10, 64) // 0, which is no invoice: the region says so
	m := &model{env: env, port: port, ourRef: n}
	m.list = list.New(env.Theme, list.Spec[row]{
		Title: labels.HistoryTitle, Columns: m.columns(), Key: func(r row) string { return strconv.Itoa(r.no) },
		Empty: labels.HistoryNone, NoMatch: labels.HistoryNoMatch, Count: labels.HistoryCount,
		Find: func(r row) string { return r.Reason }, Actions: m.doable, Said: m.said, Foot: m.foot, FootLines: footLines, File: list.File{Out: env.Out, Name: "historik-" + ourRef},
	})
	return m
}

func (m *model) columns() []table.Column[row] {
	return []table.Column[row]{
		{
			Title: labels.HistoryWhen, Value: table.Plain(func(r row) string { return r.At.In(m.env.Now().Location()).Format("2006-01-02 15:04") }),
			Less: func(a, b row) bool { return a.At.Before(b.At) }, Min: 16, Max: 16,
		},
		{Title: labels.HistoryWhat, Value: table.Plain(func(r row) string { return text.Act(r.Act) }), Min: 17, Max: 24},
		{Title: labels.HistoryBills, Value: table.Plain(bills), Min: 9, Max: 16, Priority: 2},
		{Title: labels.HistoryBy, Value: table.Plain(func(r row) string { return name(r.By) }), Min: 12, Max: 24},
		{Title: labels.HistoryFrom, Value: table.Plain(from), Min: 12, Priority: 1},
	}
}

// bills are the räkningsnummer that it was about.
func bills(r row) string {
	if len(r.Bills) == 0 {
		return labels.HistoryWhole
	}
	numbers := make([]string, len(r.Bills))
	for i, no := range r.Bills {
		numbers[i] = strconv.FormatInt(no, 10)
	}
	return strings.Join(numbers, ", ")
}

func name(by domain.Actor) string {
	if by.Name != "" {
		return text.Safe(by.Name)
	}
	return text.Safe(by.ID)
}

// from is the way in and the computer.
func from(r row) string {
	parts := []string{text.Via(r.By.Via)}
	if r.By.From != "" {
		parts = append(parts, text.Safe(r.By.From))
	}
	return strings.Join(parts, ", ")
}

// said is that the history is an old one.
func (m *model) said() (p page.Page) {
	if m.told.Old && m.list.Loaded() && !m.told.At.IsZero() {
		p.Say(page.Warn, labels.HistoryOld(m.told.At.In(m.env.Now().Location())))
	}
	return p
}

// foot is what a narrow window has no room for.
func (m *model) foot() (p page.Page) {
	r, ok := m.list.Chosen()
	if !ok {
		return p
	}
	p.Say(page.Plain, labels.HistoryBills+": "+bills(r)+" · "+from(r))
	if r.Reason != "" {
		p.Say(page.Plain, labels.HistoryReason+": "+text.Safe(r.Reason))
	}
	return p
}

type loaded struct {
	told app.Events
	err  error
}

func (m *model) Init() tea.Cmd { return m.load() }

func (m *model) load() tea.Cmd {
	return m.ask.Do(func(ctx context.Context) tea.Msg {
		told, err := m.port.Events(ctx, m.ourRef)
		return loaded{told, err}
	})
}

func (m *model) Update(msg tea.Msg) screen.Step {
	if step, done := screen.Follow(&m.ask, msg, m.show, m.load, app.ChangedMirror|app.ChangedSession); done {
		return step
	}
	return m.list.Update(msg)
}

// show shows the newest first. A refusal to tell is shown in place of the rows.
func (m *model) show(l loaded) screen.Step {
	m.told = l.told
	rows := make([]row, len(l.told.List))
	for i, e := range l.told.List {
		rows[len(rows)-1-i] = row{e, i}
	}
	return m.list.SetRows(rows, domain.CodeOf(l.err))
}

func (m *model) doable() []screen.Action {
	return []screen.Action{{Key: keys.Refresh, Do: func() screen.Step { return screen.Stay(m.load()) }}}
}

// Loading tells that it has not been read yet.
func (m *model) Loading() bool { return !m.list.Loaded() }

// Close ends the load.
func (m *model) Close() { m.ask.Stop() }

// Title names the invoice.
func (m *model) Title() string {
	return labels.HistoryTitle + " · " + labels.HistoryInvoice(strconv.FormatInt(m.ourRef, 10))
}

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
