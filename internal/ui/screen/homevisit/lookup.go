package homevisit

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/editor"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/patientcard"
	"example.org/tandtui/internal/ui/screen"
)

// knowledge is what was learned of a patient. Each has a question of its own:
// the next number is typed while the answer is on its way.
type knowledge struct {
	ask   screen.Ask
	done  bool
	facts domain.PersonFacts
	said  text.Sentence // why nothing is known
	level page.Level
}

type looked struct {
	facts   domain.PersonFacts
	history app.History
	err     error
	unknown bool // nothing is kept of the patient: the region is to be asked
}

// of is what is known of the patient with a number, or being asked; nil if
// neither.
func (m *model) of(number string) *knowledge {
	id, ok := m.visit.PersonID(number)
	if !ok {
		return nil
	}
	return m.known[id]
}

// search asks the region for a patient, once: every question is logged there (E6).
func (m *model) search(number string, again bool) tea.Cmd {
	id, ok := m.visit.PersonID(number)
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
	m.visit.Forget(id)
	return k.ask.Do(func(ctx context.Context) tea.Msg {
		res, err := m.port.Lookup(ctx, id)
		if err != nil {
			return looked{err: err}
		}
		return looked{facts: res.Facts, history: patientcard.Past(m.port, id)}
	})
}

// recall reads what is kept of a patient. The region is asked only if nothing is:
// the patient was then typed without network.
func (m *model) recall(number string) tea.Cmd {
	id, ok := m.visit.PersonID(number)
	if !ok || m.known[id] != nil {
		return nil
	}
	k := &knowledge{}
	m.known[id] = k
	return k.ask.Do(func(context.Context) tea.Msg {
		res, known := m.port.Known(id)
		if !known {
			return looked{unknown: true}
		}
		return looked{facts: res.Facts, history: patientcard.Past(m.port, id)}
	})
}

// takeLooked takes an answer about one of the patients. What it changes is
// written into the draft.
func (m *model) takeLooked(msg tea.Msg) (cmd tea.Cmd, ours bool) {
	for id, k := range m.known {
		answer, ours := k.ask.Take(msg)
		if !ours {
			continue
		}
		l, ok := answer.(looked)
		switch {
		case !ok: // no longer wanted
		case l.unknown:
			return m.search(id.Display(), true), true
		case l.err != nil:
			k.done = true
			k.level = screen.LookupLevel(l.err)
			k.said = labels.LookupError(domain.CodeOf(l.err), app.Said(l.err), id.Kind(), m.port.Region().Profile.Reserve)
		default:
			k.done, k.facts = true, l.facts
			m.visit.Know(editor.Person{ID: id, Facts: l.facts, History: l.history})
		}
		m.lay()
		return m.recheck(), true
	}
	return nil, false
}
