// Package invoice shows one invoice with its bills (D4); a bill expands to its
// frikort, vårdmodell, intyg, comment and items (D5). It reads the local mirror.
package invoice

import (
	"context"
	"strconv"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/list"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/screen"
)

// Port is what the screen needs of the app.
type Port interface {
	Invoice(ourRef int64) (domain.Invoice, error)
	Procedures(s domain.Support, on domain.Date) []domain.Procedure
	Region() app.RegionData
	Snapshot() app.Snapshot
	Beside(ourRef int64) (before, after int64)
	Refresh()
	Commands
}

// Commands is what can be asked of the region about the invoice, and what waits.
type Commands interface {
	Delete(ourRef, version int64, part domain.Part) error
	Credit(ourRef, version int64, part domain.CreditPart, reason string) error
	Waiting(ourRef int64) (app.Head, bool, error)
	Claim(ourRef int64) (domain.Claim, bool, error)
}

type model struct {
	env     screen.Env
	port    Port
	ourRef  int64
	invoice domain.Invoice
	sum     domain.Ore // of the invoice
	list    *list.List[*domain.InvoiceBill]
	loaded  bool
	code    string             // why it could not be loaded
	waits   bool               // a command for it waits in the outbox
	waiting domain.CommandKind // of that command
	claim   domain.Claim       // of a credit that the clinic pays back itself; No 0: none
	names   map[string]string
	size    layout.Size
	ask     screen.Ask
}

// New makes the screen for a Vår referens.
func New(env screen.Env, port Port, ourRef string) screen.Screen {
	n, _ := strconv.ParseInt(ourRef, 10, 64) // 0, which is no invoice, says so on screen
	m := &model{env: env, port: port, ourRef: n}
	m.list = list.New(env.Theme, list.Spec[*domain.InvoiceBill]{
		Title: labels.InvoiceBills, Columns: columns(), Key: func(b *domain.InvoiceBill) string { return strconv.FormatInt(b.BillNo, 10) },
		Empty: labels.InvoiceNoBills, NoMatch: labels.InvoiceNoMatch, Count: labels.InvoiceBillsShown,
		Find:    found,
		Actions: m.doable, Details: m.details, File: list.File{Out: env.Out, Name: labels.ExportInvoice(n), More: m.papers},
	})
	return m
}

type loaded struct {
	invoice domain.Invoice
	names   map[string]string // of the procedures billed
	waits   bool              // a command for it waits in the outbox
	waiting domain.CommandKind
	claim   domain.Claim
	err     error
}

func (m *model) Init() tea.Cmd { return m.load() }

func (m *model) load() tea.Cmd {
	return m.ask.Do(func(context.Context) tea.Msg {
		v, err := m.port.Invoice(m.ourRef)
		if err != nil {
			return loaded{err: err}
		}
		command, waits, err := m.port.Waiting(m.ourRef)
		if err != nil {
			return loaded{err: err}
		}
		claim, _, err := m.port.Claim(m.ourRef)
		return loaded{v, m.procedureNames(v), waits, command.Kind, claim, err}
	})
}

// procedureNames finds the names in the lists of the items' own dates.
func (m *model) procedureNames(v domain.Invoice) map[string]string {
	names := map[string]string{}
	for _, b := range v.Bills {
		for _, item := range b.Items {
			if _, known := names[item.Code]; known {
				continue
			}
			for _, p := range m.port.Procedures(b.Support, item.Date) {
				if p.Code == item.Code {
					names[item.Code] = p.Name
				}
			}
		}
	}
	return names
}

func (m *model) Update(msg tea.Msg) screen.Step {
	if step, done := screen.Follow(&m.ask, msg, m.show, m.load, app.ChangedMirror|app.ChangedOutbox|app.ChangedRegion|app.ChangedSession); done {
		return step
	}
	if a, ok := msg.(asked); ok {
		return m.afterAsked(a)
	}
	return m.list.Update(msg)
}

func (m *model) show(l loaded) screen.Step {
	m.invoice, m.sum, m.names, m.waits, m.waiting = l.invoice, l.invoice.Sum(), l.names, l.waits, l.waiting
	m.claim = l.claim
	m.code, m.loaded = domain.CodeOf(l.err), true
	bills := make([]*domain.InvoiceBill, len(m.invoice.Bills))
	for i := range bills {
		bills[i] = &m.invoice.Bills[i]
	}
	m.Resize(m.size) // the head has other lines now
	return m.list.SetRows(bills, "")
}

// Loading tells that it has not been read yet.
func (m *model) Loading() bool { return !m.loaded }

// Close ends the load.
func (m *model) Close() { m.ask.Stop() }

// Title names the invoice.
func (m *model) Title() string { return labels.InvoiceTitle(m.invoice.InvoiceNo, m.ourRef) }

// Typing tells whether characters go to the search line.
func (m *model) Typing() bool { return m.list.Typing() }

// Modal tells that Esc closes the expanded bill or the search first.
func (m *model) Modal() bool { return m.list.Modal() }

// Asking tells whether a deletion is asked about.
func (m *model) Asking() bool { return m.list.Asking() }

// Resize tells the list its size, below the head.
func (m *model) Resize(z layout.Size) {
	m.size = z
	m.list.Resize(layout.Size{W: z.W, H: max(z.H-len(m.headLines(z)), 1)})
}

// Actions are what can be done.
func (m *model) Actions() []screen.Action {
	if !m.there() {
		return m.doable()
	}
	return m.list.Actions()
}

// there tells that the invoice was found.
func (m *model) there() bool { return m.loaded && m.code == "" }

func (m *model) doable() (actions []screen.Action) {
	if m.there() && len(m.list.Rows()) > 0 {
		word := labels.BillExpand
		if m.list.Opened() {
			word = labels.BillCollapse
		}
		actions = append(actions, screen.Action{Key: keys.As(keys.Enter, word), Do: func() screen.Step {
			m.list.Toggle()
			return screen.Stay(nil)
		}})
	}
	if m.there() {
		actions = append(actions, m.commands()...)
		actions = append(actions, screen.Action{Key: historyKey, Do: func() screen.Step {
			return screen.Push(screen.Route{Name: screen.History, Arg: strconv.FormatInt(m.ourRef, 10)})
		}})
	}
	before, after := m.port.Beside(m.ourRef)
	actions = append(actions, turn(nextKey, after)...)
	actions = append(actions, turn(prevKey, before)...)
	return append(actions, screen.Action{Key: keys.Refresh, Do: func() screen.Step {
		m.port.Refresh()
		return screen.Stay(nil)
	}})
}

// The keys to what belongs to the invoice, and to its neighbours in the list that
// it was opened from.
var (
	historyKey = keys.New("h", labels.InvoiceHistory, "h")
	nextKey    = keys.New("→", labels.InvoiceNext, "right")
	prevKey    = keys.New("←", labels.InvoicePrev, "left")
)

// turn goes to another invoice of the list, if there is one.
func turn(k key.Binding, to int64) []screen.Action {
	if to == 0 {
		return nil
	}
	return []screen.Action{{Key: k, Do: func() screen.Step {
		return screen.Replace(screen.Route{Name: screen.Invoice, Arg: strconv.FormatInt(to, 10)})
	}}}
}

// Outline tells the head, then the bills.
func (m *model) Outline() (o outline.Outline) {
	head := m.head()
	o = append(o, head.Outline()...)
	if !m.there() {
		return o
	}
	return append(o, m.list.Outline()...)
}
