package store

import (
	"errors"

	"example.org/tandtui/internal/app"
)

// pathStatements holds a clinic's lines of the bank, all in one record: a file is
// taken over whole or not at all.
var pathStatements = bucketPath{"statements"}

func (s *Store) Lines(clinic string) (l app.Lines, err error) {
	err = s.view("store.lines", func(r records) error {
		_, err := r.getJSON(pathStatements, []byte(clinic), &l)
		if errors.Is(err, errDamaged) { // the user has the files, and is told to read them in again
			l, err = app.Lines{Damaged: true}, nil
		}
		return err
	})
	return l, err
}

func (s *Store) PutLines(clinic string, l app.Lines) error {
	return s.update("store.putLines", func(r records) error { return r.putJSON(pathStatements, []byte(clinic), l) })
}
