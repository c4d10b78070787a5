package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/screen"
)

// overlay is something of the root's own that stands over the body and takes
// the keys: help, go-to list.
type overlay interface {
	// key answers a key; done closes the overlay.
	key(tea.KeyMsg) (cmd tea.Cmd, done bool)
	view(layout.Size) string
	actions() []screen.Action
	outline() outline.Outline
}

func (r *Root) overKey(m tea.KeyMsg) tea.Cmd {
	if keys.Is(m, keys.Back) {
		r.over = nil
		return nil
	}
	over := r.over
	cmd, done := over.key(m)
	if done && r.over == over {
		r.over = nil
	}
	return cmd
}
