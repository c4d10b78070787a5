// Package invoice shows one invoice with its bills (D4); a bill expands to its
// frikort, vårdmodell, intyg, comment and items (D5). It reads the local mirror.
package invoice

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
	Invoice(ourRef int64) (domain.Invoice, error)
	Procedures(s domain.Support, on domain.Date) []domain.Procedure
	Region() app.RegionData
	Refresh()
}

type model struct {
	env     screen.Env
	port    Port
	ourRef  int64
	invoice domain.Invoice
	loaded  bool
	code    string // why it could not be loaded
	at      int    // the bill under the cursor
	open    bool   // and whether it is expanded
	off     int    // lines of the open bill scrolled away
	hidden  int    // lines of it that did not fit when last drawn
	names   map[string]string
	ask     screen.Ask
}

// New makes the screen for a Vår referens.
func New(env screen.Env, port Port, ourRef string) screen.Screen {
	n, _ := strconv.ParseInt(ourRef, 10, 64) // 0, which is no invoice, says so on screen
	return &model{env: env, port: port, ourRef: n}
}

type loaded struct {
	invoice domain.Invoice
	names   map[string]string // of the procedures billed
	err     error
}

func (m *model) Init() tea.Cmd { return m.load() }

func (m *model) load() tea.Cmd {
	return m.ask.Do(func(context.Context) tea.Msg {
		v, err := m.port.Invoice(m.ourRef)
		return loaded{v, m.procedureNames(v), err}
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
	if answer, ours := m.ask.Take(msg); ours {
		if l, ok := answer.(loaded); ok {
			m.invoice, m.names, m.code, m.loaded = l.invoice, l.names, domain.CodeOf(l.err), true
			m.at = max(min(m.at, len(m.invoice.Bills)-1), 0)
		}
		return screen.Stay(nil)
	}
	if _, changed := msg.(screen.Changed); changed {
		return screen.Stay(m.load())
	}
	switch {
	case keys.Is(msg, keys.Up):
		m.move(-1)
	case keys.Is(msg, keys.Down):
		m.move(1)
	case keys.Is(msg, keys.Enter) && len(m.invoice.Bills) > 0:
		m.open, m.off = !m.open, 0
	case keys.Is(msg, keys.Back) && m.open:
		m.open, m.off = false, 0
	case keys.Is(msg, keys.Refresh):
		m.port.Refresh()
	}
	return screen.Stay(nil)
}

// move goes through an open bill that is longer than the window line by line,
// then to the next bill.
func (m *model) move(by int) {
	if off := m.off + by; m.open && off >= 0 && off <= m.hidden {
		m.off = off
		return
	}
	if at := m.at + by; at >= 0 && at < len(m.invoice.Bills) {
		m.at, m.off = at, 0
	}
}

// Close ends the load.
func (m *model) Close() { m.ask.Stop() }

// Title names the invoice.
func (m *model) Title() string { return labels.InvoiceTitle(m.invoice.InvoiceNo, m.ourRef) }

// Modal tells that Esc closes the expanded bill first.
func (m *model) Modal() bool { return m.open }

func (m *model) Keys() []key.Binding {
	if len(m.invoice.Bills) == 0 {
		return []key.Binding{keys.Refresh}
	}
	word := labels.BillExpand
	if m.open {
		word = labels.BillCollapse
	}
	return []key.Binding{keys.As(keys.UpDown, labels.KeyMove), keys.As(keys.Enter, word), keys.Refresh}
}

// View draws the invoice, or why there is none.
func (m *model) View(z layout.Size) string {
	var said string
	switch {
	case !m.loaded:
		return ""
	case m.code == app.CodeInvoiceNone:
		said = theme.GlyphWarn + " " + labels.InvoiceNoneFound + " " + labels.InvoiceGone
	case m.code != "":
		said = theme.GlyphError + " " + text.Error(m.code).String()
	default:
		return m.draw(z)
	}
	lines := layout.Wrap(said, z.W-4)
	for i, line := range lines {
		lines[i] = "  " + m.env.Theme.Warn.Text(line)
	}
	return "\n" + strings.Join(lines, "\n")
}
