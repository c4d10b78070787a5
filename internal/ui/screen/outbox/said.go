package outbox

import (
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/page"
)

// footLines is the place below the list, with the line that parts them.
const footLines = 5

// count is how many of all wait, were refused and were received.
func (m *model) count(int, int) string {
	waiting, refused, received := 0, 0, 0
	for _, s := range m.all {
		switch s.Draft.State {
		case domain.DraftRefused:
			refused++
		case domain.DraftReceived:
			received++
		case domain.DraftQueued, domain.DraftOpen, domain.DraftDiscarded:
			waiting++
		}
	}
	return labels.OutboxCounts(waiting, refused, received)
}

// foot says how the chosen one is getting on.
func (m *model) foot() (f page.Page) {
	s, ok := m.list.Chosen()
	if !ok {
		return f
	}
	f.Space()
	answered := m.answer.ID == s.Draft.ID
	switch {
	case answered && m.answer.Refusal != nil:
		f.Say(page.Error, labels.DraftRefusedBecause(*m.answer.Refusal, m.env.Now().Location()))
		return f
	case answered && m.answer.Receipt != nil:
		f.Say(page.OK, labels.OutboxReceipt(*m.answer.Receipt, m.env.Now().Location()))
		return f
	case s.Draft.State != domain.DraftQueued:
		return f
	case s.Now:
		f.Say(page.Busy, labels.OutboxOnItsWay)
		return f
	}
	said := labels.OutboxNotTried
	if s.LastError != "" {
		said = labels.OutboxFailed(s.Tried, m.env.Now(), s.LastError)
	}
	if s.Sent {
		f.Say(page.Warn, said+" "+labels.OutboxMayBeThere)
		return f
	}
	f.Say(page.Waits, said+" "+labels.OutboxIsOurs)
	return f
}
