// Package receipt follows a draft that was sent: it waits in the outbox, is
// received with Vår referens (B16), or comes back refused with the reason.
package receipt

import (
	"context"
	"strconv"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/theme"
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
	switch {
	case keys.Is(msg, keys.Enter) && m.draft.State == domain.DraftRefused:
		return screen.Replace(screen.Route{Name: screen.Bill, Arg: m.id})
	case keys.Is(msg, keys.Enter):
		return screen.Replace(screen.Route{Name: screen.Bill})
	case keys.Is(msg, show) && m.draft.Receipt != nil:
		return screen.Replace(screen.Route{Name: screen.Invoices})
	case keys.Is(msg, printKey) && m.draft.Receipt != nil:
		return screen.Stay(m.print())
	case keys.Is(msg, copyKey) && m.draft.Receipt != nil:
		return screen.Stay(m.copy())
	case keys.Is(msg, keys.Refresh):
		m.port.Refresh()
	}
	if t, ok := msg.(taken); ok {
		return screen.Stay(nil).Say(t.said)
	}
	return screen.Stay(nil)
}

// Close ends the load.
func (m *model) Close() { m.ask.Stop() }

// Title names the screen.
func (m *model) Title() string { return labels.ReceiptTitle }

// labelWidth is the column of names.
const labelWidth = 16

func (m *model) View(z layout.Size) string {
	t := m.env.Theme
	var b strings.Builder
	b.WriteString("\n")
	wrap := func(style theme.SGR, s string) {
		for _, line := range layout.Wrap(s, z.W-4) {
			b.WriteString("  " + style.Text(line) + "\n")
		}
	}
	row := func(label, value string) {
		b.WriteString("  " + t.Label.Text(layout.Pad(label, labelWidth)) + layout.Cut(value, z.W-labelWidth-4) + "\n")
	}
	switch {
	case m.code != "":
		wrap(t.Error, theme.GlyphError+" "+text.Error(m.code).String())
	case m.draft.Receipt != nil:
		r := m.draft.Receipt
		wrap(t.OK, theme.GlyphOK+" "+labels.ReceiptDone)
		b.WriteString("\n  " + t.Label.Text(layout.Pad(labels.ReceiptOurRef, labelWidth)) + t.Strong.Text(strconv.FormatInt(r.OurRef, 10)) + "\n")
		row(labels.ReceiptInvoiceNo, text.Safe(r.InvoiceNo))
		row(labels.ReceiptBills, strconv.Itoa(r.Bills))
		row(labels.ReceiptSum, text.Kronor(r.Sum))
		row(labels.ReceiptAt, r.Received.In(m.env.Now().Location()).Format("2006-01-02 15:04"))
		b.WriteString("\n")
		m.remind(wrap)
		wrap("", labels.ReceiptKeep)
	case m.draft.State == domain.DraftRefused:
		wrap(t.Error, theme.GlyphError+" "+labels.ReceiptRefused)
		b.WriteString("\n")
		mend := layout.Wrap(labels.ReceiptMend, z.W-4)
		for _, line := range fewer(m.refusal(z.W-4), z.H-strings.Count(b.String(), "\n")-1-len(mend)) {
			b.WriteString("  " + line + "\n")
		}
		b.WriteString("\n")
		wrap("", labels.ReceiptMend)
	case m.draft.State == domain.DraftQueued:
		wrap("", "… "+labels.ReceiptWaits(len(m.draft.Bills)))
		b.WriteString("\n")
		wrap("", labels.ReceiptWaitsMore)
		m.remind(wrap)
		if c := m.port.Snapshot().Sync.Code; c != "" {
			b.WriteString("\n")
			wrap(t.Warn, theme.GlyphWarn+" "+text.Error(c).What)
		}
	}
	return layout.Squeeze(b.String(), z.H)
}

// remind says what the region wants done besides (Värmland: FRISK, B23), where
// there is a fee to register.
func (m *model) remind(wrap func(theme.SGR, string)) {
	said := text.Safe(m.port.Region().Profile.Reminder)
	if said != "" && m.hasFee() {
		wrap(m.env.Theme.Warn, theme.GlyphWarn+" "+said)
	}
}

func (m *model) hasFee() bool {
	for _, b := range m.draft.Bills {
		for _, i := range b.Items {
			if strings.EqualFold(strings.TrimSpace(i.Code), domain.PatientFeeCode) {
				return true
			}
		}
	}
	return false
}

// refusal is the findings the region gave, each with its place, or its own
// sentence.
func (m *model) refusal(w int) (lines []string) {
	r := m.draft.Refusal
	if r == nil {
		return nil
	}
	for _, f := range r.Findings {
		mark := theme.GlyphError + " "
		for _, line := range layout.Wrap(labels.FindingPlace(f, len(m.draft.Bills))+text.Finding(f).String(), w-2) {
			lines = append(lines, mark+line)
			mark = "  "
		}
	}
	if len(r.Findings) > 0 {
		return lines
	}
	return layout.Wrap(labels.Refused(*r).String(), w)
}

// fewer keeps n lines and says when there are more.
func fewer(lines []string, n int) []string {
	if n < 1 || len(lines) <= n {
		return lines
	}
	return append(lines[:n-1:n-1], labels.ReceiptMore)
}

// show opens the list of invoices.
var show = keys.New("v", labels.ReceiptShow, "v")

func (m *model) Keys() []key.Binding {
	switch {
	case m.draft.State == domain.DraftRefused:
		return []key.Binding{keys.As(keys.Enter, labels.ReceiptOpen)}
	case m.draft.Receipt != nil:
		return []key.Binding{keys.As(keys.Enter, labels.ReceiptNext), show, printKey, copyKey}
	}
	return []key.Binding{keys.As(keys.Enter, labels.ReceiptNext), keys.Refresh}
}
