package e2e

import (
	"path/filepath"
	"testing"
)

// TestE2AUserComesAndGoes: a klinikkontakt removes a user and adds her anew; her card
// then logs in. She is removed while she writes: within the minute the region refuses
// her, her draft stays, and her card does not log in any more.
func TestE2AUserComesAndGoes(t *testing.T) {
	w := startRegion(t, "vgr", "server", "--user", "Cecilia Holm")
	w.open(80, 24)
	w.login()
	w.see(`Välkommen Cecilia Holm`)
	w.keys("4")
	w.see(`›Kontaktuppgifter[\s\S]*Namn\s+Björkens tandklinik`)
	w.keys("Right")
	w.see(`› .*Anna Ek\s+fakturerare\s+aktiv`)
	w.keys("Delete")
	w.read(`Ta bort Anna Ek från kliniken\?`)
	w.keys("j")
	w.see(`Anna Ek\s+fakturerare\s+borttagen`)
	w.keys("n")
	w.see(`Ny användare[\s\S]*HSA-id`)
	for _, field := range []string{"Anna", "Ek", "SE0000000000-DEMO01", "", "", ""} {
		w.typeText(field)
		w.keys("Enter")
	}
	w.typeText("f")
	w.keys("F8")
	w.read(`Ny användare – Spara\?[\s\S]*fakturerare`)
	w.keys("j")
	w.see(`Anna Ek\s+fakturerare\s+aktiv`)
	w.leave()
	w.stopDemo()

	w.startDemo("--user", "Anna Ek")
	w.again()
	w.login()
	w.see(`Välkommen Anna Ek`)
	w.halfABill()
	w.tool("tandserver", "users", "end", "--db", "sqlite:"+filepath.Join(w.dir, "server", "tandserver.db"), "SE0000000000-DEMO01", "--everywhere", "--yes")
	w.see(`Servern nekar`)
	w.keys("Escape")
	w.see(`Välkommen Anna Ek`)
	w.keys("6")
	w.see(`Utkast ─[\s\S]*19600917-2336`)
	w.keys("F2")
	w.pin()
	w.see(`Du är borttagen som användare`)
}
