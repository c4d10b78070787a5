package ui

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/bubbles/key"

	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
)

func itoa(n int) string { return strconv.Itoa(n) }

// bindings are the keys of what is in front, then the root's own that matter
// there.
func (r *Root) bindings() (own, last []key.Binding) {
	switch {
	case r.fault != nil:
		return []key.Binding{keys.As(keys.Enter, text.KeyGoOn)}, []key.Binding{keys.Quit}
	case r.lock != nil:
		return r.lock.s.Keys(), []key.Binding{keys.Quit}
	case r.over != nil:
		return r.over.keys(), []key.Binding{keys.As(keys.Back, text.KeyClose)}
	}
	s := r.top().s
	help := keys.HelpMark
	if is[screen.Typer](s, screen.Typer.Typing) {
		help = keys.Help
	}
	if len(r.stack) > 1 && !is[screen.Modal](s, screen.Modal.Modal) {
		last = append(last, keys.Back)
	}
	last = append(last, help)
	if !r.atWork() {
		last = append(last, keys.Quit)
	}
	return s.Keys(), last
}

// footer shows the keys that work now. What there is no room for is left out
// from the end of the screen's own keys; help has them all.
func (r *Root) footer(w int) string {
	own, last := r.bindings()
	tail := 0
	for _, b := range last {
		tail += cellWidth(b) + 3
	}
	var out strings.Builder
	used := 1
	out.WriteByte(' ')
	add := func(b key.Binding) {
		if used > 1 {
			out.WriteString(" · ")
			used += 3
		}
		used += cellWidth(b)
		h := b.Help()
		if !b.Enabled() {
			r.theme.Faint.Write(&out, "("+h.Key+" "+h.Desc+")")
			return
		}
		r.theme.Key.Write(&out, h.Key)
		out.WriteString(" " + h.Desc)
	}
	for _, b := range own {
		if h := b.Help(); h.Key == "" || used+cellWidth(b)+3+tail > w {
			continue
		}
		add(b)
	}
	for _, b := range last {
		add(b)
	}
	return layout.Pad(out.String(), w)
}

func cellWidth(b key.Binding) int {
	h := b.Help()
	n := layout.Width(h.Key) + 1 + layout.Width(h.Desc)
	if !b.Enabled() {
		n += 2
	}
	return n
}
