package e2e

import "testing"

// A home visit at three patients, typed once, is received as one invoice of three
// bills; the one over 85 pays no fee (B25).
func TestHomeVisit(t *testing.T) {
	w := start(t)
	w.open(80, 24)
	w.login()
	w.see(`Välkommen Anna Ek`)
	w.keys("8")
	w.see(`Åtgärder för alla`)
	w.keys("Tab")
	w.typeText("m1")
	w.keys("Enter")
	w.typeText("E2E-H1")
	w.keys("Enter", "Tab")
	w.typeText("101")
	w.keys("Enter")
	w.see(`101\s+Basundersökning`)
	w.keys("Enter")
	for _, number := range []string{patient, "194309189126", "193009189246"} {
		w.typeText(number)
		w.keys("Enter")
	}
	w.see(`3 patienter[\s\S]*19600917-2336\s+E2E-H1-1\s+N1\s+900,00 ✓[\s\S]*19300918-9246\s+E2E-H1-3\s+N1\s+1 100,00 ✓`)
	w.keys("F8")
	w.see(`Räkning 1 av 3[\s\S]*M1 Mobil`)
	w.keys("F10")
	w.see(`Faktura E2E-H1 · 3 räkningar[\s\S]*3\s+19300918-9246\s+N`)
	w.keys("Escape", "F8") // at once: in one read the two look like Alt+F8
	w.read(`Skicka in tandvårdsräkning\?[\s\S]*3 räkningar`)
	w.keys("Enter")
	w.see(`3 räkningar är mottagna av regionen[\s\S]*Räkningar\s+3[\s\S]*2 900,00 kr`)
	w.keys("C-c")
	w.ended()
	w.nothingLeaked()
}
