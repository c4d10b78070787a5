package server

import (
	"errors"
	"strings"

	"example.org/tandtui/internal/domain"
)

// onClinic is the order to do something to the clinic itself, in the version that
// the user saw; op names it in errors. do gives the clinic as it is to be, and the
// event of it.
func onClinic(op string, version int64, faults []domain.Fault, do func(*Service, work) (domain.Clinic, domain.ClinicEvent, error)) (order, error) {
	if version < 1 {
		return order{}, badRequest(op, errors.New("no version of the clinic"))
	}
	return order{version: version, act: func(s *Service, w work) (did done, refused, err error) {
		if len(faults) > 0 {
			return did, nil, cannot(op, faults[0].Why)
		}
		c, e, err := do(s, w)
		if err != nil {
			return did, nil, err
		}
		did.clinic, err = SaveClinic(w.tx, c, e)
		return did, nil, err
	}}, nil
}

// cannot is the refusal of what the state of a clinic, or what was typed, does not
// allow.
func cannot(op string, why domain.Why) error {
	return &domain.Error{Kind: domain.Conflict, Code: string(why), Op: op}
}

// clinicEvent is the command's event; SaveClinic adds the rest.
func (w work) clinicEvent(act domain.ClinicAct, about string, fields ...string) domain.ClinicEvent {
	return domain.ClinicEvent{At: w.at, Act: act, By: w.who.actor, About: about, Fields: fields, Command: w.id}
}

// contactOrder reads a change of the clinic's contact details (E1).
func contactOrder(body []byte) (order, error) {
	const op = "server.contact"
	var in domain.ContactChange
	if err := decodeStrict(body, &in); err != nil {
		return order{}, err
	}
	in.Name, in.Contact = strings.TrimSpace(in.Name), in.Contact.Trimmed()
	return onClinic(op, in.Version, in.Check(), func(_ *Service, w work) (domain.Clinic, domain.ClinicEvent, error) {
		c := w.clinic
		fields := in.Contact.Changed(c.Contact)
		if in.Name != c.Name {
			fields = append([]string{"name"}, fields...)
		}
		if len(fields) == 0 {
			return c, domain.ClinicEvent{}, cannot(op, domain.WhyNothingNew)
		}
		c.Name, c.Contact = in.Name, in.Contact
		return c, w.clinicEvent(domain.ClinicContacted, "", fields...), nil
	})
}

// licenceOrder reads what a clinic says of its licence (E7).
func licenceOrder(body []byte) (order, error) {
	const op = "server.licence"
	var in domain.LicenceChange
	if err := decodeStrict(body, &in); err != nil {
		return order{}, err
	}
	in.Licence.Scope, in.Licence.Reference = strings.TrimSpace(in.Licence.Scope), strings.TrimSpace(in.Licence.Reference)
	return onClinic(op, in.Version, in.Check(), func(_ *Service, w work) (domain.Clinic, domain.ClinicEvent, error) {
		c := w.clinic
		if in.Licence == c.Licence {
			return c, domain.ClinicEvent{}, cannot(op, domain.WhyNothingNew)
		}
		c.Licence = in.Licence
		return c, w.clinicEvent(domain.ClinicLicence, ""), nil
	})
}

// performerOrder reads a behandlare who is added or changed (B30, E7).
func performerOrder(body []byte) (order, error) {
	const op = "server.performer"
	var in domain.PerformerChange
	if err := decodeStrict(body, &in); err != nil {
		return order{}, err
	}
	p := &in.Performer
	if p.No == "" && p.Name == "" {
		return order{}, badRequest(op, errors.New("no performer"))
	}
	p.No, p.Name, p.Profession = strings.TrimSpace(p.No), strings.TrimSpace(p.Name), strings.TrimSpace(p.Profession)
	o, err := onClinic(op, max(in.Version, 1), in.Check(), func(_ *Service, w work) (domain.Clinic, domain.ClinicEvent, error) {
		e := w.clinicEvent(domain.ClinicPerformer, in.Performer.Name)
		return w.clinic, e, putPerformer(op, w, in)
	})
	o.version = in.Version
	return o, err
}

// putPerformer stores a behandlare whom a clinic states. Who stands there in other
// letters keeps them: a bill names the number.
func putPerformer(op string, w work, in domain.PerformerChange) error {
	all, err := w.tx.Performers(w.clinic.No)
	if err != nil {
		return err
	}
	p, was := in.Performer, domain.Performer{}
	for _, one := range all {
		if strings.EqualFold(one.No, p.No) {
			was, p.No = one, one.No
		}
	}
	switch {
	case was.No != "" && in.Version == 0:
		return cannot(op, domain.WhyPerformer)
	case p.Specialist && !was.Specialist:
		return cannot(op, domain.WhySpecialist)
	case p == was:
		return cannot(op, domain.WhyNothingNew)
	}
	return w.tx.PutPerformers(w.clinic.No, p)
}
