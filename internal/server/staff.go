package server

import (
	"slices"

	"example.org/tandtui/internal/domain"
)

// AddUser lets somebody work at a clinic from a day on, with the event e, and gives
// the user's number and the clinic as it is then. Details must have been checked.
// Kind Conflict with a domain.Why: the user works there already, or the identity is
// known under another name, so that one of the two is wrong.
func AddUser(tx Tx, clinic domain.Clinic, d domain.UserDetails, on domain.Date, e domain.ClinicEvent) (user int64, after domain.Clinic, err error) {
	const op = "server.addUser"
	id := identityOf(d)
	known, err := tx.User(id, on)
	switch {
	case err != nil && domain.KindOf(err) != domain.NotFound:
		return 0, clinic, err
	case err == nil && !sameName(known.Name, d.Name()):
		return 0, clinic, cannot(op, domain.WhyUserOtherName)
	}
	all, err := tx.Colleagues(clinic.No, on)
	if err != nil {
		return 0, clinic, err
	}
	there := func(c Colleague) bool { return c.ID == known.ID && !c.Ended(on) }
	if known.ID != 0 && slices.ContainsFunc(all, there) {
		return 0, clinic, cannot(op, domain.WhyUserThere)
	}
	if user, err = tx.PutUser(id, d.Name()); err != nil {
		return 0, clinic, err
	}
	if err = tx.PutMembership(user, clinic.No, d.Role, domain.Period{From: on}); err == nil {
		err = tx.PutDetails(user, clinic.No, d)
	}
	if err != nil {
		return 0, clinic, err
	}
	after, err = SaveClinic(tx, clinic, e)
	return user, after, err
}

// EndUser ends somebody's work at a clinic at once: the day before was the last.
// Bills and history keep the name.
func EndUser(tx Tx, clinic domain.Clinic, c Colleague, on domain.Date, e domain.ClinicEvent) (domain.Clinic, error) {
	over := c.Validity
	over.To = on.AddDays(-1)
	if err := tx.PutMembership(c.ID, clinic.No, c.Role, over); err != nil {
		return clinic, err
	}
	return SaveClinic(tx, clinic, e)
}

func identityOf(d domain.UserDetails) Identity {
	if d.HSAID != "" {
		return HSAID(d.HSAID)
	}
	return Identity{IdentityPersonnummer, d.Person.Canonical()}
}
