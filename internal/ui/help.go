package ui

import (
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/screen"
)

// help shows every key that works now, from Actions() and the root's own.
type help struct {
	root   *Root
	title  string
	always []key.Binding
	top    int
}

func newHelp(r *Root) *help {
	return &help{root: r, title: r.title(*r.top()), always: r.always()}
}

// here are the keys of the screen below, which may have come since help was opened.
func (h *help) here() []key.Binding { return screen.Bindings(h.root.top().s.Actions()) }

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

func (h *help) actions() []screen.Action {
	list := []screen.Action{{Key: keys.As(keys.UpDown, labels.KeyScroll)}}
	if h.root.hasManual() {
		list = append(list, screen.Action{Key: keys.As(keys.HelpMark, labels.HelpManual)})
	}
	return list
}

func (h *help) key(m tea.KeyMsg) (tea.Cmd, bool) {
	switch {
	case keys.Is(m, keys.Up):
		h.top = max(0, h.top-1)
	case keys.Is(m, keys.Down):
		z := h.root.inner()
		h.top = min(h.top+1, h.last(len(h.lines(z.W)), z.H))
	case keys.Is(m, keys.Help), keys.Is(m, keys.HelpMark):
		return h.root.manual(), true
	}
	return nil, false
}

// hasManual tells whether there is a manual to go to: not from itself.
func (r *Root) hasManual() bool {
	return r.top().to.Name != screen.Manual && slices.ContainsFunc(r.cfg.Places, func(p screen.Place) bool { return p.Name == screen.Manual })
}

// manual opens the manual at the chapter of the screen in front.
func (r *Root) manual() tea.Cmd {
	if !r.hasManual() {
		return nil
	}
	return r.apply(len(r.stack)-1, screen.Push(screen.Route{Name: screen.Manual, Arg: r.place(r.top().to.Name).Chapter}))
}

func (h *help) view(z layout.Size) string {
	lines := h.lines(z.W)
	top := min(h.top, h.last(len(lines), z.H))
	head := " " + h.root.theme.Title.Text(layout.Cut(labels.HelpTitle+" · "+h.title, z.W-2))
	return head + "\n\n" + strings.Join(lines[top:min(len(lines), top+helpRoom(z.H))], "\n")
}

// lines are both lists side by side.
func (h *help) lines(w int) []string {
	half := w / 2
	left := h.list(labels.HelpHere, h.here(), half-2)
	right := h.list(labels.HelpAlways, h.always, w-half-2)
	return strings.Split(layout.Columns(left, right, half, 1), "\n")
}

// helpRoom is what a body of h lines has below the head.
func helpRoom(h int) int { return max(1, h-2) }

// last is the first line shown at the end of n lines in a body of h.
func (h *help) last(n, height int) int { return max(0, n-helpRoom(height)) }

func (h *help) outline() outline.Outline {
	o := outline.Outline{outline.Heading(labels.HelpTitle + " · " + h.title), outline.Heading(labels.HelpHere)}
	o = append(o, toldKeys(h.here())...)
	return append(append(o, outline.Heading(labels.HelpAlways)), toldKeys(h.always)...)
}

func toldKeys(bs []key.Binding) (o outline.Outline) {
	for _, b := range bs {
		o = append(o, outline.Action{Key: strings.Join(showKeys(b), " "), What: b.Help().Desc})
	}
	return o
}

const helpKeyWidth = 11

func (h *help) list(title string, bs []key.Binding, w int) string {
	lines := []string{" " + h.root.theme.Strong.Text(layout.Cut(title, w))}
	for _, b := range bs {
		name := layout.Pad(strings.Join(showKeys(b), " "), helpKeyWidth)
		wrapped := layout.Wrap(b.Help().Desc, max(1, w-helpKeyWidth-2))
		for i, l := range wrapped {
			if i == 0 {
				lines = append(lines, " "+h.root.theme.Key.Text(name)+" "+l)
				continue
			}
			lines = append(lines, " "+layout.Spaces(helpKeyWidth+1)+l)
		}
	}
	return strings.Join(lines, "\n")
}

// showKeys names an F-key and its twin, which the footer has no room for.
func showKeys(b key.Binding) []string {
	out := []string{b.Help().Key}
	for _, k := range b.Keys() {
		for prefix, name := range map[string]string{"ctrl+": "Ctrl+", "alt+": "Alt+"} {
			if c, ok := strings.CutPrefix(k, prefix); ok && out[0][0] == 'F' {
				out = append(out, name+strings.ToUpper(c))
			}
		}
	}
	return out
}
