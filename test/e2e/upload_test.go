package e2e

import (
	"os"
	"path/filepath"
	"testing"

	"example.org/tandtui/internal/demo/manifest"
)

// A file of the record system with the errors of the portal's own manual (C1–C7): what
// this computer knows is found before anything is sent, the rest by the region; the
// correct bills are taken once, a faulty one is opened as a draft.
func TestFileStory(t *testing.T) {
	w := start(t)
	w.open(80, 24)
	w.login()
	w.see(`I Ladda upp fakturafil \(2\): rätta.xml, med-fel.xml`)
	w.keys("7")
	w.see(`Ingen räkning görs`)
	w.typeText("199103032398")
	w.keys("Enter")
	w.see(`Patienten har inget intyg`)

	w.keys("M-2")
	w.see(`Inga fakturafiler är uppladdade`)
	w.keys("o")
	w.see(`› med-fel.xml`)
	w.keys("Enter")
	w.see(`med-fel.xml – Filen innehåller fel +Ingenting är skickat`)
	w.see(`✓ 6 rätta.* ✗ 1 med fel`)
	w.see(`3101 +D50007 +19910303-?2398 +✗ Patienten saknar`)
	w.keys("r")
	w.see(`Sparat: `)
	if _, err := os.Stat(filepath.Join(w.dir, "server", manifest.Files, "med-fel-avvisade.xml")); err != nil {
		t.Error(err)
	}
	w.keys("F8")
	w.read(`Ladda upp med-fel.xml: 6 räkningar`)
	w.keys("F8")
	w.see(`✓ 2 räkningar är mottagna av regionen`)
	w.see(`✗ 5 räkningar togs inte emot`)
	w.see(`3101 +\d+-F21 +\d+ +2 `)
	w.keys("f")
	w.see(`✗ Räkningens förhandsbedömningsnummer 99999 är ogiltigt.`)
	w.keys("u")
	w.see(`Registrera räkning[\s\S]*99999`)
	w.keys("Escape")
	w.see(`5 fel`)
	w.keys("Escape")

	w.keys("2") // the same file again does no harm
	w.see(`! 5 kom tillbaka`)
	w.keys("o")
	w.see(`› med-fel-avvisade.xml`)
	w.typeText("med-fel.xml")
	w.keys("Enter")
	w.see(`! Samma fil laddades upp`)
	w.keys("F8")
	w.read(`Ladda upp med-fel.xml`)
	w.keys("F8")
	w.see(`! 2 räkningar hade tagits emot förut`)
	w.keys("C-c")
	if status := w.ended(); status != 0 {
		t.Errorf("exit status %d", status)
	}
	w.nothingLeaked()
}
