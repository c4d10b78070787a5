// Package clinics lets a user with several clinics choose the one to bill for
// (A3). It knows nothing of what comes after.
package clinics

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/theme"
)

// Port is what the screen needs of the app.
type Port interface {
	Snapshot() app.Snapshot
	ChooseClinic(no string) error
}

type model struct {
	env  screen.Env
	port Port
	list []domain.Membership
	at   int
	code string // of the last failure
}

// New makes the screen.
func New(env screen.Env, port Port) screen.Screen {
	return &model{env: env, port: port, list: port.Snapshot().User.Memberships}
}

// chosen ends a choice.
type chosen struct {
	screen.Mark
	err error
}

func (m *model) Init() tea.Cmd { return nil }

func (m *model) Update(msg tea.Msg) screen.Step {
	if c, ok := msg.(chosen); ok {
		if c.err != nil {
			m.code = domain.CodeOf(c.err)
			return screen.Stay(nil)
		}
		return screen.Reset(screen.Route{Name: screen.Home})
	}
	switch {
	case keys.Is(msg, keys.Up):
		m.at = max(m.at-1, 0)
	case keys.Is(msg, keys.Down):
		m.at = max(min(m.at+1, len(m.list)-1), 0)
	case keys.Is(msg, keys.Enter) && m.at < len(m.list):
		no := m.list[m.at].Clinic.No
		return screen.Stay(func() tea.Msg { return chosen{err: m.port.ChooseClinic(no)} })
	}
	return screen.Stay(nil)
}

func (m *model) View(z layout.Size) string {
	var b strings.Builder
	b.WriteString("\n " + m.env.Theme.Title.Text(text.ClinicsTitle) + "\n\n")
	if len(m.list) == 0 {
		return b.String() + " " + text.ClinicsNone
	}
	b.WriteString(" " + text.ClinicsLead + "\n\n")
	for i, c := range m.list {
		line := layout.Pad(text.Safe(c.Clinic.No), 8) + text.Safe(c.Clinic.Name)
		if c.Role == domain.RoleContact {
			line += " · " + text.RoleContactIs
		}
		line = layout.Cut(line, z.W-4)
		if i == m.at {
			b.WriteString(" " + m.env.Theme.Select.Text(theme.GlyphCursor+" "+line) + "\n")
			continue
		}
		b.WriteString("   " + line + "\n")
	}
	if m.code != "" {
		b.WriteString("\n " + m.env.Theme.Error.Text(theme.GlyphError+" "+text.Error(m.code).String()))
	}
	return b.String()
}

func (m *model) Keys() []key.Binding {
	return []key.Binding{keys.Up, keys.Down, keys.As(keys.Enter, text.ClinicsTake)}
}
