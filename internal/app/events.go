package app

import (
	"context"
	"time"

	"example.org/tandtui/internal/domain"
)

// Histories is the region's record of what was done to an invoice (D12).
type Histories interface {
	// Events gives what was done to an invoice of the clinic, oldest first. Errors as
	// those of Region.
	Events(ctx context.Context, clinic string, ourRef int64) ([]domain.Event, error)
}

// EventStore keeps the histories that were looked at.
type EventStore interface {
	PutEvents(clinic string, ourRef int64, list []domain.Event, at time.Time) error
	Events(clinic string, ourRef int64) (list []domain.Event, at time.Time, err error) // Kind NotFound
}

// CodeEventsNotCached is given without network if the history was never looked at
// here.
const CodeEventsNotCached = "events.not-cached"

// Events is what was done to an invoice.
type Events struct {
	List []domain.Event // oldest first
	At   time.Time      // when the region told it
	Old  bool           // it is from an earlier look: the region does not answer now
}

// Events gives what was done to an invoice of the clinic (D12): from the region,
// or as it was when last looked at if there is no network. Kind Offline, code
// CodeEventsNotCached, if it never was.
func (a *App) Events(ctx context.Context, ourRef int64) (Events, error) {
	store, clinic, err := a.at()
	if err != nil {
		return Events{}, err
	}
	a.mu.Lock()
	region := a.open.regionOrNil()
	a.mu.Unlock()
	if region != nil {
		list, err := region.Events(ctx, clinic.No, ourRef)
		if err == nil {
			at := a.cfg.Clock.Now()
			_ = store.PutEvents(clinic.No, ourRef, list, at) // what the region has just said counts even if it cannot be stored
			return Events{List: list, At: at}, nil
		}
		if domain.KindOf(err) != domain.Offline {
			return Events{}, err
		}
	}
	list, at, err := store.Events(clinic.No, ourRef)
	if domain.KindOf(err) == domain.NotFound {
		return Events{}, &domain.Error{Kind: domain.Offline, Code: CodeEventsNotCached, Op: "app.events", Err: err}
	}
	return Events{List: list, At: at, Old: true}, err
}
