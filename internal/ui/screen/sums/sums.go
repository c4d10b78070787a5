// Package sums shows what the clinic has billed over time, month by month, as bars
// and as numbers (D14). It adds up the local mirror.
package sums

import (
	"context"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/export"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/list"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/span"
	"example.org/tandtui/internal/ui/table"
)

// Port is what the screen needs of the app.
type Port interface {
	Sums(year int) (app.YearSums, error)
	AllSums(year int) (app.YearSums, error)
	Today() domain.Date
	span.Port
}

type model struct {
	env  screen.Env
	port Port
	span *span.Span[app.MonthSum]
	year int
	sums app.YearSums
	most domain.Ore // of a month, what the longest bar stands for
	list *list.List[app.MonthSum]
	ask  screen.Ask
}

// New makes the screen; it begins with this year.
func New(env screen.Env, port Port) screen.Screen {
	m := &model{env: env, port: port, year: port.Today().Year()}
	m.span = span.New(port, func(s app.MonthSum) string { return s.Clinic })
	m.list = list.New(env.Theme, list.Spec[app.MonthSum]{
		Title: labels.SumsTitle, Columns: m.columns(), Key: func(s app.MonthSum) string { return s.Month.String() + s.Clinic },
		Empty: labels.SumsNone, Actions: m.doable, Said: m.said, Foot: m.foot, FootLines: 2, File: list.File{Out: env.Out, Name: "summor"},
	})
	return m
}

// barWidth is the cells of the longest bar.
const barWidth = 12

func (m *model) columns() []table.Column[app.MonthSum] {
	amount := func(title string, of func(app.MonthSum) domain.Ore) table.Column[app.MonthSum] {
		return table.Column[app.MonthSum]{
			Title: title, Value: table.Plain(func(s app.MonthSum) string { return of(s).String() }),
			Export: func(s app.MonthSum) export.Cell { return export.Money(of(s)) },
			Less:   func(a, b app.MonthSum) bool { return of(a) < of(b) }, Min: 11, Max: 14, Right: true,
		}
	}
	return []table.Column[app.MonthSum]{
		{Title: labels.SumsMonth, Value: table.Plain(month), Min: 7, Max: 7},
		{Title: labels.SumsBar, Value: table.Plain(m.bar), Drawn: true, Min: barWidth, Max: barWidth, Priority: 1},
		amount(labels.SumsBilled, func(s app.MonthSum) domain.Ore { return s.Billed }),
		amount(labels.SumsPaid, func(s app.MonthSum) domain.Ore { return s.Paid }),
		amount(labels.SumsWaiting, func(s app.MonthSum) domain.Ore { return s.Waiting }),
		amount(labels.SumsCredited, func(s app.MonthSum) domain.Ore { return s.Credited }),
	}
}

// month is "2026-11".
func month(s app.MonthSum) string { return strings.TrimSuffix(s.Month.String(), "-01") }

// bar is what was paid, and after it what waits, each by a sign of its own. What is
// there at all has a cell.
func (m *model) bar(s app.MonthSum) string {
	paid := cells(s.Paid, m.most)
	waiting := min(cells(s.Waiting, m.most), barWidth-min(paid, barWidth-1))
	if s.Waiting <= 0 {
		waiting = 0
	}
	return strings.Repeat("█", min(paid, barWidth)) + strings.Repeat("░", waiting)
}

func cells(part, most domain.Ore) int {
	if part <= 0 || most <= 0 {
		return 0
	}
	return max(int((int64(part)*barWidth+int64(most)/2)/int64(most)), 1)
}

func (m *model) said() (p page.Page) {
	p.Say(page.Faint, labels.SumsHelp)
	return p
}

// foot is the sum of the months shown, in the words of the columns.
func (m *model) foot() (p page.Page) {
	t := app.YearSums{Months: m.list.Rows()}.Total()
	p.Total(labels.SumsYear(m.year), labels.SumsBilled+" "+t.Billed.String()+" · "+labels.SumsPaid+" "+t.Paid.String())
	p.Total("", labels.SumsWaiting+" "+t.Waiting.String()+" · "+labels.SumsCredited+" "+t.Credited.String())
	return p
}

type loaded struct {
	sums app.YearSums
	wide bool
	err  error
}

func (m *model) Init() tea.Cmd { return m.load() }

func (m *model) load() tea.Cmd {
	year, wide, read := m.year, m.span.Wide(), m.port.Sums
	if wide {
		read = m.port.AllSums
	}
	return m.ask.Do(func(context.Context) tea.Msg {
		sums, err := read(year)
		return loaded{sums, wide, err}
	})
}

func (m *model) Update(msg tea.Msg) screen.Step {
	if step, done := screen.Follow(&m.ask, msg, m.show, m.load, app.ChangedMirror|app.ChangedSession); done {
		return step
	}
	if step, ours := m.span.Take(msg); ours {
		return step
	}
	return m.list.Update(msg)
}

func (m *model) show(l loaded) screen.Step {
	m.sums, m.most = l.sums, 0
	for _, s := range l.sums.Months {
		m.most = max(m.most, s.Billed)
	}
	m.span.Shown(m.list, l.wide, m.columns())
	return m.list.SetRows(l.sums.Months, domain.CodeOf(l.err))
}

// The keys that choose the year.
var (
	nextKey = keys.New("→", labels.SumsNext, "right")
	prevKey = keys.New("←", labels.SumsPrev, "left")
)

func (m *model) doable() (actions []screen.Action) {
	for _, k := range []struct {
		key screen.Action
		to  int
	}{{screen.Action{Key: prevKey}, m.beside(-1)}, {screen.Action{Key: nextKey}, m.beside(1)}} {
		if k.to != 0 {
			k.key.Do = func() screen.Step { m.year = k.to; return screen.Stay(m.load()) }
			actions = append(actions, k.key)
		}
	}
	return append(actions, m.span.Actions(m.list)...)
}

// beside is the next year with invoices, before or after the one shown; this year
// counts as one. 0: there is none.
func (m *model) beside(by int) int {
	years := m.sums.Years
	if now := m.port.Today().Year(); !slices.Contains(years, now) {
		years = slices.Sorted(slices.Values(append(slices.Clone(years), now)))
	}
	if by < 0 {
		slices.Reverse(years)
	}
	for _, y := range years {
		if by > 0 && y > m.year || by < 0 && y < m.year {
			return y
		}
	}
	return 0
}

// Loading tells that it has not been read yet.
func (m *model) Loading() bool { return !m.list.Loaded() || m.sums.Year != m.year && m.ask.Waiting() }

// Close ends the load.
func (m *model) Close() { m.ask.Stop() }

// Title names the year.
func (m *model) Title() string { return labels.SumsYear(m.year) }

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
