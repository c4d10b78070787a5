package server

import (
	"slices"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
)

// Caller is who asks, as far as the request itself proves it. It is made once of
// each request by the route; user and rights are decided in the transaction that
// does the work, so that they never outlive their end (ADR 014).
type Caller struct {
	Identity Identity
	Via      domain.Via
	From     string        // the caller's computer
	Clinic   string        // kliniknummer that the request is about, "" for none
	Roles    []domain.Role // those at the clinic that the route lets in
}

// AnyRole lets in everybody who works at the clinic.
var AnyRole = []domain.Role{domain.RoleUser, domain.RoleContact}

// worker is a caller as the transaction finds it: a user at work at a clinic.
type worker struct {
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

// authorise decides inside a transaction whether a caller may do at the clinic
// what the route is for. Another clinic's things do not exist for the caller:
// Kind NotFound.
func (s *Service) authorise(tx Access, c Caller) (worker, error) {
	u, err := s.user(tx, c.Identity)
	if err != nil {
		return worker{}, err
	}
	i := slices.IndexFunc(u.Memberships, func(m domain.Membership) bool { return m.Clinic.No == c.Clinic })
	if i < 0 {
		return worker{}, notFound("server.authorise")
	}
	m := u.Memberships[i]
	if !slices.Contains(c.Roles, m.Role) {
		return worker{}, &domain.Error{Kind: domain.Unauthorized, Code: api.ProblemRole, Op: "server.authorise"}
	}
	return worker{user: u, clinic: m.Clinic, actor: domain.Actor{
		ID: c.Identity.Value, Name: u.Name, Role: m.Role, Via: c.Via, From: c.From,
	}}, nil
}
