package ui

import (
	"context"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	_ "example.org/tandtui/internal/ui/earlybird" // before Bubble Tea asks the terminal
	"example.org/tandtui/internal/ui/screen"
)

// stop asks the program to save and end: the computer shuts down, the terminal
// has gone.
type stop struct{}

// Run shows the root on the terminal until the user leaves or ctx ends; in both
// cases what was typed is saved first. A root is run once. The terminal is as before when it
// returns. The clock is started here unless the configuration brought one.
func Run(ctx context.Context, r *Root, opts ...tea.ProgramOption) error {
	if r.cfg.Ticks == nil {
		ticker := time.NewTicker(screen.TickEvery)
		defer ticker.Stop()
		r.cfg.Ticks = ticker.C
	}
	// 120 frames a second nearly halve the time from key to screen. Signals are
	// ctx's affair: Bubble Tea's own handler would end without saving.
	opts = append([]tea.ProgramOption{tea.WithAltScreen(), tea.WithFPS(120), tea.WithoutSignalHandler()}, opts...)
	p := tea.NewProgram(r, opts...)
	done := make(chan struct{})
	defer close(done)
	go func() {
		select {
		case <-ctx.Done():
			p.Send(stop{})
		case <-done:
		}
	}()
	_, err := p.Run()
	close(r.ended)
	r.saveRest()
	return err
}

// saveRest saves what is left when the program ended by itself, most likely
// because the terminal went away; after an orderly end there is nothing.
func (r *Root) saveRest() {
	for _, e := range r.stack {
		drain(flushOf(e.s))
	}
}
