package clinic

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
)

// pages is a part that is read and has one form.
type pages struct {
	m    *model
	form string
	page func() page.Page
}

// labelWidth is the column of names.
const labelWidth = 18

func newContact(m *model) part { return &pages{m, "contact", m.contact} }

func newLicence(m *model) part { return &pages{m, "licence", m.licence} }

func (p *pages) Init() tea.Cmd                           { return nil }
func (p *pages) show(app.OfficeSeen, string) screen.Step { return screen.Stay(nil) }
func (p *pages) Resize(layout.Size)                      {}
func (p *pages) Typing() bool                            { return false }
func (p *pages) Modal() bool                             { return false }
func (p *pages) Asking() bool                            { return false }

func (p *pages) Update(msg tea.Msg) screen.Step {
	step, _ := screen.Press(p.Actions(), msg)
	return step
}

func (p *pages) View(z layout.Size) string {
	all := p.all()
	return layout.Squeeze(strings.Join(all.Lines(page.Look{Theme: p.m.env.Theme, Width: z.W - 1, Margin: 1, Label: labelWidth}), "\n"), z.H)
}

func (p *pages) Outline() outline.Outline {
	all := p.all()
	return all.Outline()
}

func (p *pages) Actions() []screen.Action {
	return []screen.Action{{Key: keys.As(keys.Enter, labels.ClinicEdit), Can: p.m.why, Do: edit(p.form)}}
}

// all is what is read, or why there is nothing.
func (p *pages) all() (all page.Page) {
	switch {
	case p.m.code != "" && p.m.office.At.IsZero():
		all.Say(page.Error, text.Error(p.m.code).String())
		return all
	case p.m.office.At.IsZero():
		all.Say(page.Plain, labels.ClinicReads)
		return all
	}
	all = p.page()
	if !p.m.port.Snapshot().Role.MayAdminister() {
		all.Space()
		all.Say(page.Plain, labels.Sentence(labels.ClinicNotYou))
	}
	return all
}

func (m *model) contact() (p page.Page) {
	c := m.office.Clinic
	p.Row(labels.ClinicNumber, text.Safe(c.No))
	for _, f := range contactRows(c) {
		p.Row(text.OfficeField(f[0]), text.Safe(f[1]))
	}
	p.Space()
	account := labels.ClinicNoGiro
	if number := c.Payee.Number(); number != "" {
		account = text.Safe(strings.TrimSpace(string(c.Payee.Kind) + " " + number + " " + c.Payee.Name))
	}
	p.Row(labels.ClinicAccount, account)
	p.Row("", labels.ClinicGiroHint)
	if !c.Ends.IsZero() {
		p.RowAs(page.Warn, labels.ClinicEnds, c.Ends.String())
	}
	return p
}

// contactRows are the clinic's contact details in the order of the form; what is not
// known has a dash, so that nobody takes it for left out.
func contactRows(c domain.Clinic) [][2]string {
	rows := [][2]string{
		{"name", c.Name},
		{"address", c.Contact.Address},
		{"postNo", c.Contact.PostNo},
		{"town", c.Contact.Town},
		{"phone", c.Contact.Phone},
		{"email", c.Contact.Email},
		{"person", c.Contact.Person},
	}
	for i := range rows {
		if rows[i][1] == "" {
			rows[i][1] = "–"
		}
	}
	return rows
}

func (m *model) licence() (p page.Page) {
	l := m.office.Clinic.Licence
	level := page.Plain
	if l.Missing(m.port.Today()) {
		level = page.Warn
	}
	p.RowAs(level, text.OfficeField("state"), text.LicenceState(l.State))
	p.Row(text.OfficeField("scope"), text.Safe(l.Scope))
	p.Row(text.OfficeField("reference"), text.Safe(l.Reference))
	p.Row(text.OfficeField("from"), l.From.String())
	p.Space()
	p.Say(page.Plain, labels.ClinicLicenceWarn)
	return p
}
