// Package entitlement is Kontrollera intyg: a patient's entitlements and prior
// approvals, without making a bill (B2; manual VGR "Kontrollera om intyg
// fortfarande är giltigt").
package entitlement

import (
	"context"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/theme"
)

// Port is what the screen needs of the app.
type Port interface {
	Lookup(ctx context.Context, id domain.PersonID) (app.PersonResult, error)
	Region() app.RegionData
	Today() domain.Date
}

type model struct {
	env  screen.Env
	port Port
	form *form.Form
	res  app.PersonResult
	said text.Sentence
	ask  screen.Ask
}

var person = form.Of(domain.FieldPerson)

// New makes the screen.
func New(env screen.Env, port Port) screen.Screen {
	return &model{env: env, port: port, form: form.New(env.Theme, form.Spec{Ref: person, Label: text.BillPerson, Width: 22, Limit: 20, Hint: text.BillPersonHint})}
}

type looked struct {
	res app.PersonResult
	err error
}

func (m *model) Init() tea.Cmd { return nil }

func (m *model) Update(msg tea.Msg) screen.Step {
	if answer, ours := m.ask.Take(msg); ours {
		if l, ok := answer.(looked); ok {
			m.res, m.said = l.res, text.Sentence{}
			if l.err != nil {
				m.said = text.Error(domain.CodeOf(l.err))
			}
		}
		return screen.Stay(nil)
	}
	k, isKey := msg.(tea.KeyMsg)
	switch {
	case !isKey:
	case keys.Is(k, keys.Enter), keys.Is(k, keys.Refresh):
		return screen.Stay(m.search())
	default:
		if e := m.form.Update(k); e.Changed {
			m.ask.Stop()
			m.res, m.said = app.PersonResult{}, text.Sentence{}
		}
	}
	return screen.Stay(nil)
}

func (m *model) search() tea.Cmd {
	id, err := domain.ParsePersonID(m.form.Value(person), m.port.Today())
	if err != nil {
		m.res = app.PersonResult{}
		m.said = text.Finding(domain.Finding{Code: rules.CodePersonInvalid, Params: map[string]string{"reason": domain.PersonReason(err)}})
		return nil
	}
	m.form.SetValue(person, id.Display())
	m.form.SetFocus(person, -1)
	m.res, m.said = app.PersonResult{}, text.Sentence{}
	return m.ask.Do(func(ctx context.Context) tea.Msg {
		res, err := m.port.Lookup(ctx, id)
		return looked{res, err}
	})
}

// Close ends the look-up.
func (m *model) Close() { m.ask.Stop() }

// Title names the screen.
func (m *model) Title() string { return text.EntitlementTitle }

// Typing tells that digits are the person number's.
func (m *model) Typing() bool { return true }

func (m *model) Keys() []key.Binding {
	return []key.Binding{keys.As(keys.Enter, text.EntitlementFind), keys.As(keys.Refresh, text.EntitlementAgain)}
}

func (m *model) View(z layout.Size) string {
	t := m.env.Theme
	var b strings.Builder
	b.WriteString("\n")
	for _, l := range layout.Wrap(text.EntitlementLead, z.W-2) {
		b.WriteString(" " + t.Faint.Text(l) + "\n")
	}
	b.WriteString("\n" + m.form.View(layout.Size{W: z.W, H: 1}) + "\n\n")
	switch {
	case m.ask.Waiting():
		b.WriteString("  " + text.BillSearching)
	case m.said != (text.Sentence{}):
		mark := theme.GlyphError + " "
		for _, l := range layout.Wrap(m.said.What, z.W-6) {
			b.WriteString("  " + t.Error.Text(mark+l) + "\n")
			mark = "  "
		}
		for _, l := range layout.Wrap(m.said.Do, z.W-6) {
			b.WriteString("    " + l + "\n")
		}
	case !m.res.At.IsZero():
		b.WriteString(m.facts(z.W))
	}
	return layout.Squeeze(b.String(), z.H)
}

// facts lists every entitlement and every approval, valid or ended. First of
// all stands how old the facts are.
func (m *model) facts(w int) string {
	t, f := m.env.Theme, m.res.Facts
	var b strings.Builder
	at := m.res.At.In(m.env.Now().Location()).Format("2006-01-02 15:04")
	if m.res.Online {
		b.WriteString("  " + t.Faint.Text(layout.Cut(text.EntitlementAt+at, w-4)) + "\n\n")
	} else {
		b.WriteString("  " + t.Warn.Text(layout.Cut(theme.GlyphWarn+" "+text.EntitlementOld+at, w-4)) + "\n\n")
	}
	for _, e := range f.Entitlements {
		b.WriteString(m.fact(e.Validity, e.Support, e.Category, e.No, w))
	}
	if len(f.Entitlements) == 0 {
		mark := theme.GlyphWarn + " "
		for _, l := range layout.Wrap(text.EntitlementNone, w-6) {
			b.WriteString("  " + t.Warn.Text(mark+l) + "\n")
			mark = "  "
		}
	}
	for _, a := range f.Approvals {
		b.WriteString(m.fact(a.Validity, a.Support, text.EntitlementFHB, a.No, w))
		b.WriteString(layout.Spaces(factIndent) + layout.Cut(text.EntitlementLeft(a.Amount-a.Used, a.Amount), w-factIndent) + "\n")
	}
	return b.String()
}

// factIndent is where a fact begins behind its mark and word.
const factIndent = 17

// fact is a line that begins with whether it is valid today, in words too.
func (m *model) fact(when domain.Period, s domain.Support, kind, no string, w int) string {
	mark, word, style := theme.GlyphOK, text.EntitlementValid, m.env.Theme.OK
	if !when.Contains(m.port.Today()) {
		mark, word, style = theme.GlyphError, text.EntitlementEnded, m.env.Theme.Error
	}
	line := layout.Pad(text.Support(s), 11) + layout.Pad(text.Safe(kind), 4) + " " + layout.Pad(text.Safe(no), 14) + " " + when.From.String() + " " + text.Validity(when)
	return "  " + style.Text(layout.Pad(mark+" "+word, factIndent-2)) + layout.Cut(line, w-factIndent) + "\n"
}
