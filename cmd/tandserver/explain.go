package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"example.org/tandtui/internal/bank"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/desk"
	"example.org/tandtui/internal/server/imports"
	"example.org/tandtui/internal/server/sqlstore"
	"example.org/tandtui/internal/text"
)

// explain gives a verb's error in Swedish, with what to do and, where it could be
// otherwise, that nothing has been changed.
func explain(err error) string {
	var invoice *desk.InvoiceError
	var part *imports.Interrupted
	switch {
	case errors.As(err, &part):
		return fmt.Sprintf("%s av %s rader hann läsas in: läs in samma fil igen.\n%s", text.Number(part.Done), text.Number(part.Rows), explain(part.Err))
	case errors.As(err, &invoice):
		return fmt.Sprintf("vår referens %d: %s", invoice.OurRef, explainInvoice(invoice.Err))
	}
	return explainOther(err)
}

// atDesk are the sentences whose next step is another at the desk than at a clinic.
var atDesk = map[domain.Why]string{
	domain.WhyOnHold:   "En räkning är under granskning. Avsluta granskningen med tandserver review release.",
	domain.WhyInPayRun: "Fakturan är med i en stängd körning. Läs in bankens svar med tandserver pay confirm; det som är utbetalt kan kliniken sedan kreditera.",
}

func explainInvoice(err error) string {
	switch code := domain.CodeOf(err); {
	case atDesk[domain.Why(code)] != "":
		return atDesk[domain.Why(code)]
	case text.HasWhy(code):
		return text.Why(domain.Why(code)).String()
	case domain.KindOf(err) == domain.NotFound:
		return "Det finns ingen sådan faktura. Kontrollera numret."
	}
	return explainOther(err)
}

// sentences say what a code means to whoever runs the program.
var sentences = map[string]string{
	desk.CodePayWhat:    "säg vad som ska betalas: det godkända, en faktura eller allt; inget är betalt",
	desk.CodePayChanged: "Fakturan har ändrats medan du tittade. Inget är betalt: kör igen och se vad som nu gäller.",
	desk.CodeRunState:   "Körningen går inte att stänga: den är betald på annat sätt än genom banken. Inget är ändrat.",
	desk.CodeRunProfile: "Körningen är stängd med en annan bankprofil: ange samma profil. Inget är ändrat.",
	desk.CodeRunBytes:   "Filen skulle bli en annan än den som skrevs när körningen stängdes: bankprofilen har ändrats sedan dess. Inget är skrivet.",
	desk.CodeRunOver:    "Körningen stängdes vid en annan disk under tiden, och den filen gäller. Det som inte kom med väntar: gör i ordning en ny körning.",
	desk.CodePartPaid:   "Kliniken har redan betalat tillbaka mer än vad som skulle bli kvar av krediten. Inget är ändrat.",
	desk.CodeDayNone:    "ett datum saknas; inget är ändrat",
	desk.CodeDayPast:    "datumet har redan varit: välj i dag eller en senare dag; inget är ändrat",
	desk.CodeDayFar:     "datumet ligger mer än två månader fram: kontrollera året; inget är ändrat",
	desk.CodeDayClosed:  "dagen är ingen bankdag; inget är ändrat",
	desk.CodeDayOther:   "fakturor är godkända för en annan dag; inget är ändrat",

	desk.CodeClinicChanged: "Klinikens uppgifter ändrades medan du tittade. Inget är ändrat: kör igen och se hur de nu är.",
	desk.CodeThere:         "Numret är redan upptaget: välj ett annat, eller ändra den som finns. Inget är ändrat.",

	sqlstore.CodeName:        "databasen skrivs sqlite:FIL, t.ex. --db sqlite:/var/lib/tandserver/region.db",
	sqlstore.CodeMissing:     "databasen finns inte: kontrollera namnet efter --db. Är det en ny region görs den med tandserver init",
	sqlstore.CodeThere:       "filen finns redan och skrivs inte över: välj ett annat namn; inget är ändrat",
	sqlstore.CodeForeign:     "filen är ingen av tandservers databaser (eller tom): kontrollera namnet; inget är ändrat",
	sqlstore.CodeNewer:       "databasen är gjord av en nyare tandserver: installera den versionen; inget är ändrat",
	sqlstore.CodeOtherRegion: "databasen hör till en annan region: kontrollera --db och --region; inget är ändrat",
	sqlstore.CodeDamaged:     "filen är skadad och används inte: lägg tillbaka en säkerhetskopia med tandserver restore. Inget är ändrat",
	sqlstore.CodeFull:        "disken är full: frigör plats och gör om det. Inget av det sista är ändrat",
	sqlstore.CodeDenied:      "programmet får inte läsa eller skriva databasen eller dess mapp: kör det som användaren som äger dem. Inget är ändrat",
	sqlstore.CodeReplaced:    "en annan databas har lagts i den öppnas ställe: stoppa servern och starta den igen",
	sqlstore.CodeOlderInUse:  "databasen är öppen i en äldre tandserver, och den här versionen behöver ändra den: stoppa servern, byt dess program och starta den igen; inget är ändrat",
	sqlstore.CodeInUse:       "databasen är öppen i ett annat program: stoppa servern först; inget är ändrat",

	imports.CodeChanged:       "En klinik i filen ändrades medan du tittade. Inget är inläst: läs in filen igen och se vad som nu gäller.",
	server.CodeRightOfAnother: "ett nummer i filen har nyss gått till en annan person: läs in filen igen, så sägs vilken rad det är",
}

