// Package invoices is Era fakturor: the clinic's invoices under the portal's
// four submenus, searched while typing (D1–D3, D8). It reads the local mirror,
// so it works offline and never waits.
package invoices

import (
	"context"
	"strconv"

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
	Invoices(q app.InvoiceQuery) (app.InvoicePage, error)
	DefaultPeriod() domain.Period
	Today() domain.Date
	Refresh()
}

// Fields of the search line.
var (
	searchField = form.Of("search")
	periodField = form.Of("period")
)

type model struct {
	env    screen.Env
	port   Port
	query  app.InvoiceQuery
	page   app.InvoicePage
	code   string // why the list could not be read
	table  *table.Table
	search *form.Form // what is typed in the search line
	typing bool       // the search line has the focus
	bad    bool       // the period typed cannot be read
	fresh  bool       // another submenu was chosen and is not shown yet
	loaded bool       // a list was read
	ask    screen.Ask
}

// New makes the screen.
func New(env screen.Env, port Port) screen.Screen {
	m := &model{env: env, port: port, query: app.InvoiceQuery{Period: port.DefaultPeriod()}}
	m.table = table.New(
		env.Theme,
		table.Column{Title: labels.ColInvoiceNo, Min: 13, Max: 24},
		table.Column{Title: labels.ColReceived, Min: 10, Max: 10, Priority: 1},
		table.Column{Title: labels.ColAmount, Min: 10, Max: 13, Right: true},
		table.Column{Title: labels.ColStatus, Min: 19, Max: 34},
		table.Column{Title: labels.ColOurRef, Min: 8, Max: 10, Right: true},
		table.Column{Title: labels.ColBills, Min: 28, Priority: 2},
	)
	m.search = form.New(
		env.Theme,
		form.Spec{Key: searchField, Label: labels.InvoicesSearch, Limit: 60},
		form.Spec{Key: periodField, Label: labels.InvoicesPeriod, Limit: 30},
	)
	m.search.SetValue(periodField, periodText(m.query.Period))
	return m
}

type loaded struct {
	page app.InvoicePage
	err  error
}

func (m *model) Init() tea.Cmd { return m.load() }

func (m *model) load() tea.Cmd {
	q := m.query
	return m.ask.Do(func(context.Context) tea.Msg {
		p, err := m.port.Invoices(q)
		return loaded{p, err}
	})
}

func (m *model) Update(msg tea.Msg) screen.Step {
	if answer, ours := m.ask.Take(msg); ours {
		if l, ok := answer.(loaded); ok {
			m.page, m.code, m.loaded = l.page, domain.CodeOf(l.err), true
			m.table.SetSource(rows{m.page.Rows, m.env})
			if m.fresh && m.table.Len() > 0 { // another list begins at its top
				m.fresh = !m.table.Select(rows{m.page.Rows, m.env}.Key(0))
			}
		}
		return screen.Stay(nil)
	}
	switch msg := msg.(type) {
	case screen.Changed:
		return screen.Stay(m.load())
	case tea.KeyMsg:
		if m.typing {
			return m.pressSearch(msg)
		}
		return m.press(msg)
	}
	return screen.Stay(nil)
}

func (m *model) press(k tea.KeyMsg) screen.Step {
	switch {
	case m.table.Press(k):
	case keys.Is(k, keys.Search):
		m.focus(searchField)
	case keys.Is(k, period):
		m.focus(periodField)
	case keys.Is(k, tabs):
		by := 1
		if k.Type == tea.KeyLeft || k.Type == tea.KeyShiftTab {
			by = 3
		}
		m.query.Tab = (m.query.Tab + app.InvoiceTab(by)) % 4
		m.fresh = true
		return screen.Stay(m.load())
	case keys.Is(k, keys.Refresh):
		m.port.Refresh()
	case keys.Is(k, keys.Enter):
		if _, ref, ok := m.table.Selected(); ok {
			return screen.Push(screen.Route{Name: screen.Invoice, Arg: ref})
		}
	}
	return screen.Stay(nil)
}

func (m *model) focus(field form.Key) {
	m.typing = true
	m.search.SetFocus(field, -1)
}

// pressSearch types in the search line. The list follows every key of the
// search, but a period only when it is typed to its end: "2026" on its way to a
// date is also a number of days.
func (m *model) pressSearch(k tea.KeyMsg) screen.Step {
	if keys.Is(k, keys.Back) || keys.Is(k, keys.Enter) || keys.Is(k, keys.Down) {
		m.typing = !m.takePeriod() && !keys.Is(k, keys.Back)
		if !m.typing {
			m.bad = false
			m.search.SetValue(periodField, periodText(m.query.Period))
		}
		return screen.Stay(m.load())
	}
	e := m.search.Update(k)
	switch {
	case e.Changed && e.From == periodField:
		m.bad = false
	case e.Changed:
		m.query.Text = m.search.Value(searchField)
		return screen.Stay(m.load())
	case e.From == periodField && (e.Moved || e.Done) && m.takePeriod():
		m.search.SetFocus(searchField, -1)
		return screen.Stay(m.load())
	}
	return screen.Stay(nil)
}

// takePeriod asks for the period typed; one that cannot be read gets the focus.
func (m *model) takePeriod() bool {
	p, ok := readPeriod(m.search.Value(periodField), m.port.Today())
	m.bad = !ok
	if !ok {
		m.search.SetFocus(periodField, -1)
		return false
	}
	m.query.Period = p
	return true
}

// Close ends the load.
func (m *model) Close() { m.ask.Stop() }

// Title names the screen.
func (m *model) Title() string { return labels.InvoicesTitle }

// Typing tells whether characters go to the search line.
func (m *model) Typing() bool { return m.typing }

// Modal tells that Esc leaves the search line first.
func (m *model) Modal() bool { return m.typing }

// The screen's own keys.
var (
	tabs   = keys.New("←→", labels.InvoicesTabs, "left", "right", "tab", "shift+tab")
	period = keys.New("p", labels.InvoicesWhen, "p")
)

func (m *model) Keys() []key.Binding {
	if m.typing {
		return []key.Binding{keys.As(keys.Enter, labels.InvoicesShow), keys.Next, keys.As(keys.Back, labels.InvoicesLeave)}
	}
	return []key.Binding{keys.As(keys.Enter, labels.InvoicesShow), tabs, keys.As(keys.Search, labels.InvoicesFind), period, keys.Refresh}
}

// rows is a page as the table reads it.
type rows struct {
	list []app.InvoiceSummary
	env  screen.Env
}

func (r rows) Len() int           { return len(r.list) }
func (r rows) Key(row int) string { return strconv.FormatInt(r.list[row].OurRef, 10) }

func (r rows) Cell(row, col int) table.Cell {
	v := r.list[row]
	switch col {
	case 0:
		return table.Cell{Text: text.Safe(v.InvoiceNo)}
	case 1:
		return table.Cell{Text: v.Received.In(r.env.Now().Location()).Format("2006-01-02")}
	case 2:
		return table.Cell{Text: v.Sum.String()}
	case 3:
		return table.Cell{Text: text.ListStatus(v.Status, v.StatusOn)}
	case 4:
		return table.Cell{Text: strconv.FormatInt(v.OurRef, 10)}
	}
	return table.Cell{Text: text.BillCounts(v.OnHold, v.Credited, v.Voided)}
}
