package bill

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/ui/patientcard"
)

// lately is the patients looked up last at this clinic.
type lately struct{ list []app.PersonResult }

// loadRecent reads them for the list of the person field: the day's patients.
func (m *model) loadRecent() tea.Cmd {
	return m.latest.Do(func(context.Context) tea.Msg {
		list, err := m.port.Recent()
		if err != nil {
			return lately{} // the number can be typed all the same
		}
		return lately{list}
	})
}

func (m *model) takeRecent(l lately) {
	m.recent = patientcard.Recent(l.list, m.port.Today(), m.env.Now().Location())
	if m.ed != nil {
		m.lay()
	}
}
