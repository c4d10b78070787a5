package store

import (
	"errors"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// eventsAt holds the histories that were looked at; they can be fetched again, so
// a damaged one counts as missing.
func eventsAt(clinic string) bucketPath { return bucketPath{"events", clinic} }

type toldEvents struct {
	At   time.Time      `json:"at"`
	List []domain.Event `json:"list"`
}

func (s *Store) PutEvents(clinic string, ourRef int64, list []domain.Event, at time.Time) error {
	return s.update("store.putEvents", func(r records) error {
		return r.putJSON(eventsAt(clinic), numKey(ourRef), toldEvents{at, list})
	})
}

func (s *Store) Events(clinic string, ourRef int64) ([]domain.Event, time.Time, error) {
	const op = "store.events"
	var told toldEvents
	err := s.view(op, func(r records) error {
		ok, err := r.getJSON(eventsAt(clinic), numKey(ourRef), &told)
		if errors.Is(err, errDamaged) || err == nil && !ok {
			return none(op, app.CodeEventsNotCached)
		}
		return err
	})
	return told.List, told.At, err
}
