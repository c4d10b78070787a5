package main

import (
	"errors"
	"io/fs"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server/desk"
)

// explain gives a verb's error in Swedish, where a person at the desk can have
// caused it.
func explain(err error) string {
	var status desk.ErrStatus
	var file *fs.PathError
	switch {
	case errors.As(err, &status):
		return err.Error() + "\nFakturan är i ett läge där det inte går."
	case domain.KindOf(err) == domain.NotFound && domain.CodeOf(err) != "":
		return err.Error() + "\nDet finns ingen sådan."
	case errors.As(err, &file) && errors.Is(err, fs.ErrNotExist):
		return "filen " + file.Path + " finns inte"
	case domain.KindOf(err) == domain.Busy:
		return "databasen används av ett annat program just nu: försök igen (" + err.Error() + ")"
	}
	return err.Error()
}
