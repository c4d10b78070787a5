package e2e

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
)

// bankDesk is the region's desk and the demo's bank, of a world's database.
type bankDesk struct {
	*world
	db, dir string
	day     string // on which the region pays; the desk moves it to a bank day
}

func (w *world) bankDesk(server string) bankDesk {
	w.t.Helper()
	dir := filepath.Join(w.dir, "bank")
	if err := os.Mkdir(dir, 0o700); err != nil {
		w.t.Fatal(err)
	}
	return bankDesk{w, "sqlite:" + filepath.Join(w.dir, server, "tandserver.db"), dir, w.demo.Date}
}

// verb runs a verb of tandserver on the database, its question answered.
func (d bankDesk) verb(words ...string) string {
	d.t.Helper()
	return d.tool("tandserver", append(words, "--db", d.db)...)
}

// prepare makes a pay run ready and gives its number and day.
func (d bankDesk) prepare() (no, on string) {
	d.t.Helper()
	said := regexp.MustCompile(`Körning (\d+) är gjord i ordning för ([-\d]+)\.`).FindStringSubmatch(d.verb("pay", "prepare", "--date", d.day, "--yes"))
	if said == nil {
		d.t.Fatal("no run was prepared")
	}
	return said[1], said[2]
}

// shut closes a pay run and gives the bank's file.
func (d bankDesk) shut(no string) (order string) {
	d.t.Helper()
	order = filepath.Join(d.dir, "order-"+no+".xml")
	d.verb("pay", "close", "--run", no, "--out", order, "--yes")
	return order
}

// confirm lets the bank pay an order and the region read the answer.
func (d bankDesk) confirm(order, no string) {
	d.t.Helper()
	d.tool("tandserver", "demo", "bank", "--dir", d.dir, order)
	d.verb("pay", "confirm", "--yes", d.only("svar-*-"+no+".xml"))
}

// only is the one file of the bank with a name.
func (d bankDesk) only(name string) string {
	d.t.Helper()
	found, err := filepath.Glob(filepath.Join(d.dir, name))
	if err != nil || len(found) != 1 {
		d.t.Fatalf("%s: %v %v", name, found, err)
	}
	return found[0]
}

// proven says that the region's books are right to the öre.
func (d bankDesk) proven() {
	d.t.Helper()
	if said := d.verb("audit", "money"); !strings.Contains(said, "Allt stämmer till öret.") {
		d.t.Error(said)
	}
}

// sendNamed types a bill of the story, sends it and gives Vår referens.
func (w *world) sendNamed(invoiceNo, billRef string) string {
	w.t.Helper()
	w.typeText("1" + patient)
	w.keys("Enter")
	w.see(`N1 särskilt boende`)
	w.keys("Tab")
	w.typeText("k1")
	w.keys("Enter", "Tab")
	w.typeText(invoiceNo)
	w.keys("Enter")
	w.typeText(billRef)
	w.keys("Enter")
	ref := w.finishAndSend()
	w.keys("Escape")
	w.see(`Välkommen`)
	return ref
}

// The money's whole way (issue 12): held, released, paid by a run, credited because
// a frikort was shown afterwards, netted in the next run, and both payments found in
// the files of the clinic's bank.
func TestMoneyStory(t *testing.T) {
	w := start(t)
	w.open(80, 24)
	w.login()
	w.see(`Välkommen`)
	ref := w.sendNamed("PENG-1", "Räkning 7")
	other := w.sendNamed("PENG-2", "Räkning 8")
	desk := w.bankDesk("server")
	w.heldAndReleased(desk, ref)
	run, on := desk.prepare()
	w.deletedBeforeTheRunIsClosed(other)
	order := desk.shut(run)
	w.notDeletedAfter(ref)
	desk.confirm(order, run)
	w.see(`Status Utbetalningsdatum ` + on)
	again := w.frikortAfterwards()
	next, _ := desk.prepare()
	desk.confirm(desk.shut(next), next)
	w.netted(ref, again, on)
	w.reconciled(desk, run, next, again)
	desk.proven()
}

// heldAndReleased lets the region hold an invoice and release it; the clinic sees
// both where it stands, without doing anything.
func (w *world) heldAndReleased(desk bankDesk, ref string) {
	w.t.Helper()
	w.keys("3")
	w.see(`› PENG-2[\s\S]*PENG-1`)
	w.keys("Down")
	w.see(`› PENG-1`)
	desk.verb("review", "hold", ref, "--whole", "--reason", "Två lika", "--yes")
	w.see(`PENG-1: 1 räkning under granskning[\s\S]*Hela fakturan väntar tills granskningen är`)
	desk.verb("review", "release", ref, "--whole", "--yes")
	w.see(`› PENG-1[\s\S]*väntar på att godkännas för utbetalning`)
}

