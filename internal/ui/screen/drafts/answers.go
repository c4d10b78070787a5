package drafts

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

// answered tells what has become of the drafts that were sent from this list.
type answered struct {
	refs    []int64 // Vår referens of those received
	waiting []string
}

// readAnswers looks what the region says of the drafts sent from here; nil if none
// waits. Refusals are told where all are, and counted in the header.
func (m *model) readAnswers() tea.Cmd {
	if len(m.sent) == 0 {
		return nil
	}
	sent := m.sent
	return m.answer.Do(func(context.Context) tea.Msg {
		var a answered
		for _, id := range sent {
			look, err := m.port.Look(id)
			switch d := look.Draft; {
			case err != nil: // locked meanwhile
				a.waiting = append(a.waiting, id)
			case d.State == domain.DraftQueued:
				a.waiting = append(a.waiting, id)
			case d.State == domain.DraftReceived && d.Receipt != nil:
				a.refs = append(a.refs, d.Receipt.OurRef)
			}
		}
		return a
	})
}

// tellReceived says once, when all are answered, under which references the region
// has received what was sent (S10).
func (m *model) tellReceived(a answered) screen.Step {
	m.sent = a.waiting
	m.refs = append(m.refs, a.refs...)
	if len(m.sent) > 0 || len(m.refs) == 0 {
		return screen.Stay(nil)
	}
	refs := m.refs
	m.refs = nil
	return screen.Stay(nil).Say(labels.DraftsReceived(refs))
}
