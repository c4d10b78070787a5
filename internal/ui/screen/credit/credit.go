// Package credit is Kreditera of one paid bill: all of it or rows of it, alone or
// with the bill anew as a draft (D7, D9, D10). Nothing leaves before a question has
// been answered that states the amount.
package credit

import (
	"context"
	"slices"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/list"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/screen"
)

// Port is what the screen needs of the app.
type Port interface {
	Invoice(ourRef int64) (domain.Invoice, error)
	Waiting(ourRef int64) (app.Head, bool, error)
	Procedures(s domain.Support, on domain.Date) []domain.Procedure
	Region() app.RegionData
	Snapshot() app.Snapshot
	Credit(ourRef, version int64, part domain.CreditPart, reason string) error
	CreditAnew(ourRef, version, billNo int64, how app.Rebill) (draft string, err error)
}

type model struct {
	env    screen.Env
	port   Port
	ourRef int64
	billNo int64

	invoice domain.Invoice
	bill    domain.InvoiceBill
	code    string // why it could not be loaded
	waits   bool   // a command for the invoice waits in the outbox
	chosen  map[int]bool
	list    *list.List[row]
	ask     screen.Ask
}

// row is an item of the bill with its place.
type row struct {
	domain.Item
	place    int
	name     string
	credited bool
}

// footLines are the words about the rows, and what is credited.
const footLines = 4

// New makes the screen for the argument of screen.CreditOf.
func New(env screen.Env, port Port, arg string) screen.Screen {
	invoice, bill, _ := strings.Cut(arg, "/")
	m := &model{env: env, port: port}
	m.ourRef, _ = strconv.ParseInt(invoice, 10, 64) // 0 is no invoice, and no bill: it says so on screen
	m.billNo, _ = strconv.ParseInt(bill, 10, 64)
	m.list = list.New(env.Theme, list.Spec[row]{
		Title: labels.CreditRows, Columns: m.columns(), Key: func(r row) string { return strconv.Itoa(r.place) },
		Empty: labels.CreditNoRows, Actions: m.doable, Said: m.said, Foot: m.foot, FootLines: footLines, Total: m.total,
	})
	return m
}

type loaded struct {
	invoice domain.Invoice
	names   map[int]string // of the procedures, by place
	waits   bool
	err     error
}

func (m *model) Init() tea.Cmd { return m.load() }

func (m *model) load() tea.Cmd {
	return m.ask.Do(func(context.Context) tea.Msg {
		v, err := m.port.Invoice(m.ourRef)
		if err != nil {
			return loaded{err: err}
		}
		_, waits, err := m.port.Waiting(m.ourRef)
		return loaded{v, m.names(v), waits, err}
	})
}

// names are those of the lists of the items' own dates.
func (m *model) names(v domain.Invoice) map[int]string {
	names := map[int]string{}
	b, _ := find(v, m.billNo)
	for place, item := range b.Items {
		for _, p := range m.port.Procedures(b.Support, item.Date) {
			if p.Code == item.Code {
				names[place] = p.Name
			}
		}
	}
	return names
}

func find(v domain.Invoice, billNo int64) (domain.InvoiceBill, bool) {
	i := slices.IndexFunc(v.Bills, func(b domain.InvoiceBill) bool { return b.BillNo == billNo })
	if i < 0 {
		return domain.InvoiceBill{}, false
	}
	return v.Bills[i], true
}

func (m *model) Update(msg tea.Msg) screen.Step {
	if step, done := screen.Follow(&m.ask, msg, m.show, m.load, app.ChangedMirror|app.ChangedOutbox|app.ChangedRegion|app.ChangedSession); done {
		return step
	}
	if d, ok := msg.(done); ok {
		return m.after(d)
	}
	return m.list.Update(msg)
}

// show shows the bill. At first all that can be credited is chosen; later only what
// was chosen and still can be.
func (m *model) show(l loaded) screen.Step {
	bill, ok := find(l.invoice, m.billNo)
	if l.err == nil && !ok {
		l.err = &domain.Error{Kind: domain.NotFound, Code: string(domain.WhyNoSuchBill), Op: "credit.show"}
	}
	first := m.chosen == nil
	if first {
		m.chosen = map[int]bool{}
	}
	m.invoice, m.bill, m.waits, m.code = l.invoice, bill, l.waits, domain.CodeOf(l.err)
	rows := make([]row, len(bill.Items))
	for i, item := range bill.Items {
		rows[i] = row{item, i, l.names[i], bill.State != domain.BillOrdinary || slices.Contains(bill.Credited, i)}
		m.chosen[i] = !rows[i].credited && (first || m.chosen[i])
	}
	return m.list.SetRows(rows, m.code)
}

// Loading tells that it has not been read yet.
func (m *model) Loading() bool { return !m.list.Loaded() }

// Close ends the load.
func (m *model) Close() { m.ask.Stop() }

// Title names the bill.
func (m *model) Title() string {
	if m.bill.BillRef == "" {
		return labels.CreditTitle
	}
	return labels.CreditTitle + " " + text.Safe(m.bill.BillRef)
}

// Typing tells whether characters go to the search line.
func (m *model) Typing() bool { return m.list.Typing() }

// Modal tells that Esc leaves the search first.
func (m *model) Modal() bool { return m.list.Modal() }

// Asking tells whether the crediting is asked about.
func (m *model) Asking() bool { return m.list.Asking() }

// Resize tells the list its size, below the head.
func (m *model) Resize(z layout.Size) {
	m.list.Resize(layout.Size{W: z.W, H: max(z.H-headLines, 1)})
}

// Actions are what can be done.
func (m *model) Actions() []screen.Action { return m.list.Actions() }

// Outline tells the head, then the rows.
func (m *model) Outline() (o outline.Outline) {
	head := m.head()
	return append(head.Outline(), m.list.Outline()...)
}

// headLines is the line that names the bill.
const headLines = 1

func (m *model) head() (p page.Page) {
	if m.bill.BillNo == 0 {
		p.Space()
		return p
	}
	p.Total(labels.CreditHead(m.bill.BillRef, m.bill.Person.Display()), labels.CreditPaid(m.bill.Sum()))
	return p
}
