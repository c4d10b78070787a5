// Package clinics lets a user with several clinics choose the one to bill for
// (A3), after the login or in the middle of a session.
package clinics

import (
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
	"example.org/tandtui/internal/ui/theme"
)

// Port is what the screen needs of the app.
type Port interface {
	Snapshot() app.Snapshot
	ChooseClinic(no string) error
}

type model struct {
	env      screen.Env
	port     Port
	list     []domain.Membership
	here     string // the clinic that is worked for; "": none yet
	at       int
	code     string // of the last failure
	choosing bool   // a clinic was taken, and is being changed to
}

// New makes the screen; in the middle of a session it begins at the clinic that
// is worked for.
func New(env screen.Env, port Port) screen.Screen {
	now := port.Snapshot()
	m := &model{env: env, port: port, list: now.User.Memberships, here: now.Clinic.No}
	for i, c := range m.list {
		if c.Clinic.No == m.here {
			m.at = i
		}
	}
	return m
}

// chosen ends a choice.
type chosen struct {
	screen.Mark
	err error
}

func (m *model) Init() tea.Cmd { return nil }

func (m *model) Update(msg tea.Msg) screen.Step {
	if c, ok := msg.(chosen); ok {
		m.choosing = false
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
	}
	step, _ := screen.Press(m.Actions(), msg)
	return step
}

// Loading tells that the clinic is being changed to: keys are for the start page.
func (m *model) Loading() bool { return m.choosing }

// Typing tells the same: a digit typed ahead is not for the menu of this screen,
// which is about to go.
func (m *model) Typing() bool { return m.choosing }

// Actions choose a clinic.
func (m *model) Actions() []screen.Action {
	take := screen.Action{Key: keys.As(keys.Enter, labels.ClinicsTake), Can: m.why, Do: m.take}
	if len(m.list) == 0 {
		return []screen.Action{take}
	}
	return []screen.Action{{Key: keys.As(keys.UpDown, labels.KeyMove)}, take}
}

func (m *model) why() string {
	if len(m.list) == 0 {
		return labels.ClinicsEmpty
	}
	return ""
}

func (m *model) take() screen.Step {
	no := m.list[m.at].Clinic.No
	m.choosing = true
	return screen.Stay(func() tea.Msg { return chosen{err: m.port.ChooseClinic(no)} })
}

// head is what stands above the list, foot what stands below.
func (m *model) head() (p page.Page) {
	p.Head(labels.ClinicsTitle)
	p.Space()
	switch {
	case len(m.list) == 0:
		p.Say(page.Plain, labels.ClinicsNone)
	case m.here != "":
		p.Say(page.Plain, labels.ClinicsChange)
	default:
		p.Say(page.Plain, labels.ClinicsLead)
	}
	return p
}

func (m *model) foot() (p page.Page) {
	if n := m.port.Snapshot().Elsewhere; n > 0 {
		p.Say(page.Plain, labels.ClinicsElsewhere(n))
	}
	if m.code != "" {
		p.Say(page.Error, text.Error(m.code).String())
	}
	return p
}

func (m *model) View(z layout.Size) string {
	look := page.Look{Theme: m.env.Theme, Width: z.W - 1, Margin: 1}
	head, foot := m.head(), m.foot()
	lines := append([]string{""}, head.Lines(look)...)
	if len(m.list) == 0 {
		return layout.Squeeze(strings.Join(lines, "\n"), z.H)
	}
	lines = append(lines, "")
	below := foot.Lines(look)
	if len(below) > 0 {
		below = append([]string{""}, below...)
	}
	room := max(z.H-len(lines)-len(below), 1)
	first := max(0, min(m.at-room/2, len(m.list)-room))
	for i := first; i < min(first+room, len(m.list)); i++ {
		lines = append(lines, m.row(i, z.W))
	}
	return layout.Squeeze(strings.Join(append(lines, below...), "\n"), z.H)
}

// Outline tells the clinics with the user's role at each.
func (m *model) Outline() outline.Outline {
	head, foot := m.head(), m.foot()
	o := head.Outline()
	if len(m.list) > 0 {
		o = append(o, outline.Table{
			Columns: []string{"", "", ""}, Len: len(m.list), Selected: m.at,
			Row: func(i int) []string {
				c := m.list[i].Clinic
				return []string{text.Safe(c.No), text.Safe(c.Name), m.note(i)}
			},
		})
	}
	return append(o, foot.Outline()...)
}

// note is what is said of a clinic: the user's role there, and that it is the
// one that is worked for.
func (m *model) note(i int) (s string) {
	if m.list[i].Role == domain.RoleContact {
		s = " · " + labels.RoleContactIs
	}
	if m.list[i].Clinic.No == m.here {
		s += " · " + labels.ClinicsHere
	}
	return s
}

func (m *model) row(i, w int) string {
	c, note := m.list[i].Clinic, m.note(i)
	line := layout.Pad(text.Safe(c.No), 8) + text.Safe(c.Name)
	line = layout.Cut(line, w-4-layout.Width(note)) + note
	if i == m.at {
		return " " + m.env.Theme.Select.Text(theme.GlyphCursor+" "+line)
	}
	return "   " + line
}
