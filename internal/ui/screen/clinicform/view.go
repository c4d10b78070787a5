package clinicform

import (
	"strings"

	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/page"
)

// footLines are kept below the form for what is said of the field in focus.
const footLines = 3

// labelWidth is the column of names in what is shown before saving.
const labelWidth = 18

// View draws the form, or what will be saved.
func (m *model) View(z layout.Size) string {
	look := page.Look{Theme: m.env.Theme, Width: z.W - 1, Margin: 1, Label: labelWidth}
	switch head := m.head(); {
	case m.sheet == nil:
		return layout.Squeeze(strings.Join(head.Lines(look), "\n"), z.H)
	case m.asking:
		all := m.preview()
		return layout.Squeeze(strings.Join(all.Lines(look), "\n"), z.H)
	default:
		top, foot := head.Lines(look), m.foot()
		below := foot.Lines(look)
		below = below[:min(len(below), footLines)]
		room := max(z.H-len(top)-len(below)-1, 1)
		view := append(append(top, m.form.View(layout.Size{W: z.W, H: room})), "")
		return layout.Squeeze(strings.Join(append(view, below...), "\n"), z.H)
	}
}

// head is what the form is, why it cannot be shown, or why it is here again.
func (m *model) head() (p page.Page) {
	if m.sheet == nil {
		if m.code != "" {
			p.Say(page.Error, text.Error(m.code).String())
			return p
		}
		p.Say(page.Plain, labels.ClinicReads)
		return p
	}
	p.Head(m.sheet.title())
	switch {
	case m.overtaken():
		p.Say(page.Error, labels.ClinicMeanwhile(m.no.Detail))
	case m.no != nil:
		p.Say(page.Error, labels.Refused(*m.no).String())
	}
	if u, is := m.sheet.(user); is && u.eitherID(m) {
		p.Say(page.Plain, labels.ClinicOneIsEnough)
	}
	p.Space()
	return p
}

// foot is all that is said of the field in focus; beside it there is little room.
func (m *model) foot() (p page.Page) {
	if s := m.Failed(); s.What != "" {
		p.Say(page.Error, s.String())
		return p
	}
	at, _ := m.form.Cursor()
	if n, ok := m.form.Note(at); ok {
		p.Say(page.Plain, n.Text)
	}
	return p
}

// preview is what will be saved.
func (m *model) preview() (p page.Page) {
	p.Head(m.sheet.title() + " – " + labels.ClinicSaveAsk)
	p.Space()
	for _, s := range m.sheet.specs(m) {
		was, is := m.shown(s, m.base[s.Key.Name]), m.shown(s, m.text(s.Key.Name))
		switch {
		case m.text(s.Key.Name) == m.base[s.Key.Name]:
		case m.sheet.anew():
			p.Row(s.Label, is)
		default:
			p.Row(s.Label, labels.ClinicWasIs(was, is))
		}
	}
	p.Space()
	p.Say(page.Plain, m.sheet.means())
	p.Say(page.Plain, labels.ClinicSaveKeys)
	return p
}

// shown is a value in words.
func (m *model) shown(s form.Spec, value string) string {
	for _, o := range s.Options {
		if o.Value == value {
			return o.Label
		}
	}
	if s.Kind == form.Check {
		if value == form.Yes {
			return labels.Yes
		}
		return labels.No
	}
	if s.List != nil {
		if it, ok := s.List.Item(value); ok {
			return it.Label
		}
	}
	return text.Safe(value)
}

// Outline tells the form, or what will be saved.
func (m *model) Outline() outline.Outline {
	head := m.head()
	if m.sheet == nil {
		return head.Outline()
	}
	if m.asking {
		all := m.preview()
		return all.Outline()
	}
	foot := m.foot()
	return append(append(head.Outline(), m.form.Outline()...), foot.Outline()...)
}
