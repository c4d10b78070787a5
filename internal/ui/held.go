package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/screen"
)

// Keys typed ahead of a screen that has not come yet (the draft is being read)
// are meant for that screen: they are kept, in order, and given to it once it is
// there. Leaving, locking and ending are never kept back.

// mostHeld bounds what is kept for a screen that never comes.
const mostHeld = 2000

// holds keeps a key for the screen to come, and reports whether it did.
func (r *Root) holds(m tea.KeyMsg) bool {
	if len(r.held) == 0 && !r.waits() {
		return false
	}
	if keys.Is(m, keys.Back) {
		r.held = nil
		return false
	}
	if len(r.held) < mostHeld {
		r.held = append(r.held, m)
	}
	return true
}

// waits tells whether what keys are meant for has not come yet.
func (r *Root) waits() bool {
	return r.toClinic != "" || is[screen.Loader](r.top().s, screen.Loader.Loading)
}

// release gives kept keys to the screen in front, until one leads to another
// screen that has not come yet, or to a question: whoever typed the rest had not
// read it.
func (r *Root) release() tea.Cmd {
	var cmds []tea.Cmd
	for len(r.held) > 0 && r.lock == nil && !r.waits() {
		kept := r.held
		r.held = nil
		cmds = append(cmds, r.key(kept[0]))
		if r.held = append(kept[1:], r.held...); r.asks() {
			r.held = nil
		}
	}
	return tea.Batch(cmds...)
}

// blind tells whether a key may be given to the field in focus while the window
// is too small to show it: text and what moves in a form, as long as nothing
// asks a question. A command could do what nobody has seen.
func (r *Root) blind(m tea.KeyMsg) bool {
	if !r.typesBlind() {
		return false
	}
	switch m.Type {
	case tea.KeyRunes, tea.KeySpace:
		return !m.Alt
	case tea.KeyBackspace, tea.KeyDelete, tea.KeyEnter, tea.KeyTab, tea.KeyShiftTab, tea.KeyLeft, tea.KeyRight, tea.KeyUp, tea.KeyDown, tea.KeyHome, tea.KeyEnd:
		return true
	}
	return false
}

// typesBlind tells whether there is a field that takes text unseen.
func (r *Root) typesBlind() bool {
	s := r.top().s
	return r.lock == nil && r.over == nil && r.fault == nil && r.atWork() &&
		is[screen.Typer](s, screen.Typer.Typing) && !is[screen.Modal](s, screen.Modal.Modal)
}
