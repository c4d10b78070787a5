// Package support tells whom to call, what to have at hand, and whether reader,
// card, server, clock and local store work (E3).
package support

import (
	"context"
	"strings"
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/theme"
)

// Port is what the screen needs of the app.
type Port interface {
	Region() app.RegionData
	SelfCheck(ctx context.Context) []app.CheckLine
}

// checkPatience bounds one self-check: a server that does not answer is an answer.
const checkPatience = 8 * time.Second

type model struct {
	env     screen.Env
	port    Port
	version string
	lines   []app.CheckLine
	ask     screen.Ask
}

// New makes the screen; version is the program's, to be read out on the phone.
func New(env screen.Env, port Port, version string) screen.Screen {
	return &model{env: env, port: port, version: version}
}

type checked struct{ lines []app.CheckLine }

func (m *model) Init() tea.Cmd { return m.check() }

func (m *model) check() tea.Cmd {
	return m.ask.Do(func(ctx context.Context) tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, checkPatience)
		defer cancel()
		return checked{m.port.SelfCheck(ctx)}
	})
}

func (m *model) Update(msg tea.Msg) screen.Step {
	if answer, ours := m.ask.Take(msg); ours {
		if c, ok := answer.(checked); ok {
			m.lines = c.lines
		}
		return screen.Stay(nil)
	}
	if keys.Is(msg, keys.Refresh) {
		m.lines = nil
		return screen.Stay(m.check())
	}
	return screen.Stay(nil)
}

// Close ends the check.
func (m *model) Close() { m.ask.Stop() }

// Title names the screen.
func (m *model) Title() string { return labels.SupportTitle }

// labelWidth is the column of names.
const labelWidth = 18

// View draws all of it; where that is too tall, the faults without what to do.
func (m *model) View(z layout.Size) string {
	view := m.contact(z.W) + "\n" + m.selfCheck(z.W, true)
	if rows := strings.Count(strings.ReplaceAll(view, "\n\n", "\n"), "\n") - 1; rows > z.H { // empty ones may go
		view = m.contact(z.W) + "\n" + m.selfCheck(z.W, false)
	}
	return layout.Squeeze(view, z.H)
}

// contact is whom to call. What the region does not tell is said once.
func (m *model) contact(w int) string {
	p, t := m.port.Region().Profile, m.env.Theme
	var b strings.Builder
	b.WriteString("\n " + t.Title.Text(labels.SupportWhom) + "\n")
	var missing []string
	for _, f := range [][2]string{{labels.SupportUnit, p.Support.Name}, {labels.SupportPhone, p.Support.Phone}, {labels.SupportEmail, p.Support.Email}, {labels.SupportHours, p.Support.Hours}, {labels.SupportLogin, labels.Logins(p.Logins)}} {
		if f[1] == "" {
			missing = append(missing, f[0])
			continue
		}
		b.WriteString(m.row(f[0], layout.Wrap(text.Safe(f[1]), w-labelWidth-2), ""))
	}
	said := []string{labels.SupportLacks(missing), text.Safe(p.Support.State)}
	if p.RefundAccount != "" {
		said = append(said, labels.SupportRefund+": "+text.Safe(p.RefundAccount))
	}
	said = append(said, labels.SupportUnchecked(rules.Unchecked(&p)))
	for _, s := range said {
		if s == "" {
			continue
		}
		for _, line := range layout.Wrap(s, w-2) {
			b.WriteString(" " + line + "\n")
		}
	}
	return b.String()
}

// row is a name and its value, which may take several lines.
func (m *model) row(label string, value []string, style theme.SGR) string {
	var b strings.Builder
	for _, line := range value {
		b.WriteString(" " + m.env.Theme.Label.Text(layout.Pad(label, labelWidth)) + style.Text(line) + "\n")
		label = ""
	}
	return b.String()
}

func (m *model) selfCheck(w int, advice bool) string {
	t := m.env.Theme
	var b strings.Builder
	b.WriteString(layout.Sides(" "+t.Title.Text(labels.SupportCheck), labels.SupportVersion+" "+m.version+" ", w) + "\n")
	if m.lines == nil {
		b.WriteString(" " + labels.SupportRuns)
	}
	for _, l := range m.lines {
		b.WriteString(m.line(l, w-labelWidth-2, advice))
	}
	return b.String()
}

var names = map[app.CheckName]string{
	app.CheckReader: labels.CheckReader, app.CheckCard: labels.CheckCard, app.CheckServer: labels.CheckServer,
	app.CheckClock: labels.CheckClock, app.CheckStore: labels.CheckStore,
}

func (m *model) line(l app.CheckLine, w int, advice bool) string {
	t, name := m.env.Theme, names[l.Name]
	switch {
	case l.OK:
		return m.row(name, []string{layout.Cut(theme.GlyphOK+" "+labels.CheckFine(string(l.Name), l.Detail), w)}, t.OK)
	case l.Code == "": // neither right nor wrong yet
		return m.row(name, []string{layout.Cut(labels.LoginReads, w)}, "")
	}
	said := text.Error(l.Code)
	lines := layout.Wrap(said.String(), w-2)
	if !advice {
		lines = []string{layout.Cut(said.What, w-2)}
	}
	mark := theme.GlyphError + " "
	for i, line := range lines {
		lines[i] = mark + line
		mark = "  "
	}
	return m.row(name, lines, t.Error)
}

func (m *model) Keys() []key.Binding {
	return []key.Binding{keys.As(keys.Refresh, labels.SupportAgain)}
}
