package e2e

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The patient of the story: a test number of the Tax Agency, N1 in the demo.
const patient = "196009172336"

// The whole main job: card, PIN, look-up, bill, a killed program in the middle
// of it, the draft with every character, sending, receipt, payout, pulled card.
func TestMainJob(t *testing.T) {
	w := start(t)
	w.open(80, 24)
	w.login()
	w.see(`Välkommen Anna Ek`)
	w.checkEntitlementAlone()
	w.halfABill()
	w.kill()
	w.ended()
	if err := w.term.Respawn(filepath.Join(bin, "tandtui")); err != nil {
		t.Fatal(err)
	}
	w.login()
	w.see(`Utkast 1`)
	w.keys("6")
	w.see(`› 19600917-2336`)
	w.keys("Enter")
	for _, typed := range []string{`halvskriven åäö`, `19600917-2336`, `● N`, `K1 Konventionell`, `E2E-1`, `Räkning 45678`, `›Kommentar`} {
		w.see(typed)
	}
	w.typeText(" klar") // the cursor is where it was
	w.see(`halvskriven åäö klar`)
	ref := w.finishAndSend()
	w.followToPayout(ref)
	w.pulledCardHidesEverything()
	w.keys("C-c")
	if status := w.ended(); status != 0 {
		t.Errorf("exit status %d", status)
	}
	w.nothingLeaked()
}

// checkEntitlementAlone looks a patient up without making a bill (B2).
func (w *world) checkEntitlementAlone() {
	w.t.Helper()
	w.keys("7")
	w.see(`Ingen räkning görs`)
	w.typeText(patient)
	w.keys("Enter")
	w.see(`giltigt\s+N\s+N1`)
	w.keys("Escape")
	w.see(`Välkommen`)
}

func (w *world) halfABill() {
	w.t.Helper()
	w.keys("1")
	w.see(`Registrera räkning ─`)
	w.typeText(patient)
	w.keys("Enter")
	w.see(`N1 särskilt boende`)
	w.keys("Tab")
	w.typeText("k1")
	w.keys("Enter", "Tab")
	w.typeText("E2E-1")
	w.keys("Enter")
	w.typeText("Räkning 45678")
	w.keys("Enter")
	w.typeText("halvskriven åäö")
	w.see(`halvskriven åäö[\s\S]*Sparat \d\d:\d\d:\d\d`)
}

// kill ends tandtui as a power cut would. It first checks that no core file could
// have been written.
func (w *world) kill() {
	w.t.Helper()
	pid, err := w.term.PID()
	if err != nil {
		w.t.Fatal(err)
	}
	limits, err := os.ReadFile(fmt.Sprintf("/proc/%d/limits", pid))
	if err != nil || !regexp.MustCompile(`(?m)^Max core file size +0 +0 `).Match(limits) {
		w.t.Errorf("the running program may write a core file: %v\n%s", err, limits)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		w.t.Fatal(err)
	}
}

// finishAndSend types the rows, sends, and gives Vår referens.
func (w *world) finishAndSend() string {
	w.t.Helper()
	w.keys("Enter", "Tab")
	for _, cell := range []string{"101", "825", "uk", "pat"} {
		w.typeText(cell)
		w.keys("Enter")
	}
	w.see(`Summa\s+16 150,00 kr`)
	w.keys("F8")
	w.read(`Skicka in tandvårdsräkning\?`)
	w.keys("Enter")
	w.see(`Räkningen är mottagen av regionen`)
	return w.see(`Vår referens\s+(\d+)`)[1]
}

