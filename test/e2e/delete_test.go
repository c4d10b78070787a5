package e2e

import "testing"

// A bill is sent, found by its number with Ctrl+G and deleted (D6): asked first,
// done once, and seen as deleted when the region has answered. L9 on the way: the
// menu's digit, the number and Enter come in one read.
func TestDeletingAnInvoice(t *testing.T) {
	w := start(t)
	w.open(80, 24)
	w.login()
	w.see(`Välkommen`)
	w.typeText("1" + patient)
	w.keys("Enter")
	w.see(`N1 särskilt boende`)
	w.keys("Tab")
	w.typeText("k1")
	w.keys("Enter", "Tab")
	w.typeText("DEL-1")
	w.keys("Enter")
	w.typeText("Räkning 9")
	w.keys("Enter")
	ref := w.finishAndSend()

	w.keys("C-g")
	w.typeText(ref)
	w.see(`Faktura DEL-1 \(` + ref + `\)`)
	w.keys("Enter")
	w.see(`Vår referens ` + ref)
	w.keys("Delete")
	w.read(`Radera räkning Räkning 9, 19600917-2336, 16 150,00 kr\?`)
	w.keys("Enter") // not the answer
	w.read(`j ja, radera`)
	w.keys("j")
	w.see(`Status\s+Raderad`)
	w.keys("9")
	w.see(`Radering Räknin[\s\S]*✓ mottagen`)
}
