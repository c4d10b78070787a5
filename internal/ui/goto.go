package ui

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/theme"
)

// target is a line of the go-to list.
type target struct {
	title string
	why   string // why it cannot be gone to, "" if it can
	key   string // its digit in the menu, by which it is found too
	do    func() tea.Cmd
}

// gotoList lists every place that can be gone to, with a digit or without, and
// the user's other clinics; typing searches their names, and drafts and invoices
// by number. The arrows choose.
type gotoList struct {
	root    *Root
	targets []target
	found   []target
	said    string
	at      int
	asked   uint64 // number of the newest search for drafts and invoices
}

// longestSaid is how much is searched for, in characters.
const longestSaid = 30

func newGoto(r *Root) *gotoList {
	g := &gotoList{root: r}
	for _, p := range r.cfg.Places {
		if !p.Inner {
			g.targets = append(g.targets, target{p.Title, p.Why(r.snap.Role), p.Key, func() tea.Cmd { return r.open(p) }})
		}
	}
	for _, c := range r.snap.Scope.Clinics {
		if c.No != r.snap.Clinic.No && r.cfg.ChooseClinic != nil {
			title := labels.GotoClinic(c.No, c.Name)
			g.targets = append(g.targets, target{title: title, do: func() tea.Cmd { return r.changeClinic(c.No, screen.Route{}) }})
		}
	}
	g.found = g.targets
	return g
}

func (g *gotoList) actions() []screen.Action {
	return []screen.Action{{Key: keys.UpDown}, {Key: keys.As(keys.Enter, labels.KeyOpen)}}
}

func (g *gotoList) key(m tea.KeyMsg) (tea.Cmd, bool) {
	said := []rune(g.said)
	switch {
	case keys.Is(m, keys.Up):
		g.at = max(0, g.at-1)
	case keys.Is(m, keys.Down):
		g.at = max(0, min(len(g.found)-1, g.at+1))
	case keys.Is(m, keys.Enter) && len(g.found) > 0:
		g.root.over = nil
		return g.found[g.at].do(), true
	case m.Type == tea.KeyBackspace && len(said) > 0:
		return g.search(string(said[:len(said)-1])), false
	case (m.Type == tea.KeyRunes || m.Type == tea.KeySpace) && !m.Alt && len(said) < longestSaid:
		return g.search(g.said + text.Safe(string(m.Runes))), false
	}
	return nil, false
}

// search keeps what has a word that begins so, or that key, and asks for drafts
// and invoices.
func (g *gotoList) search(said string) tea.Cmd {
	g.said, g.at = said, 0
	want := form.Fold(strings.TrimSpace(said))
	g.found = slices.DeleteFunc(slices.Clone(g.targets), func(t target) bool {
		return t.key != want && !strings.Contains(" "+form.Fold(t.title), " "+want)
	})
	g.asked++
	if len([]rune(want)) < leastFound || g.root.cfg.Find == nil {
		return nil
	}
	asked, find := g.asked, g.root.cfg.Find
	return g.root.own(nobody, func() tea.Msg { return foundTargets{g, asked, find(strings.TrimSpace(said))} })
}

// leastFound is how much must be typed before drafts and invoices are searched.
const leastFound = 2

// foundTargets brings drafts and invoices to the list that asked for them.
type foundTargets struct {
	list  *gotoList
	asked uint64
	found []screen.Target
}

// onFound adds what was found, unless something else is searched for by now.
func (r *Root) onFound(m foundTargets) {
	if r.over != overlay(m.list) || m.list.asked != m.asked {
		return
	}
	for _, t := range m.found {
		m.list.found = append(m.list.found, target{title: t.Title, do: func() tea.Cmd { return r.visit(t.To) }})
	}
}

func (g *gotoList) view(z layout.Size) string {
	t := g.root.theme
	lines := []string{" " + t.Title.Text(labels.GotoTitle) + "  " + layout.Cut(g.said, z.W-14) + t.Cursor.Text(" "), ""}
	room := max(z.H-len(lines), 1)
	top := max(min(g.at-room/2, len(g.found)-room), 0)
	for i, one := range g.found[top:min(top+room, len(g.found))] {
		name := layout.Cut(one.name(), z.W-4)
		if top+i == g.at {
			lines = append(lines, " "+t.Select.Text(theme.GlyphCursor+" "+name))
			continue
		}
		lines = append(lines, "   "+name)
	}
	if len(g.found) == 0 {
		lines = append(lines, "   "+labels.GotoNone)
	}
	return strings.Join(lines, "\n")
}

func (t target) name() string {
	if t.why != "" {
		return labels.Unavailable(t.title, t.why)
	}
	return t.title
}

func (g *gotoList) outline() outline.Outline {
	o := outline.Outline{
		outline.Field{Label: labels.GotoTitle, Value: g.said, Edited: true, Focused: true},
		outline.Table{Columns: []string{""}, Len: len(g.found), Selected: g.at, Row: func(i int) []string { return []string{g.found[i].name()} }},
	}
	if len(g.found) == 0 {
		o = append(o, outline.Sentence{Text: labels.GotoNone})
	}
	return o
}
