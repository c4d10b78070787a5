package bill

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
	Habits
}

// Facts is what is known at once.
type Facts interface {
	Today() domain.Date
	Region() app.RegionData
	Snapshot() app.Snapshot
	Procedures(s domain.Support, on domain.Date) []domain.Procedure
}

// Drafts opens, checks and saves drafts, and sends them.
type Drafts interface {
	NewDraft() (domain.Draft, error)
	Draft(id string) (domain.Draft, error)
	SaveDraft(domain.Draft) (time.Time, error)
	Check(domain.Draft) (app.Checked, error)
	Send(id string) error
}

// Patients finds what is known about patients.
type Patients interface {
	Known(id domain.PersonID) (app.PersonResult, bool)
	Lookup(ctx context.Context, id domain.PersonID) (app.PersonResult, error)
	History(id domain.PersonID) (app.History, error)
	Recent() ([]app.PersonResult, error)
}

// Habits keeps what the clinic likes to have at hand.
type Habits interface {
	Favourites() ([]string, error)
	ToggleFavourite(code string) ([]string, error)
	Templates() ([]app.Template, error)
	SaveTemplate(app.Template) ([]app.Template, error)
	RemoveTemplate(name string) ([]app.Template, error)
}
