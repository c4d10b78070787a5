package clinicform

import (
	"slices"
	"strings"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/labels"
)

// performer is a new behandlare of the clinic, or one who is there (E7).
type performer struct{ there *domain.Performer }

func (p performer) form() string {
	if p.there == nil {
		return "performer"
	}
	return "performer/" + app.PerformerID(*p.there)
}

func (p performer) title() string {
	if p.there == nil {
		return labels.ClinicNewPerformer
	}
	return labels.ClinicOnePerformer + ": " + text.Safe(p.there.Name)
}

func (p performer) anew() bool    { return p.there == nil }
func (p performer) means() string { return "" }

func (p performer) specs(*model) []form.Spec {
	no := plain("no", text.OfficeField("no"))
	if p.there != nil {
		no.Off = labels.ClinicFixed
	}
	day := func(name, label string) form.Spec {
		return form.Spec{Key: form.Of(name), Kind: form.Date, Label: label, Width: 12, Hint: labels.ClinicDateHint}
	}
	return []form.Spec{
		no, plain("name", text.OfficeField("name")), plain("profession", text.OfficeField("profession")),
		{Key: form.Of("specialist"), Kind: form.Check, Label: text.OfficeField("specialist"), Hint: labels.ClinicIsSpecialist},
		day("from", text.OfficeField("from")), day("to", text.OfficeField("to")),
	}
}

func (p performer) base(o app.Office) map[string]string {
	if p.there == nil {
		return performerText(domain.Performer{})
	}
	now := *p.there
	if i := slices.IndexFunc(o.Performers, func(c domain.Performer) bool { return c.No == p.there.No }); i >= 0 {
		now = o.Performers[i]
	}
	return performerText(now)
}

func performerText(p domain.Performer) map[string]string {
	specialist := ""
	if p.Specialist {
		specialist = form.Yes
	}
	return map[string]string{
		"no": p.No, "name": p.Name, "profession": p.Profession, "specialist": specialist, "from": p.Validity.From.String(), "to": p.Validity.To.String(),
	}
}

func (p performer) asks(m *model) (app.OfficeNote, []fault) {
	trim := func(name string) string { return strings.TrimSpace(m.text(name)) }
	one := domain.Performer{No: trim("no"), Name: trim("name"), Profession: trim("profession"), Specialist: m.text("specialist") == form.Yes}
	var wrong []fault
	for _, d := range []struct {
		name string
		into *domain.Date
	}{{"from", &one.Validity.From}, {"to", &one.Validity.To}} {
		if typed := trim(d.name); typed != "" {
			day, err := domain.ParseDateInput(typed, domain.DateOf(m.env.Now()))
			if err != nil {
				wrong = append(wrong, fault{d.name, text.Why(domain.WhyNoDate)})
			}
			*d.into = day
		}
	}
	c := domain.PerformerChange{Performer: one}
	if p.there != nil {
		c.Version = m.office.Clinic.Version
	}
	if len(wrong) == 0 {
		wrong = faults(c.Check(), map[string]string{"validity": "from"})
	}
	return app.OfficeNote{About: one.Name, Performer: &c}, wrong
}
