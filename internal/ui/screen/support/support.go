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
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
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
func (m *model) Title() string { return text.SupportTitle }

// labelWidth is the column of names.
const labelWidth = 18

func (m *model) View(z layout.Size) string {
	data := m.port.Region()
	c, t := data.Profile.Support, m.env.Theme
	var b strings.Builder
	row := func(label, value string) {
		if value == "" {
			value = text.SupportMissing
		}
		for i, line := range layout.Wrap(text.Safe(value), z.W-labelWidth-2) {
			if i > 0 {
				label = ""
			}
			b.WriteString(" " + t.Label.Text(layout.Pad(label, labelWidth)) + line + "\n")
		}
	}
	b.WriteString("\n " + t.Title.Text(text.SupportWhom) + "\n")
	row("", c.Name)
	row(text.SupportPhone, c.Phone)
	row(text.SupportEmail, c.Email)
	row(text.SupportHours, c.Hours)
	for _, line := range layout.Wrap(text.Safe(c.State), z.W-2) {
		b.WriteString(" " + line + "\n")
	}
	if data.Profile.RefundAccount != "" {
		b.WriteString(" " + text.SupportRefund + ": " + text.Safe(data.Profile.RefundAccount) + "\n")
	}
	b.WriteString("\n " + t.Title.Text(text.SupportCheck) + "\n")
	if m.lines == nil {
		b.WriteString(" " + text.SupportRuns + "\n")
	}
	for _, l := range m.lines {
		b.WriteString(m.line(l, z.W))
	}
	b.WriteString(" " + t.Label.Text(layout.Pad(text.SupportVersion, labelWidth)) + layout.Cut(m.version, z.W-labelWidth-2))
	return b.String()
}

var names = map[app.CheckName]string{
	app.CheckReader: text.CheckReader, app.CheckCard: text.CheckCard, app.CheckServer: text.CheckServer,
	app.CheckClock: text.CheckClock, app.CheckStore: text.CheckStore,
}

func (m *model) line(l app.CheckLine, w int) string {
	label := m.env.Theme.Label.Text(layout.Pad(names[l.Name], labelWidth))
	if l.OK {
		said := text.Safe(l.Detail)
		if said == "" {
			said = text.CheckOK
		}
		return " " + label + m.env.Theme.OK.Text(theme.GlyphOK+" "+layout.Cut(said, w-labelWidth-4)) + "\n"
	}
	var b strings.Builder
	for i, part := range layout.Wrap(theme.GlyphError+" "+text.Error(l.Code).String(), w-labelWidth-2) {
		if i > 0 {
			label = layout.Spaces(labelWidth)
		}
		b.WriteString(" " + label + m.env.Theme.Error.Text(part) + "\n")
	}
	return b.String()
}

func (m *model) Keys() []key.Binding {
	return []key.Binding{keys.As(keys.Refresh, text.SupportAgain)}
}
