package clinicform

import (
	"slices"
	"strconv"
	"strings"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/labels"
)

// user is a new user of the clinic, or one who is there (E2).
type user struct{ there *domain.ClinicUser }

func (u user) form() string {
	if u.there == nil {
		return "user"
	}
	return "user/" + strconv.FormatInt(u.there.ID, 10)
}

func (u user) title() string {
	if u.there == nil {
		return labels.ClinicNewUser
	}
	return labels.ClinicChangeUser + ": " + text.Safe(u.there.Name)
}

func (u user) anew() bool { return u.there == nil }

func (u user) means() string {
	if u.there == nil {
		return labels.ClinicRights
	}
	return ""
}

// specs: how a new user logs in is asked for as the region's users log in; of one who
// is there it cannot be changed.
func (u user) specs(m *model) []form.Spec {
	specs := []form.Spec{plain("first", text.OfficeField("first")), plain("last", text.OfficeField("last"))}
	if u.there == nil {
		logins := m.port.Region().Profile.Logins
		if slices.Contains(logins, domain.LoginSITHS) {
			s := plain("hsaId", text.OfficeField("hsaId"))
			s.Hint = labels.ClinicHSAHint
			specs = append(specs, s)
		}
		if slices.Contains(logins, domain.LoginBankID) {
			s := plain("person", text.OfficeField("userPerson"))
			s.Hint = labels.ClinicPersonHint
			specs = append(specs, s)
		}
	}
	for _, name := range []string{"email", "phone", "mobile"} {
		specs = append(specs, plain(name, text.OfficeField(name)))
	}
	role := form.Spec{Key: form.Of("role"), Kind: form.Choice, Label: text.OfficeField("role")}
	for _, r := range domain.Roles() {
		role.Options = append(role.Options, form.Option{Value: string(r), Label: text.Role(r)})
	}
	return append(specs, role)
}

// eitherID tells whether the form asks for two ways to log in, of which one is enough.
func (u user) eitherID(m *model) bool {
	logins := m.port.Region().Profile.Logins
	return u.anew() && slices.Contains(logins, domain.LoginSITHS) && slices.Contains(logins, domain.LoginBankID)
}

func (u user) base(o app.Office) map[string]string {
	if u.there == nil {
		return userText(domain.UserDetails{})
	}
	now := *u.there
	if i := slices.IndexFunc(o.Users, func(c domain.ClinicUser) bool { return c.ID == u.there.ID }); i >= 0 {
		now = o.Users[i]
	}
	if now.First == "" && now.Last == "" { // from before there were two
		now.First, now.Last, _ = strings.Cut(now.Name, " ")
	}
	base := userText(now.UserDetails)
	delete(base, "hsaId")
	delete(base, "person")
	return base
}

func userText(d domain.UserDetails) map[string]string {
	return map[string]string{
		"first": d.First, "last": d.Last, "hsaId": d.HSAID, "person": d.Person.Display(), "email": d.Email, "phone": d.Phone, "mobile": d.Mobile, "role": string(d.Role),
	}
}

func (u user) asks(m *model) (app.OfficeNote, []fault) {
	trim := func(name string) string { return strings.TrimSpace(m.text(name)) }
	d := domain.UserDetails{
		First: trim("first"), Last: trim("last"), HSAID: trim("hsaId"), Email: trim("email"), Phone: trim("phone"), Mobile: trim("mobile"), Role: domain.Role(m.text("role")),
	}
	var wrong []fault
	if typed := trim("person"); typed != "" {
		id, err := domain.ParsePersonID(typed, domain.DateOf(m.env.Now()))
		if err != nil {
			finding := domain.Finding{Code: rules.CodePersonInvalid, Params: map[string]string{"reason": domain.PersonReason(err)}}
			wrong = append(wrong, fault{"person", text.Finding(finding)})
		}
		d.Person = id
	}
	for _, f := range faults(d.Check(m.port.Region().Profile.Logins, u.there != nil), nil) {
		if !slices.ContainsFunc(wrong, func(w fault) bool { return w.Field == f.Field }) {
			wrong = append(wrong, f)
		}
	}
	c := domain.UserChanging{Act: domain.UserAdd, Details: d}
	if u.there != nil {
		c = domain.UserChanging{Act: domain.UserChange, Version: m.office.Clinic.Version, User: u.there.ID, Details: d}
	}
	return app.OfficeNote{About: d.Name(), User: &c}, wrong
}
