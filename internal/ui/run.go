package ui

import (
	"context"
	"io"
	"os"
	"runtime/debug"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/term"

	"example.org/tandtui/internal/panics"
	_ "example.org/tandtui/internal/ui/earlybird" // before Bubble Tea asks the terminal
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/terminal"
)

// stop asks the program to save and end: the computer is shutting down, or the
// terminal has gone.
type stop struct{}

// gcPercent lets garbage grow to four times what is in use (1 MB, most often)
// before it is collected. At Go's own 100 every sixtieth key met a collection,
// which was the tail of the time from key to frame; the price is some 12 MB.
const gcPercent = 400

// Run shows the root on the terminal until the user leaves, ctx ends or the
// terminal goes away; in each case what was typed is saved first. A root is run
// once. The terminal is as before when it returns. The clock is started here
// unless the configuration brought one.
func Run(ctx context.Context, r *Root, opts ...tea.ProgramOption) error {
	if r.cfg.Ticks == nil {
		ticker := time.NewTicker(screen.TickEvery)
		defer ticker.Stop()
		r.cfg.Ticks = ticker.C
		r.cfg.Soon = func() <-chan time.Time { return time.After(screen.SaveWithin) }
	}
	defer debug.SetGCPercent(debug.SetGCPercent(gcPercent))
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	// 120 frames a second nearly halve the time from key to screen. ctx handles
	// signals: Bubble Tea's own handler would end without saving.
	all := []tea.ProgramOption{tea.WithAltScreen(), tea.WithFPS(120), tea.WithoutSignalHandler()}
	if term.IsTerminal(os.Stdin.Fd()) {
		keys := terminal.NewReader(os.Stdin, cancel, &r.secret)
		r.reads = keys.Reads.Load
		all = append(all, tea.WithInput(keys))
		terminal.Mend(os.Stdin)
	}
	if term.IsTerminal(os.Stdout.Fd()) {
		_, _ = io.WriteString(os.Stdout, terminal.Reset) // a terminal that has gone is noticed soon
	}
	p := tea.NewProgram(r, append(all, opts...)...)
	panics.Go(func() {
		terminal.Jobs(ctx, p, r.stops, func() { p.Send(toStop{}) }, func() { p.Send(continued{}) })
	})
	panics.Go(func() {
		<-ctx.Done()
		p.Send(stop{}) // nothing, once the program has ended
	})
	_, err := p.Run()
	close(r.ended)
	r.saveRest()
	return err
}

// HasTerminal reports whether the program has a terminal for output and input:
// not in a pipe, not from a service.
func HasTerminal() bool {
	return term.IsTerminal(os.Stdin.Fd()) && term.IsTerminal(os.Stdout.Fd())
}

// saveRest saves what is left when the program ended by itself, most likely
// because the terminal went away. After an orderly end nothing is left.
func (r *Root) saveRest() {
	for _, e := range r.stack {
		drain(flushOf(e.s))
	}
}
