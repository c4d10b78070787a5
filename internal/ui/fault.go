package ui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/panics"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
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
	w := z.W - 4
	lines := []string{"", "  " + t.Error.Text(layout.Cut(theme.GlyphError+" "+labels.FaultTitle, w)), ""}
	for _, s := range []string{labels.FaultSaved, "", labels.FaultNext, "", f.What + " · " + f.Where} {
		for _, l := range layout.Wrap(s, w) {
			lines = append(lines, "  "+l)
		}
	}
	return strings.Join(lines, "\n")
}
