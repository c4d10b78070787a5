package store

import (
	"errors"
	"time"

	"example.org/tandtui/internal/app"
)

// pathOffice holds what was last seen of each clinic's office. It can be fetched
// again, so a damaged one counts as missing. typedAt holds what is typed in its forms.
var pathOffice = bucketPath{"office"}

func typedAt(clinic string) bucketPath { return bucketPath{"typed", clinic} }

type seenOffice struct {
	At     time.Time  `json:"at"`
	Office app.Office `json:"office"`
}

func (s *Store) PutOffice(clinic string, o app.Office, at time.Time) error {
	return s.update("store.putOffice", func(r records) error {
		return r.putJSON(pathOffice, []byte(clinic), seenOffice{at, o})
	})
}

func (s *Store) Office(clinic string) (app.Office, time.Time, error) {
	const op = "store.office"
	var seen seenOffice
	err := s.view(op, func(r records) error {
		ok, err := r.getJSON(pathOffice, []byte(clinic), &seen)
		if errors.Is(err, errDamaged) || err == nil && !ok {
			return none(op, app.CodeOfficeNotCached)
		}
		return err
	})
	return seen.Office, seen.At, err
}

func (s *Store) PutTyped(clinic, form string, typed map[string]string) error {
	return s.update("store.putTyped", func(r records) error {
		if len(typed) > 0 {
			return r.putJSON(typedAt(clinic), []byte(form), typed)
		}
		return r.remove(typedAt(clinic), []byte(form))
	})
}

func (s *Store) Typed(clinic, form string) (typed map[string]string, err error) {
	err = s.view("store.typed", func(r records) error {
		_, err := r.getJSON(typedAt(clinic), []byte(form), &typed)
		return err
	})
	return typed, err
}
