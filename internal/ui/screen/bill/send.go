package bill

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

// askToSend checks what stands there now; answerSend goes on when that is done.
func (m *model) askToSend() screen.Step {
	m.settle()
	m.sending = true
	return screen.Stay(tea.Batch(m.recheck(), m.SaveNow()))
}

// answerSend opens the last look, or goes to the first error.
func (m *model) answerSend() screen.Step {
	m.sending = false
	if n := m.ed.Checked().Errors(); n > 0 {
		return m.firstFault().Say(labels.BillErrorsLeft(n))
	}
	// The region said no to what still stands there. It may say yes now, as to an
	// entitlement granted since, so a second F8 sends it; the first tells.
	if m.ed.Refused() && !m.insists {
		m.insists = true
		said := labels.BillRefusedStill
		if m.ed.Refusal().Code == domain.FoundInFile {
			said = labels.BillFoundStill
		}
		return m.firstFault().Say(said)
	}
	return m.show(&sheet{reading: review{}})
}

// sendNow saves what stands there and puts it into the outbox.
func (m *model) sendNow() screen.Step {
	id, save := m.id, m.Newest()
	return screen.Stay(m.send.Do(func(context.Context) tea.Msg {
		if err := save(); err != nil {
			return sent{err}
		}
		return sent{m.port.Send(id)}
	}))
}

func (m *model) afterSend(s sent) screen.Step {
	m.box = nil
	if s.err != nil {
		m.failed = text.Error(domain.CodeOf(s.err))
		return screen.Stay(m.recheck())
	}
	m.Discard()
	return screen.Replace(screen.Route{Name: screen.Receipt, Arg: m.id})
}
