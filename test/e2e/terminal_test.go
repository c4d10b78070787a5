package e2e

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"example.org/tandtui/test/tmux"
)

func (w *world) send(raw string) {
	w.t.Helper()
	if err := w.term.Send(raw); err != nil {
		w.t.Fatal(err)
	}
}

// TestT6T8InARealTerminal: a paste whose end is lost, and keys in the kitty form,
// while a bill is written in tmux. What is typed is there, and the lock works.
func TestT6T8InARealTerminal(t *testing.T) {
	w := start(t)
	w.open(80, 24)
	w.login()
	w.keys("1")
	w.see(`›Personnummer`)
	w.typeText(patient)
	w.keys("Enter")
	w.see(`N1 särskilt boende`)
	w.keys("Tab", "Tab", "Tab")
	w.send("\x1b[200~hej") // no end
	w.see(`hej`)
	w.typeText("x")
	w.see(`hejx`)
	w.send("\x1b[229u\x1b[228u") // å ä
	w.see(`hejxåä`)
	w.send("\x1b[200~")
	w.keys("F2")
	w.see(`PIN \([\s\S]*försök kvar`)
	w.until("nothing of the patient", func(screen string) bool { return !strings.Contains(screen, "19600917") })
	w.login()
	w.see(`hejxåä`)
}

// TestT9StoppedInARealShell: SIGTSTP from outside under a shell in tmux. Nothing of
// the patient stays on the screen, the shell echoes what is typed, and after fg the
// program is locked, with the bill behind the lock.
func TestT9StoppedInARealShell(t *testing.T) {
	w := start(t)
	term, err := tmux.Start(tmux.Options{Width: 80, Height: 24, Env: append(w.env, "PS1=skal> "), Command: []string{"bash", "--norc", "--noprofile", "-i"}})
	if err != nil {
		t.Fatal(err)
	}
	w.term = term
	t.Cleanup(func() { _ = term.Stop() })
	w.see(`skal>`)
	w.typeText(filepath.Join(bin, "tandtui"))
	w.keys("Enter")
	w.login()
	w.keys("1")
	w.see(`›Personnummer`)
	w.typeText("1960091723")
	w.see(`1960091723`)
	shell, err := term.PID()
	if err != nil {
		t.Fatal(err)
	}
	w.signal(w.childOf(shell, "tandtui"), syscall.SIGTSTP)
	w.see(`skal> *\n*$`)
	w.typeText("echo fram $((40+2))")
	w.keys("Enter")
	w.see(`echo fram \$\(\(40\+2\)\)\nfram 42`)
	w.until("nothing of the patient", func(screen string) bool { return !strings.Contains(screen, "1960091723") })
	w.typeText("fg")
	w.keys("Enter")
	w.see(`PIN \([\s\S]*försök kvar`)
	w.login()
	w.see(`1960091723`)
	w.keys("C-c")
	w.see(`skal> *\n*$`)
}
