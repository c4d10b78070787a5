// Package home is the start page: what can be done, and what waits.
package home

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/theme"
)

// Port is what the screen needs of the app.
type Port interface{ Snapshot() app.Snapshot }

// entry is one thing to do; digit is its place in the menu, 0 for none.
type entry struct {
	digit      int
	name, help string
	to         screen.Route
	missing    bool // not built yet: shown, with the reason
}

type model struct {
	env  screen.Env
	port Port
	at   int
}

// New makes the screen.
func New(env screen.Env, port Port) screen.Screen { return &model{env: env, port: port} }

func (m *model) entries() []entry {
	s := m.port.Snapshot()
	return []entry{
		{1, labels.HomeRegister, labels.HomeRegHelp, screen.Route{Name: screen.Bill}, false},
		{2, labels.HomeUpload, labels.HomeUpHelp, screen.Route{Name: screen.Upload}, true},
		{3, labels.HomeInvoices, labels.HomeInvHelp, screen.Route{Name: screen.Invoices}, false},
		{4, labels.HomeClinic, labels.HomeCliHelp, screen.Route{Name: screen.Clinic}, true},
		{5, labels.HomeSupport, labels.HomeSupHelp, screen.Route{Name: screen.Support}, false},
		{6, labels.HomeDrafts, labels.HomeDraftHelp(s.Drafts), screen.Route{Name: screen.Drafts}, false},
		{7, labels.HomeCheck, labels.HomeCheckHelp, screen.Route{Name: screen.Entitlement}, false},
		{8, labels.HomeVisitTitle, labels.HomeVisitHelp, screen.Route{Name: screen.HomeVisit}, false},
		{9, labels.OutboxTitle, labels.HomeOutboxHelp(s.Outbox), screen.Route{Name: screen.Outbox}, false},
	}
}

func (m *model) Init() tea.Cmd { return nil }

func (m *model) Update(msg tea.Msg) screen.Step {
	list := m.entries()
	switch {
	case keys.Is(msg, keys.Up):
		m.at = max(m.at-1, 0)
	case keys.Is(msg, keys.Down):
		m.at = min(m.at+1, len(list)-1)
	case keys.Is(msg, keys.Enter) && list[m.at].missing:
		return screen.Stay(nil).Say(list[m.at].name + " " + labels.HomeNotYet + ".")
	case keys.Is(msg, keys.Enter):
		return screen.Push(list[m.at].to)
	}
	return screen.Stay(nil)
}

// nameWidth is the column of the entries' names.
const nameWidth = 24

func (m *model) View(z layout.Size) string {
	s, t := m.port.Snapshot(), m.env.Theme
	var b strings.Builder
	greeting, list := layout.Wrap(labels.HomeGreeting(s.User.Name, s.Clinic.Name), z.W-2), m.entries()
	if len(greeting)+len(list) <= z.H { // else there is room for what can be done only
		b.WriteString("\n " + strings.Join(greeting, "\n ") + "\n\n")
	}
	top := max(min(m.at+1, len(list))-z.H, 0)
	for i, e := range list[top:] {
		i += top
		help := e.help
		if e.missing {
			help = labels.HomeNotYet
		}
		name := strconv.Itoa(e.digit) + "  " + layout.Pad(e.name, nameWidth)
		mark, style := "  ", theme.SGR("")
		if i == m.at {
			mark, style = theme.GlyphCursor+" ", t.Select
		}
		b.WriteString(" " + style.Text(mark+name) + t.Faint.Text(layout.Cut(help, z.W-nameWidth-8)) + "\n")
	}
	return layout.Squeeze(b.String(), z.H)
}

func (m *model) Keys() []key.Binding {
	enter := keys.As(keys.Enter, labels.HomeOpen)
	if m.entries()[m.at].missing {
		enter = keys.Off(enter, labels.HomeNotYet)
	}
	return []key.Binding{keys.As(keys.UpDown, labels.KeyMove), enter}
}
