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
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/patientcard"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/theme"
)

// Port is what the screen needs of the app.
type Port interface {
	Lookup(ctx context.Context, id domain.PersonID) (app.PersonResult, error)
	History(id domain.PersonID) (app.History, error)
	Recent() ([]app.PersonResult, error)
	Region() app.RegionData
	Snapshot() app.Snapshot
	Today() domain.Date
}

type model struct {
	env  screen.Env
	port Port
	form *form.Form
	res  app.PersonResult
	said text.Sentence
	ask  screen.Ask

	history app.History
	top     int // first line of the card shown
	recent  *form.List
	latest  screen.Ask
}

var person = form.Of(domain.FieldPerson)

// New makes the screen.
func New(env screen.Env, port Port) screen.Screen {
	m := &model{env: env, port: port, form: form.New(env.Theme)}
	m.layField()
	return m
}

func (m *model) layField() {
	m.form.SetSpecs(form.Spec{Key: person, Label: labels.BillPerson, Kind: form.Pick, List: m.recent, Browse: true, Limit: 20, Hint: labels.BillPersonHint})
}

type looked struct {
	id      domain.PersonID
	res     app.PersonResult
	history app.History
	err     error
}

// lately is the patients looked up last at this clinic.
type lately struct{ list []app.PersonResult }

func (m *model) Init() tea.Cmd {
	return m.latest.Do(func(context.Context) tea.Msg {
		list, err := m.port.Recent()
		if err != nil {
			return lately{} // the number can be typed all the same
		}
		return lately{list}
	})
}

func (m *model) Update(msg tea.Msg) screen.Step {
	if answer, ours := m.ask.Take(msg); ours {
		if l, ok := answer.(looked); ok {
			m.res, m.history, m.said, m.top = l.res, l.history, text.Sentence{}, 0
			if l.err != nil {
				m.said = labels.LookupError(domain.CodeOf(l.err), app.Said(l.err), l.id.Kind(), m.port.Region().Profile.ID)
			}
		}
		return screen.Stay(nil)
	}
	if answer, ours := m.latest.Take(msg); ours {
		if l, ok := answer.(lately); ok {
			m.recent = patientcard.Recent(l.list, m.port.Today(), m.env.Now().Location())
			m.layField()
		}
		return screen.Stay(nil)
	}
	k, isKey := msg.(tea.KeyMsg)
	switch {
	case !isKey:
	case m.form.Modal():
		return m.choose(k)
	case keys.Is(k, keys.Enter), keys.Is(k, keys.Refresh):
		return screen.Stay(m.search())
	case keys.Is(k, keys.Up):
		m.top = max(m.top-1, 0)
	case keys.Is(k, keys.Down):
		m.top = min(m.top+1, maxTop)
	default:
		if e := m.form.Update(k); e.Changed {
			m.ask.Stop()
			m.res, m.said = app.PersonResult{}, text.Sentence{}
		}
	}
	return screen.Stay(nil)
}

// choose gives a key to the open list; what is taken from it is looked up.
func (m *model) choose(k tea.KeyMsg) screen.Step {
	e := m.form.Update(k)
	if e.Changed {
		m.ask.Stop()
		m.res, m.said = app.PersonResult{}, text.Sentence{}
	}
	if e.Done {
		return screen.Stay(m.search())
	}
	return screen.Stay(nil)
}

func (m *model) search() tea.Cmd {
	id, err := domain.ParsePersonID(m.form.Value(person), m.port.Today())
	defer m.form.Retype(person) // the next number takes its place
	if err != nil {
		m.res = app.PersonResult{}
		m.said = text.Finding(domain.Finding{Code: rules.CodePersonInvalid, Params: map[string]string{"reason": domain.PersonReason(err)}})
		return nil
	}
	m.form.SetValue(person, id.Display())
	m.res, m.said = app.PersonResult{}, text.Sentence{}
	return m.ask.Do(func(ctx context.Context) tea.Msg {
		res, err := m.port.Lookup(ctx, id)
		if err != nil {
			return looked{id: id, err: err}
		}
		past, err := m.port.History(id) // without it the rest is shown all the same
		if err != nil {
			past = app.History{}
		}
		return looked{id: id, res: res, history: past}
	})
}

// Close ends the look-up.
func (m *model) Close() {
	m.ask.Stop()
	m.latest.Stop()
}

// Title names the screen.
func (m *model) Title() string { return labels.EntitlementTitle }

// Typing tells that digits are the person number's.
func (m *model) Typing() bool { return true }

// Modal tells whether Esc closes the list of patients.
func (m *model) Modal() bool { return m.form.Modal() }

func (m *model) Keys() []key.Binding {
	if m.form.Modal() {
		return m.form.Keys()
	}
	list := append(m.form.Keys(), keys.As(keys.Enter, labels.EntitlementFind), keys.As(keys.Refresh, labels.EntitlementAgain))
	if !m.res.At.IsZero() {
		list = append(list, keys.As(keys.UpDown, labels.KeyScroll))
	}
	return list
}

// maxTop bounds scrolling; a card has fewer lines.
const maxTop = 200

// numberWidth is the room of the number and of its hint.
const numberWidth = 30

func (m *model) View(z layout.Size) string {
	t := m.env.Theme
	var b strings.Builder
	b.WriteString("\n")
	for _, l := range layout.Wrap(labels.EntitlementLead, z.W-2) {
		b.WriteString(" " + t.Faint.Text(l) + "\n")
	}
	field := strings.Count(b.String(), "\n") + 1
	b.WriteString("\n" + theme.GlyphCursor + " " + t.Select.Text(labels.BillPerson) + "  " + m.form.Cell(person, min(numberWidth, z.W-layout.Width(labels.BillPerson)-5)) + "\n\n")
	switch {
	case m.ask.Waiting():
		b.WriteString("  " + labels.BillSearching)
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
		room := layout.Size{W: z.W - 4, H: z.H - strings.Count(b.String(), "\n")}
		b.WriteString("  " + strings.Join(m.facts(room), "\n  "))
	}
	view := layout.Squeeze(b.String(), z.H)
	if box, open := m.form.Popup(layout.Size{W: min(z.W-2, 62), H: max(z.H-field-1, 4)}); open {
		return layout.Overlay(view, box, 2, field+1, z)
	}
	return view
}

// facts is the patient's card. First of all stands how old it is.
func (m *model) facts(z layout.Size) []string {
	t := m.env.Theme
	at := m.res.At.In(m.env.Now().Location()).Format("2006-01-02 15:04")
	age := t.Faint.Text(layout.Cut(labels.EntitlementAt+at, z.W))
	if !m.res.Online {
		age = t.Warn.Text(layout.Cut(theme.GlyphWarn+" "+labels.EntitlementOld+at, z.W))
	}
	card := patientcard.Card{
		Result: m.res, History: m.history, Region: m.port.Region(), Clinic: m.port.Snapshot().Clinic,
		Today: m.port.Today(), Zone: m.env.Now().Location(), Theme: t,
	}
	lines := append([]string{age, ""}, card.Columns(z.W)...)
	top := max(min(m.top, len(lines)-z.H), 0)
	return lines[top:min(top+max(z.H, 0), len(lines))]
}
