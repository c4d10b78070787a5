package homevisit

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

// knowledge is what was learned of a patient. Each has a question of its own:
// the next number is typed while the answer is on its way.
type knowledge struct {
	ask     screen.Ask
	done    bool
	facts   domain.PersonFacts
	history app.History
	said    text.Sentence // why nothing is known
}

type looked struct {
	facts   domain.PersonFacts
	history app.History
	err     error
}

func (m *model) id(number string) (domain.PersonID, bool) {
	id, err := domain.ParsePersonID(number, m.port.Today())
	return id, err == nil
}

// of is what was learned, or is being asked, of the patient with a number; nil:
// nothing.
func (m *model) of(number string) *knowledge {
	id, ok := m.id(number)
	if !ok {
		return nil
	}
	return m.known[id]
}

// search asks the region for a patient, once: every question is logged there (E6).
func (m *model) search(number string, again bool) tea.Cmd {
	id, ok := m.id(number)
	if !ok {
		return nil // what is wrong with the number, the check tells
	}
	if m.known[id] != nil && !again {
		return nil
	}
	k := &knowledge{}
	if old := m.known[id]; old != nil {
		old.ask.Stop()
	}
	m.known[id] = k
	return k.ask.Do(func(ctx context.Context) tea.Msg {
		res, err := m.port.Lookup(ctx, id)
		if err != nil {
			return looked{err: err}
		}
		past, err := m.port.History(id) // without it the rest is known all the same
		if err != nil {
			past = app.History{}
		}
		return looked{facts: res.Facts, history: past}
	})
}

// takeLooked takes an answer about one of the patients. What it changes is
// written into the draft.
func (m *model) takeLooked(msg tea.Msg) bool {
	for id, k := range m.known {
		answer, ours := k.ask.Take(msg)
		if !ours {
			continue
		}
		if l, ok := answer.(looked); ok {
			k.done, k.facts, k.history = true, l.facts, l.history
			if l.err != nil {
				k.said = labels.LookupError(domain.CodeOf(l.err), app.Said(l.err), id.Kind(), m.port.Region().Profile.ID)
			}
			m.save.MarkDirty()
		}
		return true
	}
	return false
}

// about is what the bills need of a patient: N where nothing is known, since
// home visits are N-tandvård (M1–M3).
func (m *model) about(number string) about {
	a := about{support: domain.SupportN}
	id, ok := m.id(number)
	if !ok {
		return a
	}
	on, err := domain.ParseDateInput(m.plan.date, m.port.Today())
	if err != nil {
		on = m.port.Today()
	}
	if k := m.known[id]; k != nil && k.done && k.said == (text.Sentence{}) {
		a.support, a.exemption = entitled(k.facts, on), k.history.Exemption
	}
	data := m.port.Region()
	due := rules.FeeDue(domain.Bill{Person: id, Exemption: a.exemption}, on, rules.Facts{Today: m.port.Today(), Profile: &data.Profile})
	a.paysFee = due.Reason == rules.FeeIsDue
	return a
}

// entitled is the part of the support that the patient has on a date; with none
// S-tandvård is assumed (B1).
func entitled(f domain.PersonFacts, on domain.Date) domain.Support {
	for _, s := range []domain.Support{domain.SupportN, domain.SupportF} {
		if _, ok := f.Entitlement(s, on); ok {
			return s
		}
	}
	return domain.SupportS
}
