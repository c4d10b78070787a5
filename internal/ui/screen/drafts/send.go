package drafts

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/theme"
)

// sendable are the drafts shown that have no errors and are not on their way.
func (m *model) sendable() (list []app.DraftSummary) {
	for _, d := range m.list {
		if d.State == domain.DraftOpen && d.Errors == 0 && !d.FirstDate.IsZero() {
			list = append(list, d)
		}
	}
	return list
}

// answer takes the answer to the question whether to send what is ready.
func (m *model) answer(k tea.KeyMsg) screen.Step {
	switch {
	case keys.Is(k, keys.Back):
		m.ready = nil
	case keys.Is(k, keys.Enter) && m.warned != nil: // what was not shown is not agreed to
		list := m.ready
		m.ready = nil
		return screen.Stay(m.send(list))
	}
	return screen.Stay(nil)
}

// send puts drafts in the outbox one by one; the first that cannot be ends it,
// and says why.
func (m *model) send(list []app.DraftSummary) tea.Cmd {
	return func() tea.Msg {
		for _, d := range list {
			if err := m.port.Send(d.ID); err != nil {
				return done{err: err}
			}
		}
		return done{said: labels.DraftsSent(len(list))}
	}
}

// warned is what the drafts to be sent are warned of, a line for each kind.
type warned struct{ lines []string }

// readWarnings reads it: whoever sends many at once sees what one bill's last
// look would show.
func (m *model) readWarnings() tea.Cmd {
	list := m.ready
	m.warned = nil
	return m.warn.Do(func(context.Context) tea.Msg {
		type kind struct {
			first, person string
			more          int
		}
		kinds := map[string]*kind{}
		var order []string
		for _, d := range list {
			if d.Warnings == 0 {
				continue
			}
			look, err := m.port.Look(d.ID)
			if err != nil {
				continue // gone meanwhile, or told when it is sent
			}
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
		return warned{lines}
	})
}

// question asks whether to send, with what is warned of.
func (m *model) question(w int) []string {
	t := m.env.Theme
	var sum domain.Ore
	for _, d := range m.ready {
		sum += d.Sum
	}
	lines := m.said(theme.GlyphWarn, t.Strong, labels.DraftsSendQuestion(len(m.ready), sum, len(m.warned) > 0), w)
	for i, line := range m.warned {
		if i == mostWarnings {
			return append(lines, "   "+labels.DraftsMoreWarnings(len(m.warned)-i))
		}
		lines = append(lines, "   "+t.Warn.Text(layout.Cut(theme.GlyphWarn+" "+line, w-4)))
	}
	return lines
}

// mostWarnings is how many kinds of warnings stand under the question.
const mostWarnings = 5