// followToPayout sees the invoice under Under behandling, lets the region pay,
// and sees it under Utbetalda with its date.
func (w *world) followToPayout(ref string) {
	w.t.Helper()
	w.keys("v")
	w.see(`›Under behandling[\s\S]*E2E-1\s+.*16 150,00\s+Under behandling\s+` + ref)
	payday := time.Now().AddDate(0, 0, 1).Format("2006-01-02")
	database := w.database()
	w.tool("tandserver", "pay", "--db", database, "--date", payday, "--our-ref", ref, "--any-day", "--yes")
	w.keys("Right")
	w.see(`›Utbetalda[\s\S]*E2E-1\s+.*16 150,00\s+Utbetald ` + payday + `\s+` + ref)
}

// pulledCardHidesEverything opens the invoice with the patient's number, pulls
// the card, looks at screen and scrollback, and comes back to the same place.
func (w *world) pulledCardHidesEverything() {
	w.t.Helper()
	w.keys("Home")
	w.see(`› E2E-1`)
	w.keys("Enter")
	w.see(`19600917-2336`)
	w.tool("tandtui", "demo-card", "pull", "--dir", w.dir)
	w.see(`Låst`)
	all, err := w.term.Everything()
	if err != nil {
		w.t.Fatal(err)
	}
	if strings.Contains(all, "19600917") || strings.Contains(all, "E2E-1") {
		w.t.Errorf("the locked screen shows the patient:\n%s", all)
	}
	w.tool("tandtui", "demo-card", "insert", "--dir", w.dir)
	w.login()
	w.see(`Faktura E2E-1[\s\S]*19600917-2336`)
}

// nothingLeaked searches every file the programs left for the patient's number
// and what was typed.
func (w *world) nothingLeaked() {
	w.t.Helper()
	for _, dir := range []string{"clinic", "server.log", "config", "data"} {
		err := filepath.WalkDir(filepath.Join(w.dir, dir), func(path string, e fs.DirEntry, err error) error {
			if os.IsNotExist(err) {
				return nil
			}
			if err != nil || e.IsDir() {
				return err
			}
			raw, err := os.ReadFile(path)
			for _, secret := range []string{"19600917", "6009172336", "halvskriven"} {
				if bytes.Contains(raw, []byte(secret)) || strings.Contains(path, secret) {
					w.t.Errorf("%s holds %q", filepath.Base(path), secret)
				}
			}
			return err
		})
		if err != nil {
			w.t.Error(err)
		}
	}
}

// Resizing in the middle of a form loses nothing; a window too small says so in
// one sentence and comes back.
func TestResizeWhileTyping(t *testing.T) {
	w := start(t)
	w.open(80, 24)
	w.login()
	w.see(`Välkommen`)
	w.keys("1")
	w.see(`Registrera räkning ─`)
	w.typeText("1960")
	for _, size := range [][2]int{{120, 40}, {40, 10}, {200, 60}, {80, 24}} {
		if err := w.term.Resize(size[0], size[1]); err != nil {
			t.Fatal(err)
		}
		if size[0] == 40 {
			w.see(`för litet`)
			continue
		}
		w.see(`Personnummer\s+1960`)
	}
	w.typeText("0917-2336")
	w.keys("Enter")
	w.see(`N1 särskilt boende`)
}

// A second program on the same drafts says that it cannot have them, and harms
// nothing.
func TestTwoPrograms(t *testing.T) {
	w := start(t)
	w.open(80, 24)
	w.login()
	w.see(`Välkommen`)
	second := &world{t: t, dir: w.dir, env: w.env, demo: w.demo}
	second.open(80, 24)
	second.pin()
	second.see(`Utkasten är öppna i ett annat fönster`)
	w.keys("1")
	w.see(`Registrera räkning ─`)
}

// F2 locks without pulling the card; the PIN brings the same field back (A5).
func TestLockKey(t *testing.T) {
	w := start(t)
	w.open(80, 24)
	w.login()
	w.see(`Välkommen`)
	w.keys("1")
	w.see(`Registrera räkning ─`)
	w.typeText(patient)
	w.keys("F2")
	w.see(`Låst`)
	w.login()
	w.see(`›Personnummer\s+` + patient)
}
