// Package entitlement is Kontrollera intyg: a patient's entitlements and prior
// approvals, without making a bill (B2; manual VGR "Kontrollera om intyg
// fortfarande är giltigt").
package entitlement

import (
	"context"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/patientcard"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/theme"
)

// Port is what the screen needs of the app.
type Port interface {
	patientcard.Patients
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
	bad  page.Level // of said
	ask  screen.Ask

	history app.History
	top     int // first line of the card shown
	size    layout.Size
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
	m.form.SetSpecs(form.Spec{Key: person, Label: labels.BillPerson, Kind: form.Pick, List: m.recent, Browse: true, Hint: labels.BillPersonHint})
}

type looked struct {
	id      domain.PersonID
	res     app.PersonResult
	history app.History
	err     error
}

func (m *model) Init() tea.Cmd { return m.latest.Do(patientcard.LoadRecent(m.port)) }

func (m *model) Update(msg tea.Msg) screen.Step {
	if answer, ours := m.ask.Take(msg); ours {
		if l, ok := answer.(looked); ok {
			m.res, m.history, m.said, m.top = l.res, l.history, text.Sentence{}, 0
			if l.err != nil {
				m.bad = screen.LookupLevel(l.err)
				m.said = labels.LookupError(domain.CodeOf(l.err), app.Said(l.err), l.id.Kind(), m.port.Region().Profile.Reserve)
			}
		}
		return screen.Stay(nil)
	}
	if answer, ours := m.latest.Take(msg); ours {
		if l, ok := answer.(patientcard.Lately); ok {
			m.recent = patientcard.Recent(l.List, m.port.Today(), m.env.Now().Location())
			m.layField()
		}
		return screen.Stay(nil)
	}
	if k, isKey := msg.(tea.KeyMsg); isKey {
		return m.press(k)
	}
	return screen.Stay(nil)
}

func (m *model) press(k tea.KeyMsg) screen.Step {
	if m.form.Modal() { // what is taken from the list is looked up
		if m.write(k).Done {
			return screen.Stay(m.search())
		}
		return screen.Stay(nil)
	}
	if step, done := screen.Press(m.Actions(), k); done {
		return step
	}
	if top, moves := m.scrolled(k); moves {
		m.top = top
		return screen.Stay(nil)
	}
	m.write(k)
	return screen.Stay(nil)
}

// write gives a key to the field; another number is another patient.
func (m *model) write(k tea.KeyMsg) form.Event {
	e := m.form.Update(k)
	if e.Changed {
		m.ask.Stop()
		m.res, m.said = app.PersonResult{}, text.Sentence{}
	}
	return e
}

// scrolled is the first line shown after a key that scrolls the card.
func (m *model) scrolled(k tea.KeyMsg) (top int, moves bool) {
	if m.res.At.IsZero() {
		return 0, false
	}
	room := m.room(m.size)
	last := max(len(m.facts(room.W))-room.H, 0)
	switch k.String() {
	case "up":
		top = m.top - 1
	case "down":
		top = m.top + 1
	case "pgup":
		top = m.top - room.H
	case "pgdown":
		top = m.top + room.H
	case "end":
		top = last
	case "home":
	default:
		return 0, false
	}
	return max(min(top, last), 0), true
}

