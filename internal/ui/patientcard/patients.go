package patientcard

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// Patients finds what is known about patients. Errors as those of app.App.
type Patients interface {
	Lookup(ctx context.Context, id domain.PersonID) (app.PersonResult, error)
	History(id domain.PersonID) (app.History, error)
	Recent() ([]app.PersonResult, error)
}

// Lately answers LoadRecent: the patients looked up last at this clinic.
type Lately struct{ List []app.PersonResult }

// LoadRecent reads the day's patients for the list of a person field. There are
// none if that fails: a number can be typed all the same.
func LoadRecent(p Patients) func(context.Context) tea.Msg {
	return func(context.Context) tea.Msg {
		list, err := p.Recent()
		if err != nil {
			return Lately{}
		}
		return Lately{list}
	}
}

// Past is what the clinic billed for a patient before. It is empty if that cannot
// be read: the bill can be written without.
func Past(p Patients, id domain.PersonID) app.History {
	h, err := p.History(id)
	if err != nil {
		return app.History{}
	}
	return h
}
