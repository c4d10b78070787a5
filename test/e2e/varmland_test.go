package e2e

import (
	"path/filepath"
	"regexp"
	"testing"
)

// The walk-through of Värmland's manual with the real programs: price list, a fee
// whose amount the region has not published, the reminder of FRISK, the invoice
// in the list.
func TestVarmland(t *testing.T) {
	w := startRegion(t, "varmland", "server-varmland")
	w.open(80, 24)
	w.login()
	w.see(`TEARS FakturaPortal · Region Värmland`)
	w.see(`Välkommen Anna Ek`)
	w.keys("1")
	w.see(`Lägg till: kod`)
	w.typeText(patient)
	w.keys("Enter")
	w.see(`N1 särskilt boende`)
	w.see(`Prislista +Förhöjd tandvårdstaxa`)
	w.see(`Avgift +ja, beloppet okänt`)
	w.keys("Enter", "Enter", "Enter", "Enter") // past Avser, Prislista, Vårdmodell and Frikort
	w.see(`›OCR/Fakturanr`)
	w.typeText("E2E-V")
	w.keys("Enter")
	w.typeText("V1")
	w.keys("Enter", "Enter")
	w.typeText("101")
	w.keys("Enter")
	w.see(` 101 +Basundersökning.* 1 100,00`)
	w.keys("M-a")
	w.see(`✗ Rad 2: Patientavgiftens belopp saknas`)
	w.typeText("200")
	w.keys("Enter")
	w.see(`patAvg.* -200,00`)
	w.keys("F8")
	w.read(`Skicka in tandvårdsräkning\?[\s\S]*Prislista +Förhöjd tandvårdstaxa`)
	w.keys("Enter")
	w.see(`Patientavgiften måste även i fortsättningen registreras i FRISK`)
	ref := w.see(`Vår referens +(\d+)`)[1]
	w.keys("v")
	w.see(regexp.QuoteMeta(ref))
	w.see(`E2E-V.* 900,00`)
	w.keys("M-2") // the same file of the record system as in the other region
	w.see(`Inga fakturafiler är uppladdade`)
	w.keys("o")
	w.see(`› med-fel.xml`)
	w.keys("Enter")
	w.see(`✓ 7 rätta, 6 780,00 kr`)
	w.keys("F8")
	w.read(`Ladda upp med-fel.xml: 7 räkningar`)
	w.keys("F8")
	w.see(`✓ 2 räkningar är mottagna av regionen[\s\S]*✗ 5 räkningar togs inte emot`)
	w.tool("tandserver", "pay", "--db", "sqlite:"+filepath.Join(w.dir, "server-varmland", "tandserver.db"), "--date", w.demo.Date, "--everything", "--any-day", "--yes")
	w.keys("C-c")
	if status := w.ended(); status != 0 {
		t.Errorf("exit status %d", status)
	}
}
