// Package support tells whom to call, what to have at hand, and whether reader,
// card, server, clock, disk, terminal and local store work (E3).
package support

import (
	"context"
	"strconv"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/doctor"
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
	Viewed() int64
}

// About is what the program tells of itself.
type About struct {
	Version string                              // to be read out on the phone
	Check   func(context.Context) []doctor.Line // looks at the computer; may take until the context ends
}

// checkPatience bounds one self-check: a server that does not answer is an answer.
const checkPatience = 8 * time.Second

type model struct {
	env   screen.Env
	port  Port
	about About
	lines []doctor.Line
	size  layout.Size
	top   int // the first line shown, where not all fit
	ask   screen.Ask
	copy  screen.Ask // apart, so that it does not end the check
}

// New makes the screen.
func New(env screen.Env, port Port, about About) screen.Screen {
	return &model{env: env, port: port, about: about, size: layout.Size{W: 80, H: 19}}
}

type (
	checked struct{ lines []doctor.Line }
	copied  struct{ said string }
)

func (m *model) Init() tea.Cmd { return m.check() }

func (m *model) check() tea.Cmd {
	return m.ask.Do(func(ctx context.Context) tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, checkPatience)
		defer cancel()
		return checked{m.about.Check(ctx)}
	})
}

func (m *model) Update(msg tea.Msg) screen.Step {
	if answer, ours := m.ask.Take(msg); ours {
		if a, ok := answer.(checked); ok {
			m.lines = a.lines
		}
		return screen.Stay(nil)
	}
	if answer, ours := m.copy.Take(msg); ours {
		if a, ok := answer.(copied); ok {
			return screen.Stay(nil).Say(a.said)
		}
		return screen.Stay(nil)
	}
	switch {
	case keys.Is(msg, keys.Up):
		m.scroll(-1)
	case keys.Is(msg, keys.Down):
		m.scroll(1)
	case keys.Is(msg, keyPage) && msg.(tea.KeyMsg).Type == tea.KeyPgUp:
		m.scroll(-(m.size.H - 2))
	case keys.Is(msg, keyPage):
		m.scroll(m.size.H - 2)
	}
	step, _ := screen.Press(m.Actions(), msg)
	return step
}

var (
	keyPage   = keys.New("PgUp PgDn", labels.ManualPage, "pgup", "pgdown")
	keyManual = keys.New("m", labels.SupportManual, "m")
	keyTold   = keys.New("r", labels.MessagesGo, "r")
	keyCopy   = keys.New("c", labels.SupportCopy, "c")
	keySlots  = keys.New("n", labels.SlotsGo, "n")
)

// Actions: the check can be done again, the number copied, the manual read; what
// opens the drafts is a screen of its own.
func (m *model) Actions() []screen.Action {
	list := []screen.Action{
		{Key: keys.As(keys.Refresh, labels.SupportAgain), Do: func() screen.Step {
			m.lines = nil
			return screen.Stay(m.check())
		}},
		{Key: keyCopy, Can: m.noRef, Do: m.copyRef},
		{Key: keyManual, Do: func() screen.Step { return screen.Push(screen.Route{Name: screen.Manual}) }},
		{Key: keyTold, Do: func() screen.Step { return screen.Push(screen.Route{Name: screen.Messages}) }},
		{Key: keySlots, Do: func() screen.Step { return screen.Push(screen.Route{Name: screen.Slots}) }},
	}
	if len(m.drawn(m.size)) > m.size.H {
		list = append(list, screen.Shown(keys.As(keys.UpDown, labels.KeyScroll), keyPage)...)
	}
	return list
}

func (m *model) noRef() string {
	if m.port.Viewed() == 0 {
		return labels.SupportNoRef
	}
	return ""
}

func (m *model) copyRef() screen.Step {
	number := strconv.FormatInt(m.port.Viewed(), 10)
	return screen.Stay(m.copy.Do(func(context.Context) tea.Msg {
		if err := m.env.Out.Copy(number); err != nil {
			return copied{text.Error("").String()}
		}
		return copied{labels.SupportCopied}
	}))
}

