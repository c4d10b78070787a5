package main

import (
	"errors"
	"fmt"
	"io/fs"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/desk"
	"example.org/tandtui/internal/server/imports"
	"example.org/tandtui/internal/server/sqlstore"
	"example.org/tandtui/internal/text"
)

// explain gives a verb's error in Swedish, with what to do, where a person at
// the desk can have caused it.
func explain(err error) string {
	var invoice *desk.InvoiceError
	var file *fs.PathError
	var part *imports.Interrupted
	about := errors.As(err, &invoice)
	switch {
	case about && text.HasWhy(domain.CodeOf(err)):
		return fmt.Sprintf("vår referens %d: %s", invoice.OurRef, text.Why(domain.Why(domain.CodeOf(err))))
	case about && domain.KindOf(err) == domain.NotFound:
		return fmt.Sprintf("vår referens %d: Det finns ingen sådan faktura. Kontrollera numret.", invoice.OurRef)
	case errors.As(err, &file) && errors.Is(err, fs.ErrNotExist):
		return "filen " + file.Path + " finns inte"
	case errors.As(err, &part):
		return fmt.Sprintf("%d av %d rader hann läsas in: läs in samma fil igen.\n%s", part.Done, part.Rows, explain(part.Err))
	case domain.CodeOf(err) == server.CodeRightOfAnother:
		return "ett nummer i filen har nyss gått till en annan person: läs in filen igen, så sägs vilken rad det är"
	case domain.CodeOf(err) == sqlstore.CodeNewer:
		return "databasen är ändrad av en nyare version av tandserver: uppdatera programmet"
	case domain.KindOf(err) == domain.Busy:
		return "databasen används av ett annat program just nu: försök igen (" + err.Error() + ")"
	}
	return err.Error()
}
