package server

import (
	"errors"
	"slices"
	"strings"

	"example.org/tandtui/internal/domain"
)

// opUser names the command in errors.
const opUser = "server.user-command"

// userOrder reads a user who is added, changed or removed (E2).
func userOrder(body []byte) (order, error) {
	var in domain.UserChanging
	if err := decodeStrict(body, &in); err != nil {
		return order{}, err
	}
	adds := in.Act == domain.UserAdd
	switch {
	case adds && (in.User != 0 || in.Version != 0), !adds && (in.User < 1 || in.Version < 1):
		return order{}, badRequest(opUser, errors.New("a user or version too many, or none"))
	case in.Act == domain.UserRemove && in.Details != (domain.UserDetails{}):
		return order{}, badRequest(opUser, errors.New("details of somebody who is removed"))
	}
	act, known := map[domain.UserAct]func(*Service, work, domain.UserChanging) (done, error){
		domain.UserAdd: (*Service).addUser, domain.UserChange: (*Service).changeUser, domain.UserRemove: (*Service).removeUser,
	}[in.Act]
	if !known {
		return order{}, badRequest(opUser, errors.New("an unknown act"))
	}
	d := &in.Details
	for _, s := range []*string{&d.First, &d.Last, &d.HSAID, &d.Email, &d.Phone, &d.Mobile} {
		*s = strings.TrimSpace(*s)
	}
	return order{version: in.Version, act: func(s *Service, w work) (done, error, error) {
		did, err := act(s, w, in)
		return did, nil, err
	}}, nil
}

// addUser lets somebody work at the clinic from today on. Who is known to the region
// under another name is refused: one of the two is wrong. That the person works
// elsewhere too is noted in the receipt.
func (s *Service) addUser(w work, in domain.UserChanging) (did done, err error) {
	d := in.Details
	if faults := d.Check(s.profile.Logins, false); len(faults) > 0 {
		return did, cannot(opUser, faults[0].Why)
	}
	e := w.clinicEvent(domain.ClinicUserAdded, d.Name(), "role")
	if did.user, did.clinic, err = AddUser(w.tx, w.clinic, d, s.today(), e); err != nil {
		return did, err
	}
	did.notes, err = s.notesOf(w.tx, w.clinic, did.user)
	return did, err
}

func (s *Service) notesOf(tx Tx, clinic domain.Clinic, user int64) ([]domain.UserNote, error) {
	list, err := s.users(tx, clinic)
	for _, u := range list {
		if u.ID == user {
			return u.Notes, err
		}
	}
	return nil, err
}

// changeUser changes a user's details and role.
func (s *Service) changeUser(w work, in domain.UserChanging) (did done, err error) {
	d := in.Details
	if faults := d.Check(s.profile.Logins, true); len(faults) > 0 {
		return did, cannot(opUser, faults[0].Why)
	}
	was, all, err := s.colleague(w, in.User)
	if err != nil {
		return did, err
	}
	before := was.shown(s.today()).UserDetails
	before.HSAID, before.Person = "", domain.PersonID{}
	fields := changedDetails(before, d)
	elsewhere := func(provider string) bool { return provider != w.clinic.ProviderID }
	switch {
	case len(fields) == 0:
		return did, cannot(opUser, domain.WhyNothingNew)
	case d.Name() != was.Name && slices.ContainsFunc(was.Others, elsewhere):
		return did, cannot(opUser, domain.WhyNameShared)
	case d.Role != domain.RoleContact && s.onlyContact(was, all):
		return did, cannot(opUser, domain.WhyLastContact)
	}
	err = w.tx.PutMembership(was.ID, w.clinic.No, d.Role, was.Validity)
	if err == nil {
		err = w.tx.PutDetails(was.ID, w.clinic.No, d)
	}
	if err != nil {
		return did, err
	}
	did.user = was.ID
	did.clinic, err = SaveClinic(w.tx, w.clinic, w.clinicEvent(domain.ClinicUserChanged, d.Name(), fields...))
	return did, err
}

// changedDetails are the JSON names of what is not the same.
func changedDetails(was, is domain.UserDetails) (fields []string) {
	for _, f := range []struct{ name, was, is string }{
		{"first", was.First, is.First},
		{"last", was.Last, is.Last},
		{"email", was.Email, is.Email},
		{"phone", was.Phone, is.Phone},
		{"mobile", was.Mobile, is.Mobile},
		{"role", string(was.Role), string(is.Role)},
	} {
		if f.was != f.is {
			fields = append(fields, f.name)
		}
	}
	return fields
}

// removeUser ends a user's work at the clinic. That something waits at her computer is
// noted in the receipt: it is not sent any more.
func (s *Service) removeUser(w work, in domain.UserChanging) (did done, err error) {
	was, all, err := s.colleague(w, in.User)
	if err != nil {
		return did, err
	}
	if s.onlyContact(was, all) {
		return did, cannot(opUser, domain.WhyLastContact)
	}
	did.user = was.ID
	if did.clinic, err = EndUser(w.tx, w.clinic, was, s.today(), w.clinicEvent(domain.ClinicUserRemoved, was.Name)); err != nil {
		return did, err
	}
	did.notes, err = s.notesOf(w.tx, w.clinic, was.ID)
	return did, err
}

// colleague finds a user who works at the clinic, or is to, among all who do.
func (s *Service) colleague(w work, user int64) (c Colleague, all []Colleague, err error) {
	if all, err = w.tx.Colleagues(w.clinic.No, s.today()); err != nil {
		return c, nil, err
	}
	i := slices.IndexFunc(all, func(c Colleague) bool { return c.ID == user })
	if i < 0 || all[i].Ended(s.today()) {
		return c, nil, cannot(opUser, domain.WhyNoSuchUser)
	}
	return all[i], all, nil
}

// onlyContact tells whether the clinic has no other klinikkontakt today.
func (s *Service) onlyContact(c Colleague, all []Colleague) bool {
	contact := func(o Colleague) bool {
		return o.Role == domain.RoleContact && o.status(s.today()) == domain.UserActive
	}
	other := func(o Colleague) bool { return o.ID != c.ID && contact(o) }
	return contact(c) && !slices.ContainsFunc(all, other)
}
