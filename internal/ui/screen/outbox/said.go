package outbox

import (
	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
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
	if m.span.Elsewhere(s) {
		f.Say(page.Plain, m.span.Says(s))
		return f
	}
	if s.Damaged {
		f.Say(page.Error, labels.OutboxIsDamaged)
		return f
	}
	if isCommand(s) && s.Draft.State != domain.DraftQueued {
		m.footOfCommand(&f, s)
		return f
	}
	m.footOfSending(&f, s)
	return f
}

// footOfCommand says what the region answered to a command that is no submission.
func (m *model) footOfCommand(f *page.Page, s app.Sending) {
	switch {
	case s.Refusal == nil && s.Draft.State == domain.DraftRefused: // of an invoice file
		f.Say(page.Warn, labels.OutboxComesBack)
		return
	case s.Refusal == nil:
		f.Say(page.OK, labels.CommandDone(s.Kind, s.Target))
		for _, n := range s.Notes {
			f.Say(page.Warn, labels.Sentence(text.UserNote(n)))
		}
		return
	case s.Kind.OfClinic():
		f.Say(page.Error, labels.OfficeRefused(*s.Refusal, m.env.Now().Location()))
		return
	}
	f.Say(page.Error, labels.CommandRefused(*s.Refusal, m.env.Now().Location()))
}

func (m *model) footOfSending(f *page.Page, s app.Sending) {
	answered := m.answer.ID == s.ID && !isCommand(s)
	switch {
	case answered && m.answer.Refusal != nil:
		f.Say(page.Error, labels.DraftRefusedBecause(*m.answer.Refusal, m.env.Now().Location()))
		return
	case answered && m.answer.Receipt != nil:
		f.Say(page.OK, labels.OutboxReceipt(*m.answer.Receipt, m.env.Now().Location()))
		return
	case s.Draft.State != domain.DraftQueued:
		return
	case s.Now:
		f.Say(page.Busy, labels.OutboxOnItsWay)
		return
	}
	said := labels.OutboxNotTried
	if s.LastError != "" {
		said = labels.OutboxFailed(s.Tried, m.env.Now(), s.LastError)
	}
	ours, maybe := labels.OutboxIsOurs, labels.OutboxMayBeThere
	if isCommand(s) {
		ours, maybe = labels.OutboxCommandIsOurs, labels.OutboxCommandMayBeThere
	}
	if s.Sent {
		f.Say(page.Warn, said+" "+maybe)
		return
	}
	f.Say(page.Waits, said+" "+ours)
}
