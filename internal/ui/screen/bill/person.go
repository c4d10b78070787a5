package bill

import (
	"context"
	"strings"
	"time"

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

// known is how well the bill's patient is known; the editor has what is known.
type known struct {
	at      time.Time     // when the region said so; zero: not known
	offline bool          // the region was asked and could not answer: it is what was kept
	said    text.Sentence // why nothing is known
	level   page.Level
}

// about forgets what was known of the last patient. Of the new one, id, nothing
// is known yet; the zero id means that there is none.
func (m *model) about(id domain.PersonID) {
	m.person = known{}
	m.ed.Know(editor.Person{ID: id})
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
	id, err := domain.ParsePersonID(m.raw().Person, m.port.Today())
	if err != nil {
		m.about(domain.PersonID{}) // what is wrong with the number, the check tells
		return nil
	}
	if id == m.ed.Person().ID && !again && (!m.person.at.IsZero() || m.lookup.Waiting()) {
		return nil
	}
	m.about(id)
	kept := m.kept.Do(func(context.Context) tea.Msg {
		res, known := m.port.Known(id)
		if !known {
			return nil
		}
		return looked{id: id, res: res, history: patientcard.Past(m.port, id), typed: true}
	})
	return tea.Batch(kept, m.lookup.Do(func(ctx context.Context) tea.Msg {
		res, err := m.port.Lookup(ctx, id)
		if err != nil {
			return looked{id: id, err: err, asked: true, typed: true}
		}
		return looked{id: id, res: res, history: patientcard.Past(m.port, id), asked: true, typed: true}
	}))
}

// recall shows what the local store knows, and asks nobody.
func (m *model) recall() tea.Cmd { return m.remember(false, false) }

// resume is recall for a draft that is opened. A patient who is not known here
// was typed without network: the region is asked now.
func (m *model) resume() tea.Cmd { return m.remember(true, false) }

// catchUp is resume for a bill that is shown again, perhaps left before the region
// had answered: where the part of the support is still to be chosen, what follows
// from the answer is filled in.
func (m *model) catchUp() tea.Cmd { return m.remember(true, m.raw().Support == "") }

func (m *model) remember(ask, fill bool) tea.Cmd {
	id, err := domain.ParsePersonID(m.raw().Person, m.port.Today())
	if err != nil {
		m.about(domain.PersonID{})
		return nil
	}
	if id == m.ed.Person().ID && m.lookup.Waiting() {
		return nil // the region is being asked about just this one
	}
	m.about(id)
	m.lookup.Stop() // it was for another bill's patient
	return m.kept.Do(func(context.Context) tea.Msg {
		res, known := m.port.Known(id)
		if !known {
			return looked{id: id, ask: ask}
		}
		return looked{id: id, res: res, history: patientcard.Past(m.port, id), typed: fill}
	})
}

// takePerson shows what was found, and has filled in what follows from it where
// the number was just typed.
func (m *model) takePerson(l looked) screen.Step {
	if l.id != m.ed.Person().ID {
		return screen.Stay(nil)
	}
	if l.asked {
		m.kept.Stop() // the region has the last word
	}
	if l.ask {
		return screen.Stay(m.search(true))
	}
	if l.err != nil {
		m.ed.Unfill()
		m.about(l.id)
		m.person.level = screen.LookupLevel(l.err)
		m.person.said = labels.LookupError(domain.CodeOf(l.err), app.Said(l.err), l.id.Kind(), m.port.Region().Profile.Reserve)
		m.lay()
		return screen.Stay(m.recheck())
	}
	m.ed.Know(editor.Person{ID: l.id, Facts: l.res.Facts, History: l.history})
	m.person = known{at: l.res.At, offline: l.asked && !l.res.Online}
	if l.asked { // Utkast counts the faults of the last save, which did not know this yet
		m.MarkDirty()
	}
	said := ""
	if l.typed {
		if e := m.ed.FillIn(); e != nil { // it may have been renewed
			said = labels.BillExemptFilled(text.Safe(e.No), e.Validity.To)
		}
		if m.card().StateCare() {
			said = strings.TrimSpace(labels.BillStateCare + " " + said)
		}
	}
	m.lay()
	m.noteFocus()
	return screen.Stay(tea.Batch(m.recheck(), m.latest.Do(patientcard.LoadRecent(m.port)))).Say(said)
}