func (m *model) scroll(by int) {
	m.top = max(min(m.top+by, len(m.drawn(m.size))-m.size.H+1), 0)
}

// Resize keeps the size, for what does not fit.
func (m *model) Resize(z layout.Size) { m.size = z; m.scroll(0) }

// Close ends the check.
func (m *model) Close() {
	m.ask.Stop()
	m.copy.Stop()
}

// Title names the screen.
func (m *model) Title() string { return labels.SupportTitle }

// labelWidth is the column of names.
const labelWidth = 18

// View draws what is scrolled to; the last line tells how much is below.
func (m *model) View(z layout.Size) string {
	lines := m.drawn(z)
	if len(lines) <= z.H {
		return strings.Join(lines, "\n")
	}
	top := max(min(m.top, len(lines)-z.H+1), 0)
	shown := lines[top:min(top+z.H-1, len(lines))]
	below := len(lines) - top - len(shown)
	return strings.Join(shown, "\n") + "\n " + m.env.Theme.Faint.Text(layout.Cut(labels.RowsAway(top, below), z.W-1))
}

// drawn are all lines, without empty ones where there is no room for them.
func (m *model) drawn(z layout.Size) []string {
	look := page.Look{Theme: m.env.Theme, Width: z.W - 1, Margin: 1, Label: labelWidth}
	p := m.page()
	lines := append([]string{""}, p.Lines(look)...)
	return strings.Split(layout.Squeeze(strings.Join(lines, "\n"), max(z.H, said(lines))), "\n")
}

// said is the number of lines that are not empty.
func said(lines []string) (n int) {
	for _, l := range lines {
		if strings.TrimSpace(l) != "" {
			n++
		}
	}
	return n
}

// Outline tells all of it.
func (m *model) Outline() outline.Outline {
	p := m.page()
	return p.Outline()
}

func (m *model) page() (p page.Page) {
	m.contact(&p)
	p.Space()
	m.selfCheck(&p)
	p.Space()
	m.more(&p)
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
	if ref := m.port.Viewed(); ref != 0 {
		p.Row(labels.SupportRef, labels.SupportRefLast(strconv.FormatInt(ref, 10)))
	}
	p.Say(page.Plain, labels.SupportLacks(missing))
	if m.port.Viewed() == 0 { // otherwise the number stands above, with what to do with it
		p.Say(page.Plain, text.Safe(s.State))
	}
}

// more is what is seldom asked for.
func (m *model) more(p *page.Page) {
	profile := m.port.Region().Profile
	if profile.RefundAccount != "" {
		p.Say(page.Plain, labels.SupportRefund+": "+text.Safe(profile.RefundAccount))
	}
	p.Say(page.Plain, labels.SupportUnchecked(rules.Unchecked(&profile)))
	p.Say(page.Faint, labels.SupportBundle)
}

// levels are how the grades of a check look.
var levels = map[doctor.Grade]page.Level{doctor.Fine: page.OK, doctor.Warn: page.Warn, doctor.Fault: page.Error, doctor.Unknown: page.Waits}

// selfCheck is what works and what does not, with what to do. What is wrong comes
// first: it is read even where not all fits.
func (m *model) selfCheck(p *page.Page) {
	p.HeadWith(labels.SupportCheck, labels.SupportVersion+" "+m.about.Version)
	if m.lines == nil {
		p.Say(page.Plain, labels.SupportRuns)
	}
	for _, wrong := range []bool{true, false} {
		for _, l := range m.lines {
			if (l.Grade == doctor.Fault || l.Grade == doctor.Warn) != wrong {
				continue
			}
			what := l.Said.String()
			if l.Who != "" {
				what = l.Who + ". " + what
			}
			p.RowAs(levels[l.Grade], labels.CheckNames[string(l.Name)], what)
		}
	}
}
