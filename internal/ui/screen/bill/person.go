package bill

import (
	"context"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

// known is what is known of the bill's patient.
type known struct {
	id      domain.PersonID
	facts   domain.PersonFacts
	at      time.Time // when the region said so; zero: not known
	offline bool      // the region was asked and could not answer: it is what was kept
	history app.History
	said    text.Sentence
}

// looked is what was found of a patient.
type looked struct {
	id      domain.PersonID
	res     app.PersonResult
	history app.History
	err     error
	asked   bool // by the region; else only the local store was read
	ask     bool // nothing was, and the region is to be asked
	typed   bool // the number was just typed: what follows from the facts is filled in
}

// search asks the region for the patient typed, unless it is known already;
// every question is logged there, so none is asked without need (E6). What is
// kept of the patient is shown meanwhile: nobody waits for a slow region, and
// the fields that follow from the facts stand there before they are typed in.
func (m *model) search(again bool) tea.Cmd {
	id, err := domain.ParsePersonID(m.form.Value(form.Of(domain.FieldPerson)), m.port.Today())
	if err != nil {
		m.person = known{} // what is wrong with the number, the check tells
		return nil
	}
	if id == m.person.id && !again && (!m.person.at.IsZero() || m.lookup.Waiting()) {
		return nil
	}
	m.person = known{id: id}
	kept := m.kept.Do(func(context.Context) tea.Msg {
		res, known := m.port.Known(id)
		if !known {
			return nil
		}
		return looked{id: id, res: res, history: m.past(id), typed: true}
	})
	return tea.Batch(kept, m.lookup.Do(func(ctx context.Context) tea.Msg {
		res, err := m.port.Lookup(ctx, id)
		if err != nil {
			return looked{id: id, err: err, asked: true, typed: true}
		}
		return looked{id: id, res: res, history: m.past(id), asked: true, typed: true}
	}))
}

// recall shows what the local store knows, and asks nobody.
func (m *model) recall() tea.Cmd { return m.remember(false) }

// resume is recall for a draft that is opened: a patient of whom nothing is known
// was typed without network, and is asked about now.
func (m *model) resume() tea.Cmd { return m.remember(true) }

func (m *model) remember(ask bool) tea.Cmd {
	id, err := domain.ParsePersonID(m.draft.Bills[m.bill].Person, m.port.Today())
	if err != nil {
		m.person = known{}
		return nil
	}
	m.person = known{id: id}
	m.lookup.Stop() // it was for another bill's patient
	return m.kept.Do(func(context.Context) tea.Msg {
		res, known := m.port.Known(id)
		if !known {
			return looked{id: id, ask: ask}
		}
		return looked{id: id, res: res, history: m.past(id)}
	})
}

// past is what the clinic billed for the patient before. Without it the bill
// can be written all the same, so a failure is no word of its own.
func (m *model) past(id domain.PersonID) app.History {
	h, err := m.port.History(id)
	if err != nil {
		return app.History{}
	}
	return h
}

// takePerson shows what was found. Where no part of the support is chosen yet,
// a valid entitlement chooses it; with none S-tandvård is assumed (B1).
func (m *model) takePerson(l looked) screen.Step {
	if l.id != m.person.id {
		return screen.Stay(nil)
	}
	if l.asked {
		m.kept.Stop() // the region has the last word
	}
	if l.ask {
		return screen.Stay(m.search(true))
	}
	if l.err != nil {
		m.unfill()
		m.person = known{id: l.id}
		m.person.said = labels.LookupError(domain.CodeOf(l.err), app.Said(l.err), l.id.Kind(), m.port.Region().Profile.ID)
		return screen.Stay(m.recheck())
	}
	m.person.facts, m.person.at, m.person.history = l.res.Facts, l.res.At, l.history
	m.person.offline = l.asked && !l.res.Online
	said := ""
	if l.typed {
		m.unfill()
		if m.form.Value(form.Of(domain.FieldSupport)) == "" || m.isFilled(domain.FieldSupport) {
			m.put(domain.FieldSupport, string(m.assumed()))
		}
		said = m.fillIn()
	}
	m.layFields()
	return screen.Stay(tea.Batch(m.recheck(), m.loadRecent())).Say(said)
}

// assumed is the part of the support that the patient's entitlements speak for.
func (m *model) assumed() domain.Support {
	for _, s := range []domain.Support{domain.SupportN, domain.SupportF} {
		if _, ok := m.person.facts.Entitlement(s, m.port.Today()); ok {
			return s
		}
	}
	return domain.SupportS
}
