package login

import (
	"strings"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/qr"
)

// The room beside the code, and round it.
const (
	sideWidth = 24
	gap       = 2
)

// Full takes the whole window while a code is shown: with the shell's lines there
// would not be room for it in 80×24.
func (m *model) Full() bool { return m.b.open && m.code() != "" }

// code is the text of the code to show, "" for none.
func (m *model) code() string {
	if m.opts.Plain || m.b.words.open {
		return ""
	}
	return m.b.state.QR
}

// bankIDPage is what is said: what to do, and what it is for.
func (m *model) bankIDPage(small bool) (p page.Page) {
	s := m.b.state
	title := labels.BankIDTitle
	if m.b.ofCard != 0 {
		title = labels.LoginDrafts
	}
	p.Say(page.Strong, title)
	p.Space()
	switch {
	case m.b.said != (text.Sentence{}):
		p.Say(page.Error, m.b.said.What)
		if m.b.said.Do != "" {
			p.Say(page.Plain, m.b.said.Do)
		}
	case m.paper.open:
	case m.b.words.open:
		p.Say(page.Plain, m.b.words.why.String())
	case s.Phase == app.BankIDPending:
		hint := s.Hint
		if m.opts.Plain && s.QR != "" { // there is nothing to scan
			hint = "noClient"
		}
		p.Say(page.Plain, text.BankIDPending(hint, m.b.here))
	case s.Phase == app.BankIDComplete:
		p.Say(page.Plain, labels.LoginConnects)
	default:
		p.Say(page.Plain, labels.BankIDStarts)
	}
	if s.Phase == app.BankIDPending {
		p.Space()
		p.Say(page.Faint, labels.BankIDShows(text.BankIDPurpose(text.Safe(m.ways.Portal), text.Safe(m.ways.Region), m.port.Snapshot().Clinic.Name)))
		m.sayCode(&p, small)
	}
	return p
}

// sayCode says what to do where no code can be shown.
func (m *model) sayCode(p *page.Page, small bool) {
	s := m.b.state
	switch {
	case m.opts.Plain && s.AutoStart != "":
		p.Say(page.Plain, labels.BankIDLink)
		p.Say(page.Plain, text.Safe(autoStart(s.AutoStart)))
	case small:
		p.Say(page.Error, labels.BankIDSmall)
	case s.QR != "":
		p.Space()
		p.Say(page.Faint, labels.BankIDStripes)
	}
}

// bankIDView draws the login by BankID: the code at the left, what is said at the
// right and the keys below.
func (m *model) bankIDView(z layout.Size) string {
	if m.code() == "" {
		return m.wordsView(z)
	}
	lines := qr.Draw(m.code(), layout.Size{W: z.W - sideWidth - gap, H: z.H - 1})
	if lines == nil {
		p := m.bankIDPage(true)
		body := strings.Join(p.Lines(page.Look{Theme: m.env.Theme, Width: min(textWidth, z.W-2)}), "\n")
		return layout.Fit(body, layout.Size{W: z.W, H: z.H - 1}) + "\n" + m.keyLine(z.W)
	}
	width := layout.Width(lines[0])
	p := m.bankIDPage(false)
	side := p.Lines(page.Look{Theme: m.env.Theme, Width: min(z.W-width-gap, textWidth)})
	var b strings.Builder
	for i := range z.H - 1 {
		left, right := layout.Spaces(width), ""
		if i < len(lines) {
			left = lines[i]
		}
		if i < len(side) {
			right = side[i]
		}
		b.WriteString(left + layout.Spaces(gap) + right + "\n")
	}
	return b.String() + m.keyLine(z.W)
}

// keyLine is the footer of a view without the shell's.
func (m *model) keyLine(w int) string {
	var parts []string
	for _, a := range m.bankIDActions() {
		h := a.Key.Help()
		parts = append(parts, h.Key+" "+h.Desc)
	}
	return layout.Cut(strings.Join(parts, " · "), w)
}

// wordsView is the login without a code.
func (m *model) wordsView(z layout.Size) string {
	w := min(textWidth, z.W-2)
	p := m.bankIDPage(false)
	lines := p.Lines(page.Look{Theme: m.env.Theme, Width: w})
	switch {
	case m.paper.open:
		lines = append(lines, "", m.env.Theme.Label.Text(labels.LoginKeyLabel))
		lines = append(lines, m.paper.lines(w)...)
	case m.b.words.open:
		label := m.b.words.label()
		lines = append(lines, "", m.env.Theme.Label.Text(label)+"  "+m.b.words.field.View(m.env.Theme, w-layout.Width(label)-2))
	}
	pad := layout.Spaces((z.W - w) / 2)
	for i := range lines {
		lines[i] = pad + lines[i]
	}
	return layout.Squeeze(strings.Repeat("\n", max((z.H-len(lines))/3, 0))+strings.Join(lines, "\n"), z.H)
}

// bankIDOutline tells the same; of the code, that there is one.
func (m *model) bankIDOutline() outline.Outline {
	p := m.bankIDPage(false)
	o := p.Outline()
	switch {
	case m.paper.open:
		o = append(o, m.paper.field())
	case m.b.words.open:
		o = append(o, outline.Field{Label: m.b.words.label(), Edited: true, Focused: true})
	}
	return o
}
