package server

import (
	"slices"
	"strconv"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
)

// Caller is who asks, as far as the request itself proves it. The route makes it
// once per request. User and rights are decided in the transaction that does the
// work, so that they never outlive their end (ADR 014).
type Caller struct {
	Identity Identity
	Key      string // that the terminal has proved to have (keyOf); "" with a card
	Via      domain.Via
	From     string        // the caller's computer
	Clinic   string        // kliniknummer that the request is about, "" for none
	Roles    []domain.Role // those at the clinic that the route lets in
}

// Whom a route lets in.
var (
	AnyRole        = []domain.Role{domain.RoleUser, domain.RoleContact, domain.RoleReader} // everybody who works at the clinic
	Billers        = []domain.Role{domain.RoleUser, domain.RoleContact}                    // who may ask for something about invoices
	Administrators = []domain.Role{domain.RoleContact}                                     // who may change what Klinikadministration shows (E2)
)

// staff is a caller as the transaction finds it: a user who works at a clinic.
type staff struct {
	user   domain.User
	clinic domain.Clinic
	actor  domain.Actor
}

// user finds a user who may do something today.
func (s *Service) user(tx Access, id Identity) (domain.User, error) {
	u, err := tx.User(id, s.today())
	if err != nil && domain.KindOf(err) != domain.NotFound {
		return domain.User{}, err
	}
	if err == nil && len(u.Memberships) > 0 {
		return u, nil
	}
	if err == nil {
		switch ended, err := tx.Ended(u.ID, s.today()); {
		case err != nil:
			return domain.User{}, err
		case len(ended) > 0:
			return domain.User{}, userEnded()
		}
	}
	return domain.User{}, &domain.Error{Kind: domain.Unauthorized, Code: api.ProblemUnknownUser, Op: "server.user"}
}

func userEnded() error {
	return &domain.Error{Kind: domain.Unauthorized, Code: api.ProblemUserEnded, Op: "server.user"}
}

// authorise decides inside a transaction whether the caller may do at the clinic
// what the route is for. Kind NotFound for another clinic, as if it did not
// exist; who has worked there knows it, and hears that this is over.
func (s *Service) authorise(tx Access, c Caller) (staff, error) {
	u, err := s.user(tx, c.Identity)
	if err != nil {
		return staff{}, err
	}
	i := slices.IndexFunc(u.Memberships, func(m domain.Membership) bool { return m.Clinic.No == c.Clinic })
	if i < 0 {
		ended, err := tx.Ended(u.ID, s.today())
		switch {
		case err != nil:
			return staff{}, err
		case slices.Contains(ended, c.Clinic):
			return staff{}, userEnded()
		}
		return staff{}, notFound("server.authorise")
	}
	m := u.Memberships[i]
	if !slices.Contains(c.Roles, m.Role) {
		return staff{}, &domain.Error{Kind: domain.Unauthorized, Code: api.ProblemRole, Op: "server.authorise"}
	}
	return staff{user: u, clinic: m.Clinic, actor: domain.Actor{
		ID: actorID(c, u), Name: u.Name, Role: m.Role, Via: c.Via, From: c.From,
	}}, nil
}

// actorID is what logs and events call the user: the identity of the card that was
// used or, with BankID, the HSA-id that the user has as well, else the region's own
// number. A person number is none: colleagues read it.
func actorID(c Caller, u domain.User) string {
	switch {
	case c.Identity.Kind != IdentityUser:
		return c.Identity.Value
	case u.HSAID != "":
		return u.HSAID
	}
	return UserNo(u.ID)
}

// UserNo is a user without an HSA-id as logs name it.
func UserNo(id int64) string { return "ANV-" + strconv.FormatInt(id, 10) }
