package e2e

import "testing"

// The keys of the item rows as a real terminal sends them: lines pasted from a
// spreadsheet, undone and redone; rows moved by Ctrl with letters (flow control
// does not stop them) and by Ctrl and Alt with arrows; a tooth from the chart;
// fees; a visit copied to another date.
func TestRowsOnATerminal(t *testing.T) {
	w := start(t)
	w.open(80, 24)
	w.login()
	w.see(`Välkommen`)
	w.keys("1")
	w.see(`Registrera räkning ─`)
	w.typeText(patient)
	w.keys("Enter")
	w.see(`N1 särskilt boende`)
	w.keys("Tab", "Tab", "Tab", "Tab", "Tab", "Tab")
	w.see(`› 2\d{3}-\d\d-\d\d`)
	if err := w.term.Paste("101\t\tig\n301;i\nfel rad 57\n"); err != nil {
		t.Fatal(err)
	}
	w.see(`3 rader inklistrade[\s\S]*Ctrl\+Z`)
	w.keys("C-z")
	w.see(`Ångrat`)
	w.keys("C-y")
	w.see(`fel\s`)
	w.keys("Down", "Down", "C-d") // without the faulty one
	w.see(`Raden är borttagen`)
	w.keys("Up")
	w.see(`› 2[-\d]+ 301`)
	w.keys("C-q")
	w.see(`301 [\s\S]*101 `)
	w.keys("C-x")
	w.see(`101 [\s\S]*301`)
	w.keys("M-Up")
	w.see(`301 [\s\S]*101 `)
	w.keys("C-Down")
	w.see(`101 [\s\S]*301`)
	w.keys("Down")
	w.typeText("704")
	w.keys("Enter", "Space")
	w.see(`›11 │`)
	w.keys("Left", "Left", "Enter")
	w.see(`704 [^\n]* 13 +940,00`)
	w.keys("M-a")
	w.see(`2 patientavgifter lades till`)
	w.keys("C-w")
	w.see(`igen, ett annat datum`)
	w.typeText("-5")
	w.keys("Enter")
	w.see(`3 rader lades till`)
}
