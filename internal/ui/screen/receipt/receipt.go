// Package receipt follows a draft that was sent: it waits in the outbox, is
// received with Vår referens (B16), or comes back refused with the reason.
package receipt

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
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/screen"
)

// Port is what the screen needs of the app.
type Port interface {
	Draft(id string) (domain.Draft, error)
	Snapshot() app.Snapshot
	Region() app.RegionData
	Refresh()
}

type model struct {
	env   screen.Env
	port  Port
	id    string
	draft domain.Draft
	code  string // why it could not be loaded
	ask   screen.Ask
}

// New makes the screen for a draft's id.
func New(env screen.Env, port Port, id string) screen.Screen {
	return &model{env: env, port: port, id: id}
}

type loaded struct {
	draft domain.Draft
	err   error
}

func (m *model) Init() tea.Cmd { return m.load() }

func (m *model) load() tea.Cmd {
	return m.ask.Do(func(context.Context) tea.Msg {
		d, err := m.port.Draft(m.id)
		return loaded{d, err}
	})
}

func (m *model) Update(msg tea.Msg) screen.Step {
	if answer, ours := m.ask.Take(msg); ours {
		l, ok := answer.(loaded)
		// A receipt does not change; its draft is cleared away at the next login.
		if ok && (l.err == nil || m.draft.Receipt == nil) {
			m.draft, m.code = l.draft, domain.CodeOf(l.err)
		}
		return screen.Stay(nil)
	}
	if _, changed := msg.(screen.Changed); changed {
		return screen.Stay(m.load())
	}
	if t, ok := msg.(taken); ok {
		return screen.Stay(nil).Say(t.said)
	}
	step, _ := screen.Press(m.Actions(), msg)
	return step
}

// Loading tells that it has not been read yet.
func (m *model) Loading() bool { return m.draft.ID == "" && m.code == "" }

// Close ends the load.
func (m *model) Close() { m.ask.Stop() }

// Title names the screen.
func (m *model) Title() string { return labels.ReceiptTitle }

// labelWidth is the column of names.
const labelWidth = 16

func (m *model) View(z layout.Size) string {
	look := page.Look{Theme: m.env.Theme, Width: z.W - 2, Margin: 2, Label: labelWidth}
	p := m.page()
	lines := p.Lines(look)
	if m.draft.State == domain.DraftRefused {
		var mend page.Page
		mend.Say(page.Plain, labels.ReceiptMend)
		lines = withEnd(lines, len(mend.Lines(look)), z.H-1)
	}
	return layout.Squeeze("\n"+strings.Join(lines, "\n"), z.H)
}

// withEnd fits lines into h and keeps so many at the end: what to do must be seen,
// whatever the number of findings before it.
func withEnd(lines []string, end, h int) []string {
	if len(lines) <= h || h <= end {
		return lines
	}
	first := append(lines[:h-end-1:h-end-1], "  "+labels.ReceiptMore)
	return append(first, lines[len(lines)-end:]...)
}

// Outline tells the whole page.
func (m *model) Outline() outline.Outline {
	p := m.page()
	return p.Outline()
}

// page is what is known of the sending.
func (m *model) page() (p page.Page) {
	switch {
	case m.code != "":
		p.Say(page.Error, text.Error(m.code).String())
	case m.draft.Receipt != nil:
		m.received(&p, *m.draft.Receipt)
	case m.draft.State == domain.DraftRefused:
		p.Say(page.Error, labels.ReceiptRefused)
		p.Space()
		m.refusal(&p)
		p.Space()
		p.Say(page.Plain, labels.ReceiptMend)
	case m.draft.State == domain.DraftQueued:
		p.Say(page.Waits, labels.ReceiptWaits(len(m.draft.Bills)))
		p.Space()
		p.Say(page.Plain, labels.ReceiptWaitsMore)
		m.remind(&p)
		if c := m.port.Snapshot().Sync.Code; c != "" {
			p.Space()
			p.Say(page.Warn, text.Error(c).What)
		}
	}
	return p
}

func (m *model) received(p *page.Page, r domain.Receipt) {
	p.Say(page.OK, labels.ReceiptDone(r.Bills))
	p.Space()
	p.RowAs(page.Strong, labels.ReceiptOurRef, strconv.FormatInt(r.OurRef, 10))
	p.Row(labels.ReceiptInvoiceNo, text.Safe(r.InvoiceNo))
	p.Row(labels.ReceiptBills, strconv.Itoa(r.Bills))
	p.Row(labels.ReceiptSum, text.Kronor(r.Sum))
	p.Row(labels.ReceiptAt, r.Received.In(m.env.Now().Location()).Format("2006-01-02 15:04"))
	p.Space()
	m.remind(p)
	p.Say(page.Plain, labels.ReceiptKeep)
}

// remind says what the region wants done besides (FRISK, B23; Tandhälsoregistret, B28).
func (m *model) remind(p *page.Page) {
	profile := m.port.Region().Profile
	for _, said := range profile.Reminders(m.draft.Bills) {
		p.Say(page.Warn, text.Safe(said))
	}
}

// refusal is the findings the region gave, each with its place, or its own
// sentence.
func (m *model) refusal(p *page.Page) {
	r := m.draft.Refusal
	if r == nil {
		return
	}
	for _, f := range r.Findings {
		p.Say(page.Error, labels.FindingPlace(f, len(m.draft.Bills))+text.Finding(f).String())
	}
	if len(r.Findings) == 0 {
		p.Say(page.Plain, labels.Refused(*r).String())
	}
}

// show opens the list of invoices.
var show = keys.New("v", labels.ReceiptShow, "v")

// Actions are what can be done with the sending as it stands.
func (m *model) Actions() []screen.Action {
	next := screen.Action{Key: keys.As(keys.Enter, labels.ReceiptNext), Do: func() screen.Step {
		return screen.Replace(screen.Route{Name: screen.Bill})
	}}
	switch {
	case m.draft.State == domain.DraftRefused:
		return []screen.Action{{Key: keys.As(keys.Enter, labels.ReceiptOpen), Do: func() screen.Step {
			return screen.Replace(screen.Route{Name: screen.Bill, Arg: m.id})
		}}}
	case m.draft.Receipt != nil:
		return []screen.Action{
			next,
			{Key: show, Do: func() screen.Step { return screen.Replace(screen.Route{Name: screen.Invoices}) }},
			{Key: printKey, Do: func() screen.Step { return screen.Stay(m.print()) }},
			{Key: copyKey, Do: func() screen.Step { return screen.Stay(m.copy()) }},
		}
	}
	return []screen.Action{next, {Key: keys.Refresh, Do: func() screen.Step {
		m.port.Refresh()
		return screen.Stay(nil)
	}}}
}
