package server

import (
	"slices"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
)

// Caller is who asks, as far as the request itself proves it. The route makes it
// once per request. User and rights are decided in the transaction that does the
// work, so that they never outlive their end (ADR 014).
type Caller struct {
	Identity Identity
	Via      domain.Via
	From     string        // the caller's computer
	Clinic   string        // kliniknummer that the request is about, "" for none
	Roles    []domain.Role // those at the clinic that the route lets in
}

// AnyRole lets in everybody who works at the clinic.
var AnyRole = []domain.Role{domain.RoleUser, domain.RoleContact}

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
	if err != nil || len(u.Memberships) == 0 {
		return domain.User{}, &domain.Error{Kind: domain.Unauthorized, Code: api.ProblemUnknownUser, Op: "server.user"}
	}
	return u, nil
}

// authorise decides inside a transaction whether the caller may do at the clinic
// what the route is for. Kind NotFound for another clinic, as if it did not
// exist.
func (s *Service) authorise(tx Access, c Caller) (staff, error) {
	u, err := s.user(tx, c.Identity)
	if err != nil {
		return staff{}, err
	}
	i := slices.IndexFunc(u.Memberships, func(m domain.Membership) bool { return m.Clinic.No == c.Clinic })
	if i < 0 {
		return staff{}, notFound("server.authorise")
	}
	m := u.Memberships[i]
	if !slices.Contains(c.Roles, m.Role) {
		return staff{}, &domain.Error{Kind: domain.Unauthorized, Code: api.ProblemRole, Op: "server.authorise"}
	}
	return staff{user: u, clinic: m.Clinic, actor: domain.Actor{
		ID: c.Identity.Value, Name: u.Name, Role: m.Role, Via: c.Via, From: c.From,
	}}, nil
}
