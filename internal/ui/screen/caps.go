package screen

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/layout"
)

// Optional capabilities of a screen, found by type assertion.
type (
	// Sizer learns the size that View will be drawn in, before it is. View draws
	// in any size, but scrolling by pages needs to know one.
	Sizer interface{ Resize(layout.Size) }

	// Loader reports whether the screen still waits for its content; keys typed
	// meanwhile are kept for it.
	Loader interface{ Loading() bool }

	// Titler is the screen's name in the breadcrumb: "Faktura 2026-11-014".
	Titler interface{ Title() string }

	// Typer reports whether single characters are text now, so that menu digits
	// and ? go to the screen.
	Typer interface{ Typing() bool }

	// Full reports whether the screen wants the whole window now, without the
	// shell's lines: it shows its keys itself.
	Full interface{ Full() bool }

	// Secret is a screen on which a PIN is typed: what comes from the keyboard
	// leaves no copy in memory.
	Secret interface{ TakesSecret() }

	// Modal reports whether the screen has something open that Esc closes;
	// otherwise Esc goes back one screen.
	Modal interface{ Modal() bool }

	// Asker reports whether a question about money, or about something that
	// cannot be undone, is open. A key typed before it was shown is no answer to
	// it.
	Asker interface{ Asking() bool }

	// Flusher saves what is typed now. The root calls it before it locks,
	// leaves the screen or ends the program, and runs the command to its end
	// first. nil: nothing to save. A message that is Failed with an error stops
	// the program from ending.
	Flusher interface{ Flush() tea.Cmd }

	// Saver gives the time of the last durable save, for the status line; zero:
	// not yet. While something typed Waits to be saved, the next tick comes within
	// SaveWithin.
	Saver interface {
		SavedAt() time.Time
		Waits() bool
	}

	// Closer ends the screen's work when it leaves the stack.
	Closer interface{ Close() }

	// Failed is a message that may carry a failure.
	Failed interface{ Failed() error }
)
