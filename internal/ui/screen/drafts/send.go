package drafts

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/list"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/screen"
)

// sendable are the clinic's drafts shown that have no errors and are not on their way. What
// the region has lost was right when it was sent.
func (m *model) sendable() (ready []app.DraftSummary) {
	for _, d := range m.span.Own(m.list.Rows()) {
		if (d.State == domain.DraftOpen || d.Lost) && d.Errors == 0 && !d.FirstDate.IsZero() && !d.Visit {
			ready = append(ready, d)
		}
	}
	return ready
}

// askToSend asks whether to send all that is ready. Enter does nothing until the
// warnings are shown: nobody can agree to what was not shown.
func (m *model) askToSend() screen.Step {
	ready := m.sendable()
	m.list.Ask(list.Question{
		Text: func() page.Page { return m.question(ready) },
		Yes: screen.Action{
			Key: keys.As(keys.Enter, labels.KeySend),
			Can: func() string {
				if m.warned == nil {
					return labels.DraftsReading
				}
				return ""
			},
			Do: func() screen.Step { return m.send(ready, m.warned.remind) },
		},
		No: labels.DraftNotYet,
	})
	return screen.Stay(m.readWarnings(ready))
}

// send puts drafts in the outbox one by one; the first that cannot be ends it,
// and says why.
func (m *model) send(ready []app.DraftSummary, remind []string) screen.Step {
	return m.do(func() done {
		var sent []string
		for _, d := range ready {
			if err := m.port.Send(d.ID); err != nil {
				return done{sent: sent, err: err}
			}
			sent = append(sent, d.ID)
		}
		return done{sent: sent, said: labels.DraftsSent(len(ready), remind)}
	})
}

// warned is what the drafts to be sent are warned of, a line for each kind, and
// what is to be remembered when they are sent.
type warned struct {
	lines  []string
	remind []string
}

// readWarnings reads it: whoever sends many at once sees what one bill's last
// look would show.
func (m *model) readWarnings(ready []app.DraftSummary) tea.Cmd {
	m.warned = nil
	profile := m.port.Region().Profile
	return m.warn.Do(func(context.Context) tea.Msg {
		type kind struct {
			first, person string
			more          int
		}
		kinds := map[string]*kind{}
		var order []string
		var bills []domain.DraftBill
		for _, d := range ready {
			look, err := m.port.Look(d.ID)
			if err != nil {
				continue // gone meanwhile, or told when it is sent
			}
			bills = append(bills, look.Draft.Bills...)
			for _, f := range look.Checked.Findings {
				if k := kinds[f.Code]; k != nil {
					k.more++
				} else {
					kinds[f.Code] = &kind{first: text.Finding(f).What, person: text.PersonAnd(d.Person, d.Bills)}
					order = append(order, f.Code)
				}
			}
		}
		lines := []string{}
		for _, code := range order {
			lines = append(lines, labels.DraftsWarned(kinds[code].person, kinds[code].first, kinds[code].more))
		}
		return warned{lines, profile.Reminders(bills)}
	})
}

// question is what will be sent, with what is warned of.
func (m *model) question(ready []app.DraftSummary) (s page.Page) {
	var sum domain.Ore
	for _, d := range ready {
		sum += d.Sum
	}
	s.Say(page.Warn, labels.DraftsSendQuestion(len(ready), sum, m.warned != nil && len(m.warned.lines) > 0))
	if m.warned == nil {
		return s
	}
	for i, line := range m.warned.lines {
		if i == mostWarnings {
			s.SayIn(page.Plain, labels.DraftsMoreWarnings(len(m.warned.lines)-i), 2)
			break
		}
		s.SayIn(page.Warn, line, 2)
	}
	for _, line := range m.warned.remind {
		s.SayIn(page.Plain, text.Safe(line), 2)
	}
	return s
}

// mostWarnings is how many kinds of warnings stand under the question.
const mostWarnings = 5
