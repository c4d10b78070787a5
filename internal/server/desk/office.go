package desk

import (
	"context"
	"slices"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/text"
)

// The verbs by which the desk's own log names what is done to providers, clinics and
// users.
const (
	VerbProviderAdd   = "providers add"
	VerbProviderEnd   = "providers end"
	VerbClinicAdd     = "clinics add"
	VerbClinicEnd     = "clinics end"
	VerbClinicContact = "clinics contact"
	VerbClinicAccount = "clinics account"
	VerbClinicLicence = "clinics licence"
	VerbUserAdd       = "users add"
	VerbUserEnd       = "users end"
	VerbUserRole      = "users role"
)

// CodeClinicChanged is the code of a conflict: the clinic is not as it was shown.
const CodeClinicChanged = "desk.clinic-changed"

// CodeThere is the code of a conflict: a provider or clinic of that name is there.
const CodeThere = "desk.there"

func (d Desk) clinicEvent(act domain.ClinicAct, about string, fields ...string) domain.ClinicEvent {
	return domain.ClinicEvent{At: d.moment(), Act: act, By: d.By, About: about, Fields: fields}
}

// AddProvider stores a new provider. Kind Conflict if there is one of its id.
func (d Desk) AddProvider(ctx context.Context, p domain.Provider) error {
	return d.Store.Write(ctx, func(tx server.Tx) error {
		all, err := tx.Providers()
		if err != nil {
			return err
		}
		if slices.ContainsFunc(all, func(o domain.Provider) bool { return o.ID == p.ID }) {
			return &domain.Error{Kind: domain.Conflict, Code: CodeThere, Op: "desk.addProvider"}
		}
		if err := tx.PutProvider(p); err != nil {
			return err
		}
		return d.trace(tx, server.DeskAct{Verb: VerbProviderAdd, About: "vårdgivare " + p.ID})
	})
}

// Joining is a user who is to work at a new clinic too, in a role (paraply).
type Joining struct {
	User server.RollUser
	Role domain.Role
}

// AddClinic stores a new clinic of a provider that is there, at which some users work
// from today on. Kind Conflict if there is one of its number.
func (d Desk) AddClinic(ctx context.Context, c domain.Clinic, joining ...Joining) error {
	return d.Store.Write(ctx, func(tx server.Tx) error {
		switch _, err := tx.Clinic(c.No); {
		case err == nil:
			return &domain.Error{Kind: domain.Conflict, Code: CodeThere, Op: "desk.addClinic"}
		case domain.KindOf(err) != domain.NotFound:
			return err
		}
		now, err := server.SaveClinic(tx, c, d.clinicEvent(domain.ClinicRegister, ""))
		if err != nil {
			return err
		}
		if err := d.trace(tx, server.DeskAct{Verb: VerbClinicAdd, About: "klinik " + c.No}); err != nil {
			return err
		}
		for _, j := range joining {
			if now, err = d.join(tx, now, j); err != nil {
				return err
			}
		}
		return nil
	})
}

// join lets a user whom the region knows work at a clinic from today on.
func (d Desk) join(tx server.Tx, c domain.Clinic, j Joining) (domain.Clinic, error) {
	if err := tx.PutMembership(j.User.ID, c.No, j.Role, domain.Period{From: domain.DateOf(d.Now())}); err != nil {
		return c, err
	}
	after, err := server.SaveClinic(tx, c, d.clinicEvent(domain.ClinicUserAdded, j.User.Name, "role"))
	if err != nil {
		return c, err
	}
	return after, d.trace(tx, server.DeskAct{Verb: VerbUserAdd, About: "klinik " + c.No + ", " + j.User.Name + ", " + string(j.Role)})
}

// SaveClinics stores clinics as they are to be after an act; each must be in the
// version that was shown: Kind Conflict with CodeClinicChanged, and nothing is done.
func (d Desk) SaveClinics(ctx context.Context, verb string, act domain.ClinicAct, clinics ...domain.Clinic) error {
	return d.Store.Write(ctx, func(tx server.Tx) error {
		for _, c := range clinics {
			was, err := asShown(tx, c)
			if err != nil {
				return err
			}
			fields := changed(act, was, c)
			if _, err := server.SaveClinic(tx, c, d.clinicEvent(act, "", fields...)); err != nil {
				return err
			}
			if err := d.trace(tx, server.DeskAct{Verb: verb, About: "klinik " + c.No + became(act, c, fields)}); err != nil {
				return err
			}
		}
		return nil
	})
}

