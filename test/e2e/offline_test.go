package e2e

import (
	"bufio"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// Without network the bill goes into the outbox, and is sent from there when the
// server is back, without a key being pressed (A6, B16).
func TestSentByItselfWhenTheServerIsBack(t *testing.T) {
	w := start(t)
	w.open(80, 24)
	w.login()
	w.see(`Uppkopplad`)
	w.keys("1")
	w.see(`Registrera räkning ─`)
	w.typeText(patient)
	w.keys("Enter")
	w.see(`N1 särskilt boende`)
	old := w.stopServer()
	w.see(`○ `) // the status line shows that the server is gone
	w.keys("Tab")
	w.typeText("p")
	w.keys("Enter", "Tab", "Tab")
	w.typeText("Utan nät")
	w.keys("Enter", "Enter", "Tab")
	for _, cell := range []string{"101", "pat"} {
		w.typeText(cell)
		w.keys("Enter")
	}
	w.see(`Summa\s+900,00 kr`)
	w.keys("F8")
	w.read(`Skicka in tandvårdsräkning\?`)
	w.keys("Enter")
	w.see(`ligger i utkorgen[\s\S]*Frånkopplad.*1 i utkorgen`)

	// Nothing has left the computer, so the bill can be made a draft again, and
	// sent again.
	w.keys("9")
	w.see(`Utkorg ─[\s\S]*! väntar[\s\S]*Inget har lämnat`)
	w.keys("t")
	w.see(`Registrera räkning ─[\s\S]*Summa\s+900,00 kr`)
	w.see(`utkorg tom`)
	w.keys("F8")
	w.read(`Skicka in tandvårdsräkning\?`)
	w.keys("F8")
	w.see(`ligger i utkorgen[\s\S]*Frånkopplad.*1 i utkorgen \(9\)`)
	w.startServer(old)
	w.see(`Räkningen är mottagen av regionen[\s\S]*Vår referens\s+\d+[\s\S]*utkorg tom`)
}

// stopServer ends the demo's own server, in an orderly way, as for an update.
func (w *world) stopServer() (pid int) {
	w.t.Helper()
	pid = w.childOf(w.demoPID, "tandserver")
	if err := syscall.Kill(pid, syscall.SIGTERM); err != nil {
		w.t.Fatal(err)
	}
	return pid
}

// childOf finds a child process by its name.
func (w *world) childOf(parent int, name string) int {
	w.t.Helper()
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		w.t.Fatal(err)
	}
	for _, file := range stats {
		raw, err := os.ReadFile(file)
		if err != nil {
			continue // ended meanwhile
		}
		// "PID (NAME) STATE PPID …", proc(5)
		head, rest, _ := strings.Cut(string(raw), " (")
		comm, rest, _ := strings.Cut(rest, ") ")
		fields := strings.Fields(rest)
		if comm == name && len(fields) > 1 && fields[1] == strconv.Itoa(parent) {
			pid, err := strconv.Atoi(head)
			if err != nil {
				w.t.Fatal(err)
			}
			return pid
		}
	}
	w.t.Fatalf("process %d has no child %s", parent, name)
	return 0
}

// startServer starts the server again at the same address, once the old one has
// released it.
func (w *world) startServer(old int) {
	w.t.Helper()
	w.until("the old server's end", func(string) bool {
		_, err := os.Stat("/proc/" + strconv.Itoa(old))
		return errors.Is(err, fs.ErrNotExist)
	})
	var address string
	for _, e := range w.env {
		if url, ok := strings.CutPrefix(e, "TANDTUI_SERVER=https://"); ok {
			address = url
		}
	}
	cmd := exec.Command(filepath.Join(bin, "tandserver"), "demo", "--dir", filepath.Join(w.dir, "server"), "--listen", address)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		w.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		if err := cmd.Wait(); err != nil {
			w.t.Error("the server did not end well:", err)
		}
	})
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if strings.HasPrefix(lines.Text(), "ready ") {
			return
		}
	}
	w.t.Fatal("the server did not start again")
}