// deletedBeforeTheRunIsClosed deletes an invoice that a run has approved.
func (w *world) deletedBeforeTheRunIsClosed(ref string) {
	w.t.Helper()
	w.see(`PENG-2 .*Godkänd [\s\S]*› PENG-1 .*Godkänd `)
	w.keys("Up", "Enter")
	w.see(`Vår referens ` + ref + `[\s\S]*godkänd och betalas ut`)
	w.keys("D")
	w.read(`Radera hela fakturan PENG-2`)
	w.keys("j")
	w.see(`Status Raderad`)
	w.keys("Escape")
	w.until("the list without it", func(screen string) bool {
		return strings.Contains(screen, "›Under behandling") && !strings.Contains(screen, "PENG-2")
	})
}

// notDeletedAfter says why an invoice of a closed run stays.
func (w *world) notDeletedAfter(ref string) {
	w.t.Helper()
	w.keys("Home", "Enter")
	w.see(`Vår referens ` + ref + `[\s\S]*är klar för banken`)
	w.keys("D")
	w.see(`fakturan är med i en utbetalning som redan är stängd`)
}

// frikortAfterwards credits the bill that is shown, and sends it anew without its
// fee.
func (w *world) frikortAfterwards() string {
	w.t.Helper()
	w.keys("k")
	w.see(`Kreditera Räkning 7[\s\S]*Krediteras: 3 av 3 rader +-16 150,00 kr`)
	w.keys("f")
	w.read(`Kreditera hela räkningen Räkning 7[\s\S]*utan patientavgift`)
	w.keys("j")
	w.see(`›Frikortsnr[\s\S]*Räkningsref\. +Räkning 7-2`)
	w.typeText("4711")
	w.keys("Enter")
	w.typeText("-10")
	w.keys("Enter")
	w.typeText(domain.MustDate(w.demo.Date).AddDays(300).String())
	w.keys("Enter")
	w.see(`Avgift +ingen, frikort[\s\S]*Summa +16 350,00 kr`)
	w.keys("F8")
	w.read(`Skicka in tandvårdsräkning\?`)
	w.keys("Enter")
	return w.see(`Räkningen är mottagen[\s\S]*Vår referens\s+(\d+)`)[1]
}

// netted finds the credit invoice where it has been taken off, with what it credits.
func (w *world) netted(ref, again, on string) {
	w.t.Helper()
	w.keys("v")
	w.see(`›Under behandling`)
	w.keys("Right")
	w.see(`›Utbetalda[\s\S]*PENG-1 .*16 350,00 +Utbetald ` + on + ` +` + again)
	w.keys("Right")
	w.see(`›Kreditfakturor[\s\S]*PENG-1_Kredit .*-16 150,00 +Utbetald ` + on)
	w.keys("Home", "Enter")
	w.see(`Krediterar ` + ref + `[\s\S]*Kreditfakturan är avräknad ` + on)
	w.keys("Escape")
	w.see(`›Kreditfakturor`)
}

// reconciled reads what the clinic's bank tells of both runs: the whole path is
// typed first, then the name alone.
func (w *world) reconciled(desk bankDesk, run, next, again string) {
	w.t.Helper()
	w.keys("b")
	w.see(`Inga filer är inlästa`)
	w.keys("o")
	w.see(`Fil: /`)
	w.typeText(desk.only("insattning-*-" + next + "-9912346.xml"))
	w.see(`› insattning-.*-` + next + `-9912346\.xml`)
	w.keys("Enter")
	w.see(`✓ stämmer .* 200,00 +200,00 +\d+, ` + again + `[\s\S]*… väntas`)
	w.keys("o")
	w.see(`› insattning-`)
	w.typeText("kontoutdrag-2321000131-" + run + "-9")
	w.see(`› kontoutdrag-.*-` + run + `-9912346\.xml`)
	w.keys("Enter")
	w.see(`✓ stämmer[\s\S]*✓ stämmer[\s\S]*2 stämmer`)
	w.keys("o")
	w.see(`› insattning-`)
	w.typeText("insattning-2321000131-" + run + "-9")
	w.see(`› insattning-.*-` + run + `-9912346\.xml`)
	w.keys("Enter")
	w.see(`alla inlästa förut`) // the notification of what the statement told
}
