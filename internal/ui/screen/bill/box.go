package bill

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/screen"
)

// box is a question or a picker that lies over the bill until it is answered or
// closed. It takes every key meanwhile.
type box interface {
	actions(m *model) []screen.Action
	write(m *model, k tea.KeyMsg) screen.Step // a key that is no action's
	view(m *model, z layout.Size) string      // at most z, the whole body
	outline(m *model) outline.Outline
	typing() bool
}

// show puts a box over the bill.
func (m *model) show(b box) screen.Step {
	m.box = b
	return screen.Stay(nil)
}

// closing is Esc and the key that opened the box, under the word for what it does.
func (m *model) closing(word string, more ...string) screen.Action {
	k := keys.As(keys.Back, word)
	k.SetKeys(append(k.Keys(), more...)...)
	return screen.Action{Key: k, Do: m.closeBox}
}

func (m *model) closeBox() screen.Step { return m.show(nil) }

// overBill lays a block in the middle of the bill.
func overBill(view, block string, z layout.Size) string {
	h := strings.Count(block, "\n") + 1
	return layout.Cover(view, block, max(min(4, z.H-h), 0), z)
}
