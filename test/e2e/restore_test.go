package e2e

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"example.org/tandtui/test/tmux"
)

// TestL3V1RestoreWithTwoTerminals: a backup is made, five bills are sent, the older
// copy is put back, and a colleague sends one. The clinic is told which bills the
// region lacks and sends them again with their old ids; nothing is there twice, and
// no number is given twice.
func TestL3V1RestoreWithTwoTerminals(t *testing.T) {
	w := start(t)
	w.open(80, 24)
	w.login()
	w.see(`Uppkopplad`)
	db := w.database()
	copied := filepath.Join(w.dir, "copy.db")
	w.tool("tandserver", "backup", "--db", db, copied)
	numbers := map[string]bool{}
	for i := range 5 {
		numbers[w.sendBill(fmt.Sprintf("Egen %d", i+1))] = true
	}
	w.leave()
	w.stopDemo()
	w.tool("tandserver", "restore", "--db", db, "--yes", copied)

	w.startDemo("--user", "Björn Lund")
	w.again()
	w.pin()
	w.see(`Björkens tandklinik[\s\S]*Björkens mobila klinik`)
	w.keys("Enter")
	w.see(`Välkommen Björn Lund`)
	w.see(`Uppkopplad`)
	numbers[w.sendBill("Kollegans")] = true
	w.leave()
	w.stopDemo()

	w.startDemo("--user", "Anna Ek")
	w.again()
	w.login()
	w.see(`Utkast 5`)
	w.keys("6")
	w.see(`Utkast ─[\s\S]*Regionen saknar räkningen`)
	w.keys("F8")
	w.read(`Skicka 5 klara utkast[\s\S]*Läs varningarna`)
	w.keys("Enter")
	w.see(`5 räkningar är mottagna`)
	w.see(`utkorg tom`)
	w.keys("3")
	w.see(`›Under behandling`)
	for _, ref := range []string{"Egen 1", "Egen 2", "Egen 3", "Egen 4", "Egen 5", "Kollegans"} {
		w.keys("/")
		w.typeText(ref)
		w.see(`Visar 1 av \d+ fakturor\s+Summa 900,00 kr`)
		w.keys("Enter")
		w.see(ref)
		number := w.see(`Vår referens +(\d+)`)[1]
		if strings.HasPrefix(ref, "Egen") && numbers[number] || !strings.HasPrefix(ref, "Egen") && !numbers[number] {
			t.Errorf("%s has number %s: given %v", ref, number, numbers)
		}
		numbers[number] = true
		w.keys("Escape")
		w.see(`›Under behandling`)
		w.keys("Escape")
		w.until("the whole list", func(screen string) bool { return !strings.Contains(screen, "Visar 1 av") })
	}
	if len(numbers) != 11 { // five lost, one colleague's, five anew
		t.Errorf("%d numbers: %v", len(numbers), numbers)
	}
}

// sendBill sends a small bill and gives Vår referens.
func (w *world) sendBill(ref string) string {
	w.t.Helper()
	w.billWithReference(ref)
	w.keys("F8")
	w.read(`Skicka in tandvårdsräkning\?`)
	w.keys("Enter")
	number := w.see(`mottagen av regionen[\s\S]*Vår referens\s+(\d+)`)[1]
	w.keys("Escape")
	w.see(`Välkommen`)
	return number
}

// leave ends the program as a user does.
func (w *world) leave() {
	w.t.Helper()
	w.keys("C-c")
	w.until("the end of the program", func(screen string) bool {
		dead, _, err := w.term.Dead()
		if !dead && strings.Contains(screen, "Avsluta") {
			w.keys("j")
		}
		return err == nil && dead
	})
}

// again opens the program in a new terminal, with the surroundings as they now are.
func (w *world) again() {
	w.t.Helper()
	_ = w.term.Stop()
	term, err := tmux.Start(tmux.Options{Width: 80, Height: 24, Env: w.env, Command: []string{filepath.Join(bin, "tandtui")}})
	if err != nil {
		w.t.Fatal(err)
	}
	w.term = term
	w.t.Cleanup(func() { _ = term.Stop() })
}