func (m *model) search() tea.Cmd {
	id, err := domain.ParsePersonID(m.form.Value(person), m.port.Today())
	defer m.form.Retype(person) // the next number takes its place
	if err != nil {
		m.res = app.PersonResult{}
		m.bad = page.Error
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
		return looked{id: id, res: res, history: patientcard.Past(m.port, id)}
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

// Actions look the number up, and scroll what was found.
func (m *model) Actions() []screen.Action {
	if m.form.Modal() {
		return screen.Shown(m.form.Keys()...)
	}
	find := func() screen.Step { return screen.Stay(m.search()) }
	list := append(screen.Shown(m.form.Keys()...),
		screen.Action{Key: keys.As(keys.Enter, labels.EntitlementFind), Do: find},
		screen.Action{Key: keys.As(keys.Refresh, labels.EntitlementAgain), Do: find})
	if !m.res.At.IsZero() {
		list = append(list, screen.Action{Key: keys.As(keys.UpDown, labels.KeyScroll)})
	}
	return list
}

// Resize tells the size in which the card is scrolled.
func (m *model) Resize(z layout.Size) { m.size = z }

// numberWidth is the room of the number and of its hint.
const numberWidth = 30

// fieldLine is the line of the number in a window of some width: below the lead.
func (m *model) fieldLine(w int) int { return 2 + len(layout.Wrap(labels.EntitlementLead, w-2)) }

// room is what is left for the card below the number.
func (m *model) room(z layout.Size) layout.Size {
	return layout.Size{W: z.W - 4, H: max(z.H-m.fieldLine(z.W)-2, 1)}
}

func (m *model) View(z layout.Size) string {
	t := m.env.Theme
	lead := page.Page{}
	lead.Space()
	lead.Say(page.Faint, labels.EntitlementLead)
	lead.Space()
	lines := lead.Lines(page.Look{Theme: t, Width: z.W - 1, Margin: 1})
	field := theme.GlyphCursor + " " + t.Select.Text(labels.BillPerson) + "  " + m.form.Cell(person, min(numberWidth, z.W-layout.Width(labels.BillPerson)-5))
	lines = append(lines, field, "")
	if said := m.answer(); !said.Empty() {
		lines = append(lines, said.Lines(page.Look{Theme: t, Width: z.W - 2, Margin: 2})...)
	} else if !m.res.At.IsZero() {
		lines = append(lines, m.shown(m.room(z))...)
	}
	view := layout.Squeeze(strings.Join(lines, "\n"), z.H)
	if box, open := m.form.Popup(layout.Size{W: min(z.W-2, 62), H: max(z.H-m.fieldLine(z.W)-2, 4)}); open {
		return layout.Overlay(view, box, 2, m.fieldLine(z.W)+1, z)
	}
	return view
}

// answer is what is said in place of a card.
func (m *model) answer() (p page.Page) {
	if m.ask.Waiting() {
		p.Say(page.Plain, labels.BillSearching)
		return p
	}
	p.Say(m.bad, m.said.What)
	p.SayIn(page.Plain, m.said.Do, 2)
	return p
}

// shown is the part of the card that is scrolled to; it says that there is more.
func (m *model) shown(z layout.Size) (lines []string) {
	all := m.facts(z.W)
	top := max(min(m.top, len(all)-z.H), 0)
	for _, l := range all[top:min(top+z.H, len(all))] {
		lines = append(lines, "  "+l)
	}
	if below := len(all) - top - z.H; below > 0 {
		lines[len(lines)-1] = "  " + m.env.Theme.Faint.Text(labels.More(below+1))
	}
	return lines
}

// facts is the patient's card. First of all stands how old it is.
func (m *model) facts(w int) []string {
	age := m.age()
	lines := age.Lines(page.Look{Theme: m.env.Theme, Width: w})
	return append(append(lines, ""), m.card().Columns(w)...)
}

func (m *model) age() (p page.Page) {
	at := m.res.At.In(m.env.Now().Location()).Format("2006-01-02 15:04")
	if m.res.Online {
		p.Say(page.Faint, labels.EntitlementAt+at)
	} else {
		p.Say(page.Warn, labels.EntitlementOld+at)
	}
	return p
}

func (m *model) card() patientcard.Card {
	return patientcard.Card{
		Result: m.res, History: m.history, Region: m.port.Region(), Clinic: m.port.Snapshot().Clinic,
		Today: m.port.Today(), Zone: m.env.Now().Location(), Theme: m.env.Theme,
	}
}

// Outline tells the number and what is known of the patient.
func (m *model) Outline() outline.Outline {
	o := append(outline.Outline{outline.Sentence{Text: labels.EntitlementLead}}, m.form.Outline()...)
	if said := m.answer(); !said.Empty() {
		return append(o, said.Outline()...)
	}
	if m.res.At.IsZero() {
		return o
	}
	age := m.age()
	return slices.Concat(o, age.Outline(), m.card().Outline())
}
