package ui

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/theme"
)

// help shows every key that works now, from Keys() and the root's own.
type help struct {
	title        string
	here, always []key.Binding
	top          int
	theme        *theme.Theme
}

func newHelp(r *Root) *help {
	return &help{title: r.title(*r.top()), here: screen.Bindings(r.top().s.Actions()), always: r.always(), theme: r.theme}
}

// always are the root's keys that work at this moment.
func (r *Root) always() (out []key.Binding) {
	for _, b := range keys.Global() {
		menu := sameKeys(b, keys.Menu) || sameKeys(b, keys.MenuAlt) || sameKeys(b, keys.Goto)
		if menu && !r.atWork() || sameKeys(b, keys.Back) && len(r.stack) < 2 {
			continue
		}
		out = append(out, b)
	}
	return out
}

func sameKeys(a, b key.Binding) bool { return a.Help().Key == b.Help().Key }

func (h *help) keys() []key.Binding { return []key.Binding{keys.As(keys.UpDown, labels.KeyScroll)} }

func (h *help) key(m tea.KeyMsg) (tea.Cmd, bool) {
	switch {
	case keys.Is(m, keys.Up):
		h.top = max(0, h.top-1)
	case keys.Is(m, keys.Down):
		h.top++
	case keys.Is(m, keys.Help), keys.Is(m, keys.HelpMark):
		return nil, true
	}
	return nil, false
}

func (h *help) view(z layout.Size) string {
	half := z.W / 2
	left := h.list(labels.HelpHere, h.here, half-2)
	right := h.list(labels.HelpAlways, h.always, z.W-half-2)
	lines := strings.Split(layout.Columns(left, right, half, 1), "\n")
	room := max(1, z.H-2)
	h.top = max(0, min(h.top, len(lines)-room))
	head := " " + h.theme.Title.Text(layout.Cut(labels.HelpTitle+" · "+h.title, z.W-2))
	return head + "\n\n" + strings.Join(lines[h.top:min(len(lines), h.top+room)], "\n")
}

const helpKeyWidth = 11

func (h *help) list(title string, bs []key.Binding, w int) string {
	lines := []string{" " + h.theme.Strong.Text(layout.Cut(title, w))}
	for _, b := range bs {
		name := layout.Pad(strings.Join(showKeys(b), " "), helpKeyWidth)
		wrapped := layout.Wrap(b.Help().Desc, max(1, w-helpKeyWidth-2))
		for i, l := range wrapped {
			if i == 0 {
				lines = append(lines, " "+h.theme.Key.Text(name)+" "+l)
				continue
			}
			lines = append(lines, " "+layout.Spaces(helpKeyWidth+1)+l)
		}
	}
	return strings.Join(lines, "\n")
}

// showKeys names the key and its Ctrl twin, which the footer has no room for.
func showKeys(b key.Binding) []string {
	out := []string{b.Help().Key}
	for _, k := range b.Keys() {
		if c, ok := strings.CutPrefix(k, "ctrl+"); ok && out[0][0] == 'F' && len(b.Keys()) > 1 {
			out = append(out, "Ctrl+"+strings.ToUpper(c))
		}
	}
	return out
}
