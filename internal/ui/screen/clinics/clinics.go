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
	"example.org/tandtui/internal/ui/labels"
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
	t := m.env.Theme
	var head, foot []string
	say := func(lines []string, style theme.SGR, words string) []string {
		for _, l := range layout.Wrap(words, z.W-2) {
			lines = append(lines, " "+style.Text(l))
		}
		return lines
	}
	head = append(head, "")
	head = say(head, t.Title, labels.ClinicsTitle)
	head = append(head, "")
	if len(m.list) == 0 {
		return layout.Squeeze(strings.Join(say(head, "", labels.ClinicsNone), "\n"), z.H)
	}
	head = append(say(head, "", labels.ClinicsLead), "")
	if m.code != "" {
		foot = say([]string{""}, t.Error, theme.GlyphError+" "+text.Error(m.code).String())
	}
	room := max(z.H-len(head)-len(foot), 1)
	first := max(0, min(m.at-room/2, len(m.list)-room))
	for i := first; i < min(first+room, len(m.list)); i++ {
		head = append(head, m.row(i, z.W))
	}
	return strings.Join(append(head, foot...), "\n")
}

func (m *model) row(i, w int) string {
	c := m.list[i]
	line := layout.Pad(text.Safe(c.Clinic.No), 8) + text.Safe(c.Clinic.Name)
	role := ""
	if c.Role == domain.RoleContact {
		role = " · " + labels.RoleContactIs
	}
	line = layout.Cut(line, w-4-layout.Width(role)) + role
	if i == m.at {
		return " " + m.env.Theme.Select.Text(theme.GlyphCursor+" "+line)
	}
	return "   " + line
}

func (m *model) Keys() []key.Binding {
	take := keys.As(keys.Enter, labels.ClinicsTake)
	if len(m.list) == 0 {
		return []key.Binding{keys.Off(take, labels.ClinicsEmpty)}
	}
	return []key.Binding{keys.As(keys.UpDown, labels.KeyMove), take}
}
