package ui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/panics"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/theme"
)

// faulted brings the panic of a command to the event loop.
type faulted struct{ *panics.Fault }

// afterFault goes on with a fresh instance of the screen: the old one cannot be
// trusted. What it can still save it saves.
func (r *Root) afterFault(m tea.KeyMsg) tea.Cmd {
	if !keys.Is(m, keys.Enter) {
		return nil
	}
	r.fault, r.over = nil, nil
	if r.lock != nil {
		e := r.build(r.lock.to)
		r.lock = &e
		return r.own(e.id, e.s.Init())
	}
	i := len(r.stack) - 1
	e := r.build(r.stack[i].to)
	cmd := r.cut(i)
	r.stack = append(r.stack, e)
	return tea.Batch(cmd, r.own(e.id, e.s.Init()))
}

func faultView(f *panics.Fault, z layout.Size, t *theme.Theme) string {
	p := faultPage(f)
	return "\n" + strings.Join(p.Lines(page.Look{Theme: t, Width: z.W - 2, Margin: 2}), "\n")
}

// faultPage is what is said after a fault of our own: the kind and place of the
// panic, never its value.
func faultPage(f *panics.Fault) (p page.Page) {
	p.Say(page.Error, labels.FaultTitle)
	p.Space()
	p.Say(page.Plain, labels.FaultSaved)
	p.Space()
	p.Say(page.Plain, labels.FaultNext)
	p.Space()
	p.Say(page.Plain, f.What+" · "+f.Where)
	return p
}
