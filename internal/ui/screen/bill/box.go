package bill

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
)

// box is a question or a picker that lies over the bill until it is answered or
// closed. It takes every key meanwhile.
type box interface {
	press(m *model, k tea.KeyMsg) screen.Step // closes with m.box = nil
	view(m *model, z layout.Size) string      // at most z, the whole body
	keys() []key.Binding
	typing() bool
}

// overBill lays a block in the middle of the bill.
func overBill(view, block string, z layout.Size) string {
	first, _, _ := strings.Cut(block, "\n")
	h := strings.Count(block, "\n") + 1
	return layout.Overlay(view, block, (z.W-layout.Width(first))/2, max(min(4, z.H-h), 0), z)
}
