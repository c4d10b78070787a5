package screen

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/outline"
)

// Optional capabilities of a screen, found by type assertion.
type (
	// Outliner tells what the screen holds without drawing it; its actions are
	// told by the root.
	Outliner interface{ Outline() outline.Outline }

	// Sizer is told the size that View will be asked for, before it is. View
	// draws in any size, but scrolling by pages needs to know one.
	Sizer interface{ Resize(layout.Size) }

	// Loader tells that the screen waits for what it is about; keys typed
	// meanwhile are kept for it until it has come.
	Loader interface{ Loading() bool }

	// Titler names the screen's place in the breadcrumb: "Faktura 2026-11-014".
	Titler interface{ Title() string }

	// Typer tells whether single characters are text now, so that menu digits
	// and ? go to the screen.
	Typer interface{ Typing() bool }

	// Modal tells whether something of the screen's own is open that Esc
	// closes; otherwise Esc goes back one screen.
	Modal interface{ Modal() bool }

	// Flusher saves what is typed now. The root calls it before it locks,
	// leaves the screen or ends the program, and runs the command to its end
	// first. nil: nothing to save. A message that is Failed with an error stops
	// the program from ending.
	Flusher interface{ Flush() tea.Cmd }

	// Saver tells when what is typed was last saved durably, for the status
	// line; zero: not yet.
	Saver interface{ SavedAt() time.Time }

	// Closer ends the screen's work when it leaves the stack.
	Closer interface{ Close() }

	// Failed is a message that may carry a failure.
	Failed interface{ Failed() error }
)
