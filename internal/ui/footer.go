package ui

import (
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/bubbles/key"

	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
)

func itoa(n int) string { return strconv.Itoa(n) }

// actions are what can be done in front, then the root's own keys that matter
// there.
func (r *Root) actions() (own []screen.Action, last []key.Binding) {
	switch {
	case r.fault != nil:
		return []screen.Action{{Key: keys.As(keys.Enter, labels.KeyGoOn)}}, []key.Binding{keys.Quit}
	case r.lock != nil:
		return r.lock.s.Actions(), []key.Binding{keys.Quit}
	case r.over != nil:
		return r.over.actions(), []key.Binding{keys.As(keys.Back, labels.KeyClose)}
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
	return s.Actions(), last
}

// footer shows the keys that work now. Where room is short the root's own are
// shown without words, and then the screen's are left out, those that do not
// fit; help has them all.
func (r *Root) footer(w int) string {
	actions, last := r.actions()
	own := screen.Bindings(actions)
	if total(own)+total(last) > w {
		for i, b := range last {
			b.SetHelp(b.Help().Key, "")
			last[i] = b
		}
	}
	tail := total(last)
	wayOut := slices.IndexFunc(own, func(b key.Binding) bool { return b.Help().Key == keys.Back.Help().Key })
	if wayOut >= 0 { // Esc that closes something keeps its room, as the root's own does
		tail += total(own[wayOut : wayOut+1])
	}
	var out strings.Builder
	used := 0
	for i, b := range slices.Concat(own, last) {
		switch {
		case i >= len(own):
		case i == wayOut:
			tail -= total([]key.Binding{b})
		case used+total([]key.Binding{b})+tail > w:
			continue
		}
		if used > 0 {
			out.WriteString(" ·")
		}
		out.WriteByte(' ')
		used += total([]key.Binding{b})
		r.binding(&out, b)
	}
	return layout.Pad(out.String(), w)
}

func (r *Root) binding(out *strings.Builder, b key.Binding) {
	h := b.Help()
	words := strings.TrimSuffix(h.Key+" "+h.Desc, " ")
	if !b.Enabled() {
		r.theme.Faint.Write(out, "("+words+")")
		return
	}
	r.theme.Key.Write(out, h.Key)
	out.WriteString(words[len(h.Key):])
}

// total is the width of bindings with their separators.
func total(bs []key.Binding) (n int) {
	for _, b := range bs {
		h := b.Help()
		n += 3 + layout.Width(h.Key)
		if h.Desc != "" {
			n += 1 + layout.Width(h.Desc)
		}
		if !b.Enabled() {
			n += 2
		}
	}
	return n
}
