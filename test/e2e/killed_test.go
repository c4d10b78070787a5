package e2e

import (
	"path/filepath"
	"syscall"
	"testing"
)

// The worst moment to die: the invoice is on its way and not yet answered. The
// client cannot know whether the server took it. The same bytes are sent again by
// themselves, and the region has the invoice exactly once (B16).
func TestKilledWhileSending(t *testing.T) {
	w := start(t)
	w.open(80, 24)
	w.login()
	w.see(`Uppkopplad`)
	w.billWithReference("Mitt i allt")
	server := w.childOf(w.demoPID, "tandserver")
	w.signal(server, syscall.SIGSTOP) // the kernel takes the request, and nobody answers
	w.keys("F8")
	w.read(`Skicka in tandvårdsräkning\?`)
	w.keys("Enter")
	w.see(`ligger i utkorgen`)
	w.kill()
	w.ended()
	w.signal(server, syscall.SIGCONT) // reads what a dead program sent
	w.signal(server, syscall.SIGTERM) // and finishes what it has begun
	w.startServer(server)
	if err := w.term.Respawn(filepath.Join(bin, "tandtui")); err != nil {
		t.Fatal(err)
	}
	w.login()
	w.see(`utkorg tom`)
	w.keys("3")
	w.see(`›Under behandling`)
	w.keys("/")
	w.typeText("Mitt i allt")
	w.see(`Visar 1 av \d+ fakturor\s+Summa 900,00 kr`)
}

// billWithReference types a whole small bill, ready to send.
func (w *world) billWithReference(ref string) {
	w.t.Helper()
	w.keys("1")
	w.see(`Registrera räkning ─`)
	w.typeText(patient)
	w.keys("Enter")
	w.see(`N1 särskilt boende`)
	w.keys("Tab")
	w.typeText("p")
	w.keys("Enter", "Tab", "Tab")
	w.typeText(ref)
	w.keys("Enter", "Enter", "Tab")
	for _, cell := range []string{"101", "pat"} {
		w.typeText(cell)
		w.keys("Enter")
	}
	w.see(`Summa\s+900,00 kr`)
}

func (w *world) signal(pid int, s syscall.Signal) {
	w.t.Helper()
	if err := syscall.Kill(pid, s); err != nil {
		w.t.Fatal(err)
	}
}
