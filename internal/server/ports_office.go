package server

import (
	"time"

	"example.org/tandtui/internal/domain"
)

// Office is what Klinikadministration shows and changes beside the clinic's own data
// (E1, E2).
type Office interface {
	// Colleagues gives everybody who works, will work or has worked at a clinic, by
	// name, with where else they work on a day.
	Colleagues(clinic string, on domain.Date) ([]Colleague, error)
	// PutDetails stores a user's name, and how to reach the user at a clinic.
	PutDetails(userID int64, clinic string, d domain.UserDetails) error
	// AddClinicEvent stores an event of a version of its own.
	AddClinicEvent(domain.ClinicEvent) error
	// ClinicEvents gives what was done to a clinic, newest first.
	ClinicEvents(clinic string, limit int) ([]domain.ClinicEvent, error)
}

// Presence is when users were last there, and what waits at their computers.
type Presence interface {
	// LastLogin is 1970 for a user who has never logged in.
	LastLogin(userID int64) (time.Time, error)
	PutLastLogin(userID int64, at time.Time) error
	// Waiting is how many commands wait in the user's outbox for a clinic.
	Waiting(userID int64, clinic string) (int, error)
	PutWaiting(userID int64, clinic string, n int) error
}

// Colleague is a user of a clinic as it is stored: Status and Notes are left open.
type Colleague struct {
	domain.ClinicUser
	Others []string // providers of the other clinics where the user works, one for each
}
