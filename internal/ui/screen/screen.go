// Package screen is the contract between the root model and a screen: what a
// screen is, how it navigates, how answers find their way back to it. It draws
// nothing and knows no screen.
package screen

import (
	"context"
	"io"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/files"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/theme"
)

// Screen is one thing the user looks at. Its View is the body only: header,
// menu, status line and footer are the shell's.
type Screen interface {
	// Init gives the first work, usually a load. It runs once, when the screen
	// is put on the stack.
	Init() tea.Cmd
	// Update takes a key, a reply, Changed or Tick. It does no I/O: work is in
	// the Step's Cmd.
	Update(tea.Msg) Step
	// View draws the body in the size given. It is pure.
	View(layout.Size) string
	// Actions are what can be done now, and what cannot with the reason; footer,
	// help and outline come from here and nowhere else.
	Actions() []Action
	// Outline tells what the body holds, without drawing it; its actions are told
	// by the root.
	Outline() outline.Outline
}

// Env is what every screen is made with, beside its own ports.
type Env struct {
	Theme *theme.Theme
	Now   func() time.Time // Europe/Stockholm
	Out   Out
	Files Files
	Demo  Demo
}

// Files is the way in for files that the user chooses (internal/files). All of it is
// I/O, for commands only.
type Files interface {
	// First is the folder to begin in: where the last file was; in a new run the folder
	// before, if that is known and still there.
	First(before string) string
	List(folder string) ([]files.Entry, error)
	Open(path string) (io.ReadCloser, error)
	// File is a file that may be read more than once.
	File(path string) (domain.File, error)
	// Beside writes a file of the user's own into the folder of another, never over
	// one that is there, and gives its path. name names nobody.
	Beside(path, name string, write func(io.Writer) error) (string, error)
}

// Out is the way out of the program: paper and clipboard. Both are I/O, for
// commands only.
type Out interface {
	// Copy puts a short text on the terminal's clipboard.
	Copy(text string) error
	// Print prints a page; where there is no printer it becomes the file named.
	Print(ctx context.Context, name, body string) (file string, err error)
	// PrintPDF is Print for a PDF.
	PrintPDF(ctx context.Context, name string, pdf []byte) (file string, err error)
	// Save writes a file of the user's own, never over another, and gives its path.
	Save(name string, write func(io.Writer) error) (path string, err error)
}

// Route names a screen and its argument. It is comparable. Arg holds ids, never
// a person's number or name.
type Route struct{ Name, Arg string }

// Nav is what a Step does to the stack.
type Nav uint8

// The navigations.
const (
	NavStay Nav = iota
	NavPush
	NavReplace
	NavBack
	NavReset
)

// Step is a screen's answer to a message: at most one navigation, async work,
// and a sentence for the status line. Navigation is a return value because sent
// as a command it would let keys typed ahead land on the old screen.
type Step struct {
	Nav    Nav
	To     Route
	Clinic string // to be changed to first, with To above the start page; "": none
	Cmd    tea.Cmd
	Notice string // shown for some seconds; Swedish
}

// Stay goes nowhere.
func Stay(cmd tea.Cmd) Step { return Step{Cmd: cmd} }

// Push opens a screen on top; Back comes back here.
func Push(to Route) Step { return Step{Nav: NavPush, To: to} }

// Replace opens a screen instead of this one.
func Replace(to Route) Step { return Step{Nav: NavReplace, To: to} }

// Back closes this screen; the last one on the stack stays.
func Back() Step { return Step{Nav: NavBack} }

// Reset closes every screen and opens one.
func Reset(to Route) Step { return Step{Nav: NavReset, To: to} }

// Change changes to another of the user's clinics and opens a screen there (A3).
func Change(clinic string, to Route) Step { return Step{Clinic: clinic, To: to} }

// With adds async work to a step.
func (s Step) With(cmd tea.Cmd) Step { s.Cmd = cmd; return s }

// Say adds a sentence for the status line.
func (s Step) Say(notice string) Step { s.Notice = notice; return s }