func explainOther(err error) string {
	var file *fs.PathError
	var ours *domain.Error
	known := errors.As(err, &file)
	_, bare := err.(*fs.PathError) //nolint:errorlint // a verb's own sentence about a file is the better one
	switch says, has := sentences[domain.CodeOf(err)]; {
	case has && known && !errors.Is(err, syscall.ENOSPC):
		return file.Path + ": " + says
	case has:
		return says
	case text.HasWhy(domain.CodeOf(err)):
		return text.Why(domain.Why(domain.CodeOf(err))).String()
	case errors.Is(err, syscall.ENOSPC):
		return sentences[sqlstore.CodeFull]
	case known && errors.Is(err, fs.ErrNotExist):
		if dir := filepath.Dir(file.Path); !there(dir) {
			return "mappen " + dir + " finns inte: gör den först, eller välj en annan; inget är ändrat"
		}
		return "filen " + file.Path + " finns inte"
	case bare && (errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)):
		return "programmet får inte läsa eller skriva " + file.Path + ": ändra rättigheterna, eller välj en annan fil; inget är ändrat"
	case bare:
		return file.Path + " kan inte användas: kontrollera att det är en fil på den här datorns disk (" + file.Err.Error() + ")"
	case domain.KindOf(err) == domain.Busy:
		return "databasen används av ett annat program just nu: försök igen om en stund; inget är ändrat"
	case strings.HasPrefix(domain.CodeOf(err), "bank."):
		return text.Error(domain.CodeOf(err)).String() + bankDetail(err)
	case errors.As(err, &ours):
		return "något gick fel i databasen; det sista är inte gjort. Kör tandserver verify på den, och ring supporten om det upprepas (" + err.Error() + ")"
	}
	return err.Error()
}

// bankDetail is what support needs to find what is wrong in a bank's file, where
// the sentence does not say all there is.
func bankDetail(err error) string {
	switch domain.CodeOf(err) {
	case bank.CodeDamaged, bank.CodeOtherRun, bank.CodeCharset, bank.CodeUnread, bank.CodeOrder:
		return " (" + err.Error() + ")"
	}
	return ""
}

func there(path string) bool {
	_, err := os.Stat(path)
	return !errors.Is(err, fs.ErrNotExist)
}
