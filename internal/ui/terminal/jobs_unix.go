//go:build unix

package terminal

import (
	"context"
	"os"
	"os/signal"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"golang.org/x/sys/unix"
)

// stopPatience is how long the program waits to be stopped by its own signal,
// which the system drops if nobody could continue it.
const stopPatience = 300 * time.Millisecond

// Jobs heeds that the program is stopped and continued from outside, until ctx
// ends. asked is called when it is to stop (SIGTSTP): what is shown is to be
// covered first, and then ready gets a value. continued is called when it goes on
// without having been asked (SIGSTOP). The terminal is given back before the stop,
// and taken again afterwards: the shell has changed its settings meanwhile.
func Jobs(ctx context.Context, p *tea.Program, ready <-chan struct{}, asked, continued func()) {
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, unix.SIGTSTP, unix.SIGCONT)
	defer signal.Stop(signals)
	for {
		select {
		case <-ctx.Done():
			return
		case <-ready:
			again(p, func() { stop(signals) })
		case s := <-signals:
			if s == unix.SIGTSTP {
				asked()
				continue
			}
			continued()
			again(p, func() {})
		}
	}
}

// again gives the terminal back and takes it anew.
func again(p *tea.Program, between func()) {
	if p.ReleaseTerminal() != nil {
		return // it has gone
	}
	between()
	_ = p.RestoreTerminal() // it has gone: the reader notices
}

// stop stops the program, and returns when it is continued. It takes a sibling of
// SIGTSTP, which Go, once it has been asked for it, does not give back.
func stop(signals chan os.Signal) {
	_ = unix.Kill(unix.Getpid(), unix.SIGTTIN) // a process may always signal itself
	timeout := time.NewTimer(stopPatience)
	defer timeout.Stop()
	for {
		select {
		case s := <-signals:
			if s == unix.SIGCONT {
				return
			}
		case <-timeout.C:
			return
		}
	}
}
