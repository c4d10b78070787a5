package clinicform

import (
	"strings"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/labels"
)

// contact is the clinic's name and contact details (E1). Its bank account is the
// region's to change.
type contact struct{}

func (contact) form() string  { return "contact" }
func (contact) title() string { return labels.ClinicContact }
func (contact) anew() bool    { return false }
func (contact) means() string { return "" }

func (contact) specs(*model) (specs []form.Spec) {
	for _, name := range []string{"name", "address", "postNo", "town", "phone", "email", "person"} {
		specs = append(specs, plain(name, text.OfficeField(name)))
	}
	return specs
}

func (contact) base(o app.Office) map[string]string {
	return contactText(o.Clinic.Name, o.Clinic.Contact)
}

func contactText(name string, c domain.ClinicContact) map[string]string {
	return map[string]string{
		"name": name, "address": c.Address, "postNo": c.PostNo, "town": c.Town, "phone": c.Phone, "email": c.Email, "person": c.Person,
	}
}

func (contact) asks(m *model) (app.OfficeNote, []fault) {
	c := domain.ContactChange{
		Version: m.office.Clinic.Version, Name: strings.TrimSpace(m.text("name")),
		Contact: domain.ClinicContact{
			Address: m.text("address"), PostNo: m.text("postNo"), Town: m.text("town"), Phone: m.text("phone"), Email: m.text("email"), Person: m.text("person"),
		}.Trimmed(),
	}
	return app.OfficeNote{Contact: &c}, faults(c.Check(), nil)
}
