// Package support tells whom to call, what to have at hand, and whether reader,
// card, server, clock and local store work (E3).
package support

import (
	"context"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain/rules"
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
	step, _ := screen.Press(m.Actions(), msg)
	return step
}

// Actions: the check can be done again, and the region's messages are kept here.
func (m *model) Actions() []screen.Action {
	return []screen.Action{
		{Key: keys.As(keys.Refresh, labels.SupportAgain), Do: func() screen.Step {
			m.lines = nil
			return screen.Stay(m.check())
		}},
		{Key: messagesKey, Do: func() screen.Step { return screen.Push(screen.Route{Name: screen.Messages}) }},
	}
}

// messagesKey shows what the region has told.
var messagesKey = keys.New("m", labels.MessagesGo, "m")

// Close ends the check.
func (m *model) Close() { m.ask.Stop() }

// Title names the screen.
func (m *model) Title() string { return labels.SupportTitle }

// labelWidth is the column of names.
const labelWidth = 18

// View draws all of it; where that is too tall, the faults without what to do.
func (m *model) View(z layout.Size) string {
	look := page.Look{Theme: m.env.Theme, Width: z.W - 1, Margin: 1, Label: labelWidth}
	p := m.page(true)
	lines := p.Lines(look)
	said := 0
	for _, l := range lines {
		if strings.TrimSpace(l) != "" { // empty ones may go
			said++
		}
	}
	if said > z.H {
		p = m.page(false)
		lines = p.Lines(look)
	}
	return layout.Squeeze("\n"+strings.Join(lines, "\n"), z.H)
}

// Outline tells all of it.
func (m *model) Outline() outline.Outline {
	p := m.page(true)
	return p.Outline()
}

func (m *model) page(advice bool) (p page.Page) {
	m.contact(&p)
	p.Space()
	m.selfCheck(&p, advice)
	return p
}

// contact is whom to call. What the region does not tell is said once.
func (m *model) contact(p *page.Page) {
	profile := m.port.Region().Profile
	p.Head(labels.SupportWhom)
	var missing []string
	s := profile.Support
	for _, f := range [][2]string{{labels.SupportUnit, s.Name}, {labels.SupportPhone, s.Phone}, {labels.SupportEmail, s.Email}, {labels.SupportHours, s.Hours}, {labels.SupportLogin, labels.Logins(profile.Logins)}} {
		if f[1] == "" {
			missing = append(missing, f[0])
		}
		p.Row(f[0], text.Safe(f[1]))
	}
	p.Say(page.Plain, labels.SupportLacks(missing))
	p.Say(page.Plain, text.Safe(s.State))
	if profile.RefundAccount != "" {
		p.Say(page.Plain, labels.SupportRefund+": "+text.Safe(profile.RefundAccount))
	}
	p.Say(page.Plain, labels.SupportUnchecked(rules.Unchecked(&profile)))
}

// selfCheck is what works and what does not, with what to do where there is room.
func (m *model) selfCheck(p *page.Page, advice bool) {
	p.HeadWith(labels.SupportCheck, labels.SupportVersion+" "+m.version)
	if m.lines == nil {
		p.Say(page.Plain, labels.SupportRuns)
	}
	for _, l := range m.lines {
		name := names[l.Name]
		switch said := text.Error(l.Code); {
		case l.OK:
			p.RowAs(page.OK, name, labels.CheckFine(string(l.Name), l.Detail))
		case l.Code == "": // neither right nor wrong yet
			p.Row(name, labels.LoginReads)
		case advice:
			p.RowAs(page.Error, name, said.String())
		default:
			p.RowAs(page.Error, name, said.What)
		}
	}
}

var names = map[app.CheckName]string{
	app.CheckReader: labels.CheckReader, app.CheckCard: labels.CheckCard, app.CheckServer: labels.CheckServer,
	app.CheckClock: labels.CheckClock, app.CheckStore: labels.CheckStore,
}
