// Package invoices is Era fakturor: the clinic's invoices under the portal's
// four submenus, searched while typing (D1–D3, D8). It reads the local mirror,
// so it works offline and never waits.
package invoices

import (
	"context"
	"slices"
	"strconv"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/list"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/span"
)

// Port is what the screen needs of the app.
type Port interface {
	Invoices(q app.InvoiceQuery) (app.InvoicePage, error)
	DefaultPeriod() domain.Period
	Invoice(ourRef int64) (domain.Invoice, error)
	Browse(ourRefs []int64)
	Region() app.RegionData
	Today() domain.Date
	Refresh()
	span.Port
}

type model struct {
	env   screen.Env
	port  Port
	query app.InvoiceQuery
	page  app.InvoicePage
	list  *list.List[app.InvoiceSummary]
	span  *span.Span[app.InvoiceSummary]
	fresh bool // another submenu was chosen and is not shown yet
	ask   screen.Ask

	beside domain.Invoice // the chosen one, whole, for the pane beside
	look   screen.Ask     // of it
}

// New makes the screen.
func New(env screen.Env, port Port) screen.Screen {
	m := &model{env: env, port: port, query: app.InvoiceQuery{Period: port.DefaultPeriod()}}
	m.span = span.New(port, func(v app.InvoiceSummary) string { return v.Clinic })
	m.list = list.New(env.Theme, list.Spec[app.InvoiceSummary]{
		Title: labels.InvoicesTitle, Columns: m.columns(), Key: key, Empty: labels.InvoicesNone,
		Period: &m.query.Period, Today: port.Today, Asked: m.search,
		Actions: m.doable, Said: m.said, Foot: m.foot, FootLines: footLines, Total: m.total, File: list.File{Out: env.Out, Name: "fakturor"}, Moved: m.moved, Side: m.side,
	})
	return m
}

func key(v app.InvoiceSummary) string { return strconv.FormatInt(v.OurRef, 10) }

type loaded struct {
	page app.InvoicePage
	wide bool
	err  error
}

func (m *model) Init() tea.Cmd { return m.load() }

func (m *model) load() tea.Cmd {
	q := m.query
	q.All = m.span.Wide()
	return m.ask.Do(func(context.Context) tea.Msg {
		p, err := m.port.Invoices(q)
		return loaded{p, q.All, err}
	})
}

// search asks for what the search line says.
func (m *model) search() tea.Cmd {
	m.query.Text = m.list.Text()
	return m.load()
}

func (m *model) Update(msg tea.Msg) screen.Step {
	if step, done := screen.Follow(&m.ask, msg, m.show, m.load, app.ChangedMirror|app.ChangedSession); done {
		return step
	}
	if answer, ours := m.look.Take(msg); ours {
		if v, ok := answer.(domain.Invoice); ok {
			m.beside = v
		}
		return screen.Stay(nil)
	}
	if step, ours := m.span.Take(msg); ours {
		return step
	}
	return m.list.Update(msg)
}

func (m *model) show(l loaded) screen.Step {
	m.page = l.page
	m.span.Shown(m.list, l.wide, m.columns())
	step := m.list.SetRows(l.page.Rows, domain.CodeOf(l.err))
	if m.fresh { // another list begins at its top
		m.fresh = false
		m.list.First()
	}
	return step
}

// Loading tells that what was asked for has not been read yet: keys are for the list
// to come.
func (m *model) Loading() bool { return !m.list.Loaded() || m.fresh }

// Close ends the loads.
func (m *model) Close() { m.ask.Stop(); m.look.Stop() }

// Title names the screen.
func (m *model) Title() string { return labels.InvoicesTitle }

// Resize tells the list its size, below the submenus.
func (m *model) Resize(z layout.Size) { m.list.Resize(layout.Size{W: z.W, H: z.H - 1}) }

// Typing tells whether characters go to the search line.
func (m *model) Typing() bool { return m.list.Typing() }

// Modal tells that Esc leaves the search first.
func (m *model) Modal() bool { return m.list.Modal() }

// Actions are what can be done.
func (m *model) Actions() []screen.Action { return m.list.Actions() }

// Outline tells submenus and list.
func (m *model) Outline() outline.Outline {
	return append(outline.Outline{m.tabsTold()}, m.list.Outline()...)
}

// The keys of the submenus.
var (
	nextKey = keys.New("→", labels.InvoicesNext, "right", "tab")
	prevKey = keys.New("←", labels.InvoicesPrev, "left", "shift+tab")
	bankKey = keys.New("b", labels.ReconcileOpen, "b")
	sumsKey = keys.New("u", labels.SumsOpen, "u")
	typeKey = keys.New("t", labels.InvoicesType, "t")
)

func (m *model) doable() (actions []screen.Action) {
	v, ok := m.list.Chosen()
	switch to := (screen.Route{Name: screen.Invoice, Arg: key(v)}); {
	case ok && m.span.Elsewhere(v):
		actions = append(actions, m.span.There(v, to))
	case ok:
		actions = append(actions, screen.Action{Key: keys.As(keys.Enter, labels.InvoicesShow), Do: func() screen.Step {
			m.port.Browse(m.shown())
			return screen.Push(to)
		}})
	}
	actions = append(actions, m.span.Actions(m.list)...)
	actions = append(
		actions,
		screen.Action{Key: nextKey, Do: func() screen.Step { return m.turn(1) }},
		screen.Action{Key: prevKey, Do: func() screen.Step { return m.turn(len(tabNames) - 1) }},
		screen.Action{Key: keys.Refresh, Do: func() screen.Step { m.port.Refresh(); return screen.Stay(nil) }},
	)
	actions = append(actions, screen.Action{Key: bankKey, Do: func() screen.Step { return screen.Push(screen.Route{Name: screen.Reconcile}) }})
	actions = append(actions, screen.Action{Key: sumsKey, Do: func() screen.Step { return screen.Push(screen.Route{Name: screen.Sums}) }})
	if len(m.query.Tab.Types()) > 1 {
		actions = append(actions, screen.Action{Key: typeKey, Do: m.turnType})
	}
	return actions
}

// turn goes so many submenus on, round the end.
func (m *model) turn(by int) screen.Step {
	m.query.Tab = (m.query.Tab + app.InvoiceTab(by)) % app.InvoiceTab(len(tabNames))
	m.query.Type = app.TypeAll
	m.fresh = true
	return screen.Stay(m.load())
}

// turnType narrows the list to the next type of invoice.
func (m *model) turnType() screen.Step {
	types := m.query.Tab.Types()
	m.query.Type = types[(slices.Index(types, m.query.Type)+1)%len(types)]
	m.fresh = true
	return screen.Stay(m.load())
}

// shown are the clinic's invoices in the order of the list.
func (m *model) shown() []int64 {
	rows := m.span.Own(m.list.Rows())
	refs := make([]int64, len(rows))
	for i := range rows {
		refs[i] = rows[i].OurRef
	}
	return refs
}

// moved reads the chosen invoice for the pane beside the list.
func (m *model) moved() tea.Cmd {
	v, ok := m.list.Chosen()
	if !ok || m.span.Elsewhere(v) {
		return nil
	}
	return m.look.Do(func(context.Context) tea.Msg {
		whole, err := m.port.Invoice(v.OurRef)
		if err != nil {
			return err // the pane stays empty; Enter tells why
		}
		return whole
	})
}
