package drafts

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

func (m *model) press(k tea.KeyMsg) screen.Step {
	switch {
	case m.table.Press(k):
		return screen.Stay(m.lookAt())
	case m.thrown:
		return m.pressThrown(k)
	case keys.Is(k, fresh):
		return screen.Push(screen.Route{Name: screen.Bill})
	case keys.Is(k, keys.Undo):
		return m.takeBack()
	case keys.Is(k, keys.Search):
		m.typing = true
		m.search.SetFocus(searchField, -1)
		return screen.Stay(nil)
	case keys.Is(k, thrown):
		m.thrown = true
		return screen.Stay(m.load())
	case keys.Is(k, keys.Send):
		if m.ready = m.sendable(); m.ready == nil {
			return screen.Stay(nil).Say(labels.DraftNoneReadyNow)
		}
		return screen.Stay(m.readWarnings())
	}
	return m.pressOne(k)
}

// pressOne takes the keys that do something to the chosen draft.
func (m *model) pressOne(k tea.KeyMsg) screen.Step {
	d, ok := m.chosen()
	if !ok {
		return screen.Stay(nil)
	}
	queued := d.State == domain.DraftQueued
	switch {
	case keys.Is(k, keys.Enter) && queued:
		return screen.Push(screen.Route{Name: screen.Receipt, Arg: d.ID})
	case keys.Is(k, keys.Enter):
		return screen.Push(screen.Route{Name: screen.Bill, Arg: d.ID})
	case keys.Is(k, twin):
		return screen.Stay(func() tea.Msg {
			copied, err := m.port.CopyDraft(d.ID)
			return done{said: labels.DraftCopied, made: copied.ID, err: err}
		})
	case keys.Is(k, discard) && queued:
		return screen.Stay(nil).Say(labels.DraftIsQueued)
	case keys.Is(k, discard):
		return screen.Stay(func() tea.Msg {
			return done{said: labels.DraftDiscarded, thrown: d.ID, err: m.port.Discard(d.ID)}
		})
	}
	return screen.Stay(nil)
}

// pressThrown takes the keys of the list of discarded drafts.
func (m *model) pressThrown(k tea.KeyMsg) screen.Step {
	switch d, ok := m.chosen(); {
	case keys.Is(k, keys.Back), keys.Is(k, thrown):
		m.thrown = false
		return screen.Stay(m.load())
	case ok && (keys.Is(k, keys.Enter) || keys.Is(k, keys.Undo)):
		m.undo = without(m.undo, d.ID)
		return screen.Stay(m.restore(d.ID))
	}
	return screen.Stay(nil)
}

func without(ids []string, id string) (rest []string) {
	for _, i := range ids {
		if i != id {
			rest = append(rest, i)
		}
	}
	return rest
}

func (m *model) takeBack() screen.Step {
	if len(m.undo) == 0 {
		return screen.Stay(nil).Say(labels.BillNothingUndo)
	}
	id := m.undo[len(m.undo)-1]
	m.undo = m.undo[:len(m.undo)-1]
	return screen.Stay(m.restore(id))
}

func (m *model) restore(id string) tea.Cmd {
	return func() tea.Msg { return done{said: labels.DraftRestored, back: id, err: m.port.Restore(id)} }
}

// pressSearch types in the search line; the list follows every key.
func (m *model) pressSearch(k tea.KeyMsg) screen.Step {
	switch {
	case keys.Is(k, keys.Back), keys.Is(k, keys.Down):
		m.typing = false
		return screen.Stay(m.lookAt())
	case keys.Is(k, keys.Enter):
		m.typing = false
		return m.pressOne(k)
	}
	if e := m.search.Update(k); e.Changed {
		m.filter()
		return screen.Stay(m.lookAt())
	}
	return screen.Stay(nil)
}

// filter shows the drafts that hold every word of the search; case and the
// rings of letters do not matter, nor spaces in amounts.
func (m *model) filter() {
	words := strings.Fields(form.Fold(m.search.Value(searchField)))
	m.list = m.all
	if len(words) > 0 {
		m.list = m.found(words)
	}
	m.table.SetSource(rows{m.list, m.port.Region().Profile, m.port.Today(), m.env.Theme})
}

// found are the drafts with all words. What is searched is made once for each
// list: a key must not wait for thousands of rows to be spelt out.
func (m *model) found(words []string) (list []app.DraftSummary) {
	if m.spelt == nil {
		m.spelt = make([]string, len(m.all))
		for i := range m.all {
			m.spelt[i] = spell(&m.all[i])
		}
	}
	for i, s := range m.spelt {
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(s, w) }) {
			list = append(list, m.all[i])
		}
	}
	return list
}

var noSpaces = strings.NewReplacer(" ", "", "\u00a0", "")

// spell is all that can be searched for of a draft.
func spell(d *app.DraftSummary) string {
	sum := d.Sum.String()
	return form.Fold(strings.Join([]string{
		d.Person, d.InvoiceNo, string(d.Support), d.FirstDate.String(), sum, noSpaces.Replace(sum), d.Find,
	}, "\n"))
}
