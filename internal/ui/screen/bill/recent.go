package bill

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
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

// takeRecent makes the list: the number, the entitlement it was last seen with,
// and when. A number is found as it may be typed, with or without century and
// hyphen. The region gives no names, so none can be searched.
func (m *model) takeRecent(l lately) {
	var items []form.Item
	for _, p := range l.list {
		id := p.Facts.Person
		words := text.BillRecentNone
		for _, s := range []domain.Support{domain.SupportF, domain.SupportN} {
			if e, ok := p.Facts.Entitlement(s, m.port.Today()); ok {
				words = text.Safe(e.Category) + " " + text.Validity(e.Validity)
			}
		}
		short := id.Canonical()[2:]
		items = append(items, form.Item{
			Code: id.Display(), Words: words, Right: m.seen(p),
			Find: id.Canonical() + " " + short + " " + short[:6] + "-" + short[6:],
		})
	}
	m.recent = form.NewList(items)
	m.layFields()
}

// seen is when a patient was looked up: the time today, else the date.
func (m *model) seen(p app.PersonResult) string {
	at := p.At.In(m.env.Now().Location())
	if domain.DateOf(at) == m.port.Today() {
		return at.Format("15:04")
	}
	return at.Format("2006-01-02")
}