// became says what the desk's log is to tell of a clinic beside its number: money goes
// where the account says, and a clinic's own history tells no more than that it was
// changed.
func became(act domain.ClinicAct, c domain.Clinic, fields []string) string {
	switch act {
	case domain.ClinicContacted:
		said := ""
		for _, f := range fields {
			said += ", " + text.OfficeField(f)
		}
		return said
	case domain.ClinicAccount:
		return ", " + string(c.Payee.Kind) + " " + c.Payee.Digits + ", " + c.Payee.Name
	case domain.ClinicEnded:
		if c.Ends.IsZero() {
			return ", ingen sista dag"
		}
		return ", sista dag " + c.Ends.String()
	case domain.ClinicLicence:
		said := ", " + string(c.Licence.State)
		for _, more := range []string{c.Licence.Reference, c.Licence.Scope, c.Licence.From.String()} {
			if more != "" {
				said += ", " + more
			}
		}
		return said
	default:
		return ""
	}
}

// changed are the JSON names of the contact details that an act changes, as the clinic's
// own klinikkontakt leaves them in its history.
func changed(act domain.ClinicAct, was, is domain.Clinic) []string {
	if act != domain.ClinicContacted {
		return nil
	}
	fields := is.Contact.Changed(was.Contact)
	if is.Name != was.Name {
		fields = append([]string{"name"}, fields...)
	}
	return fields
}

func asShown(tx server.Registry, c domain.Clinic) (now domain.Clinic, err error) {
	now, err = tx.Clinic(c.No)
	if err == nil && now.Version != c.Version {
		err = &domain.Error{Kind: domain.Conflict, Code: CodeClinicChanged, Op: "desk.clinic"}
	}
	return now, err
}

// AddUser lets somebody work at clinics from today on, in the same role at each: with
// several of a provider it is a paraply (ADR 051). It gives the user's number. Kind
// Conflict as server.AddUser.
func (d Desk) AddUser(ctx context.Context, details domain.UserDetails, clinics ...string) (user int64, err error) {
	err = d.Store.Write(ctx, func(tx server.Tx) error {
		for _, no := range clinics {
			c, err := tx.Clinic(no)
			if err != nil {
				return err
			}
			e := d.clinicEvent(domain.ClinicUserAdded, details.Name(), "role")
			if user, _, err = server.AddUser(tx, c, details, domain.DateOf(d.Now()), e); err != nil {
				return err
			}
			if err := d.trace(tx, server.DeskAct{Verb: VerbUserAdd, About: "klinik " + no + ", " + details.Name() + ", " + string(details.Role)}); err != nil {
				return err
			}
		}
		return nil
	})
	return user, err
}

// EndUser ends a user's work at clinics at once. Kind NotFound for one where the user
// does not work. It may be the clinic's last klinikkontakt: the desk decides.
func (d Desk) EndUser(ctx context.Context, user int64, clinics ...string) error {
	today := domain.DateOf(d.Now())
	return d.Store.Write(ctx, func(tx server.Tx) error {
		for _, no := range clinics {
			c, err := tx.Clinic(no)
			if err != nil {
				return err
			}
			all, err := tx.Colleagues(no, today)
			if err != nil {
				return err
			}
			i := slices.IndexFunc(all, func(c server.Colleague) bool { return c.ID == user && !c.Ended(today) })
			if i < 0 {
				return &domain.Error{Kind: domain.NotFound, Code: "desk.user", Op: "desk.endUser"}
			}
			e := d.clinicEvent(domain.ClinicUserRemoved, all[i].Name)
			if _, err := server.EndUser(tx, c, all[i], today, e); err != nil {
				return err
			}
			if err := d.trace(tx, server.DeskAct{Verb: VerbUserEnd, About: "klinik " + no + ", " + all[i].Name}); err != nil {
				return err
			}
		}
		return nil
	})
}

// SetRole gives a user another role at clinics, each of them as it was shown. Kind
// Conflict with CodeClinicChanged where the user works otherwise by now, and nothing is
// done. It may be the clinic's last klinikkontakt: the desk decides.
func (d Desk) SetRole(ctx context.Context, user int64, role domain.Role, shown ...server.RollMembership) error {
	today := domain.DateOf(d.Now())
	return d.Store.Write(ctx, func(tx server.Tx) error {
		for _, m := range shown {
			c, err := tx.Clinic(m.Clinic)
			if err != nil {
				return err
			}
			all, err := tx.Colleagues(m.Clinic, today)
			if err != nil {
				return err
			}
			i := slices.IndexFunc(all, func(c server.Colleague) bool { return c.ID == user && c.Role == m.Role && c.Validity == m.Validity })
			if i < 0 {
				return &domain.Error{Kind: domain.Conflict, Code: CodeClinicChanged, Op: "desk.setRole"}
			}
			if err := tx.PutMembership(user, m.Clinic, role, m.Validity); err != nil {
				return err
			}
			if _, err := server.SaveClinic(tx, c, d.clinicEvent(domain.ClinicUserChanged, all[i].Name, "role")); err != nil {
				return err
			}
			if err := d.trace(tx, server.DeskAct{Verb: VerbUserRole, About: "klinik " + m.Clinic + ", " + all[i].Name + ", " + string(role)}); err != nil {
				return err
			}
		}
		return nil
	})
}
