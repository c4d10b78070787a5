package clinicform

import (
	"strings"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/labels"
)

// licence is how the clinic stands with IVO (E7). It is warned of, and stops nothing.
type licence struct{}

func (licence) form() string  { return "licence" }
func (licence) title() string { return labels.ClinicLicence }
func (licence) anew() bool    { return false }
func (licence) means() string { return labels.ClinicLicenceWarn }

// states are the list of the field; what nobody has said has no place in it.
var states = func() *form.List {
	var items []form.Item
	for _, s := range domain.LicenceStates() {
		if s != domain.LicenceUnknown {
			items = append(items, form.Item{Code: string(s), Label: text.LicenceState(s)})
		}
	}
	return form.NewList(items)
}()

func (licence) specs(*model) []form.Spec {
	return []form.Spec{
		{Key: form.Of("state"), Kind: form.Select, Label: text.OfficeField("state"), List: states},
		plain("scope", text.OfficeField("scope")), plain("reference", text.OfficeField("reference")),
		{Key: form.Of("from"), Kind: form.Date, Label: text.OfficeField("from"), Width: 12, Hint: labels.ClinicDateHint},
	}
}

func (licence) base(o app.Office) map[string]string { return licenceText(o.Clinic.Licence) }

func licenceText(l domain.Licence) map[string]string {
	return map[string]string{"state": string(l.State), "scope": l.Scope, "reference": l.Reference, "from": l.From.String()}
}

func (licence) asks(m *model) (app.OfficeNote, []fault) {
	l := domain.Licence{State: domain.LicenceState(m.text("state")), Scope: strings.TrimSpace(m.text("scope")), Reference: strings.TrimSpace(m.text("reference"))}
	var wrong []fault
	if typed := strings.TrimSpace(m.text("from")); typed != "" {
		day, err := domain.ParseDateInput(typed, domain.DateOf(m.env.Now()))
		if err != nil {
			wrong = append(wrong, fault{"from", text.Why(domain.WhyNoDate)})
		}
		l.From = day
	}
	c := domain.LicenceChange{Version: m.office.Clinic.Version, Licence: l}
	return app.OfficeNote{Licence: &c}, append(wrong, faults(c.Check(), nil)...)
}
