package homevisit

import (
	"context"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// Port is what the screen needs of the app.
type Port interface {
	Facts
	Drafts
	Patients
}

// Facts is what is known at once.
type Facts interface {
	Today() domain.Date
	Region() app.RegionData
	Snapshot() app.Snapshot
	Procedures(s domain.Support, on domain.Date) []domain.Procedure
}

// Drafts opens, checks and saves drafts.
type Drafts interface {
	NewDraft() (domain.Draft, error)
	Draft(id string) (domain.Draft, error)
	SaveDraft(domain.Draft) (time.Time, error)
	Check(domain.Draft) (app.Checked, error)
}

// Patients finds what is known about patients.
type Patients interface {
	Known(id domain.PersonID) (app.PersonResult, bool)
	Lookup(ctx context.Context, id domain.PersonID) (app.PersonResult, error)
	History(id domain.PersonID) (app.History, error)
	Recent() ([]app.PersonResult, error)
}
