package drafts

import (
	"slices"

	"github.com/charmbracelet/bubbles/key"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

// The screen's own keys.
var (
	fresh   = keys.New("n", labels.DraftNew, "n")
	twin    = keys.New("k", labels.DraftCopy, "k")
	discard = keys.New("Del", labels.DraftDiscard, "delete")
	thrown  = keys.New("v", labels.DraftThrown, "v")
)

// doable are the actions in the order in which they give way where there is no
// room.
func (m *model) doable() (actions []screen.Action) {
	if m.thrown {
		return m.doableThrown()
	}
	d, chosen := m.list.Chosen()
	add := func(needsOne bool, key key.Binding, can func() string, do func() screen.Step) {
		if chosen || !needsOne {
			actions = append(actions, screen.Action{Key: key, Can: can, Do: do})
		}
	}
	if chosen && m.span.Elsewhere(d) { // nothing is done at another clinic from here
		chosen = false
		actions = append(actions, m.span.There(d, draftRoute(d)))
	}
	add(true, keys.As(keys.Enter, labels.DraftOpen), nil, m.open)
	add(false, keys.As(keys.Send, labels.DraftSendReady), m.canSend, m.askToSend)
	add(false, keys.Undo, m.canUndo, m.undoDiscard)
	add(true, discard, func() string { return canDiscard(d) }, m.discard)
	mayBill := func() string { return screen.MayBill(m.port.Snapshot().Role) }
	add(false, fresh, mayBill, func() screen.Step { return screen.Push(screen.Route{Name: screen.Bill}) })
	add(true, twin, mayBill, m.copy)
	add(false, thrown, nil, m.toggleThrown)
	return append(actions, m.span.Actions(m.list)...)
}

func (m *model) doableThrown() []screen.Action {
	back := screen.Action{Key: keys.As(keys.Back, labels.DraftBackToList), Do: m.toggleThrown}
	if _, ok := m.list.Chosen(); !ok {
		return []screen.Action{back}
	}
	return []screen.Action{{Key: keys.As(keys.Enter, labels.DraftRestore), Do: m.restoreChosen}, back}
}

func (m *model) canSend() string {
	if why := screen.MayBill(m.port.Snapshot().Role); why != "" {
		return why
	}
	if len(m.sendable()) == 0 {
		return labels.DraftNoneReady
	}
	return ""
}

func (m *model) canUndo() string {
	if len(m.undo) == 0 {
		return labels.DraftNoUndo
	}
	return ""
}

func canDiscard(d app.DraftSummary) string {
	if d.State == domain.DraftQueued {
		return labels.DraftWaits
	}
	return ""
}

// open goes to the draft; one that waits for its answer shows how that goes.
func (m *model) open() screen.Step {
	d, _ := m.list.Chosen()
	return screen.Push(draftRoute(d))
}

func draftRoute(d app.DraftSummary) screen.Route {
	if d.State == domain.DraftQueued {
		return screen.Route{Name: screen.Receipt, Arg: d.ID}
	}
	return screen.Route{Name: screen.Bill, Arg: d.ID}
}

func (m *model) discard() screen.Step {
	d, _ := m.list.Chosen()
	return m.do(func() done {
		return done{said: labels.DraftDiscarded, thrown: d.ID, err: m.port.Discard(d.ID)}
	})
}

func (m *model) copy() screen.Step {
	d, _ := m.list.Chosen()
	return m.do(func() done {
		copied, err := m.port.CopyDraft(d.ID)
		return done{said: labels.DraftCopied, made: copied.ID, err: err}
	})
}

// toggleThrown shows the discarded drafts, or the others again.
func (m *model) toggleThrown() screen.Step {
	m.thrown = !m.thrown
	m.list.SayEmpty(labels.DraftsNone)
	if m.thrown {
		m.list.SayEmpty(labels.DraftsNoneThrown)
	}
	m.stale = true
	return screen.Stay(m.load())
}

// restoreChosen brings the chosen discarded draft back.
func (m *model) restoreChosen() screen.Step {
	d, _ := m.list.Chosen()
	m.undo = slices.DeleteFunc(m.undo, func(id string) bool { return id == d.ID })
	return m.restore(d.ID)
}

// undoDiscard brings the draft back that was discarded last.
func (m *model) undoDiscard() screen.Step {
	id := m.undo[len(m.undo)-1]
	m.undo = m.undo[:len(m.undo)-1]
	return m.restore(id)
}

func (m *model) restore(id string) screen.Step {
	return m.do(func() done { return done{said: labels.DraftRestored, back: id, err: m.port.Restore(id)} })
}
