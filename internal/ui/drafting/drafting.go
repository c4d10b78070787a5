// Package drafting is what the screens in which a draft is written have in common:
// what they need of the app, and how a draft is opened and checked. What is saved
// while typing is autosave's.
package drafting

import (
	"context"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/editor"
	"example.org/tandtui/internal/ui/patientcard"
)

// Port is what every screen that writes a draft needs of the app.
type Port interface {
	editor.Source
	Drafts
	patientcard.Patients
	// Known is what is kept here about a patient; false if nothing is.
	Known(id domain.PersonID) (app.PersonResult, bool)
}

// Drafts opens, saves and checks drafts. Errors as those of app.App.
type Drafts interface {
	NewDraft() (domain.Draft, error)
	Draft(id string) (domain.Draft, error)
	SaveDraft(domain.Draft) (time.Time, error)
	Check(domain.Draft) (app.Checked, error)
}

// Opened answers Open.
type Opened struct {
	Draft domain.Draft
	Err   error
}

// Open reads the draft with an id, "" for a new one.
func Open(p Drafts, id string) func(context.Context) tea.Msg {
	return func(context.Context) tea.Msg {
		if id == "" {
			d, err := p.NewDraft()
			return Opened{d, err}
		}
		d, err := p.Draft(id)
		return Opened{d, err}
	}
}

// Checked answers Check.
type Checked struct {
	app.Checked
	Err error // the program was locked meanwhile: the check comes again
}

// Check runs the rules over a draft.
func Check(p Drafts, d domain.Draft) func(context.Context) tea.Msg {
	return func(context.Context) tea.Msg {
		c, err := p.Check(d)
		return Checked{c, err}
	}
}
