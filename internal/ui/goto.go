package ui

import (
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/theme"
)

// gotoList lists every place that can be gone to, with a digit or without; typing
// searches its name, the arrows choose.
type gotoList struct {
	root   *Root
	places []screen.Place
	found  []screen.Place
	said   string
	at     int
}

// longestSaid is how much is searched for, in characters.
const longestSaid = 30

func newGoto(r *Root) *gotoList {
	g := &gotoList{root: r}
	for _, p := range r.cfg.Places {
		if !p.Inner {
			g.places = append(g.places, p)
		}
	}
	g.found = g.places
	return g
}

func (g *gotoList) keys() []key.Binding {
	return []key.Binding{keys.UpDown, keys.As(keys.Enter, labels.KeyOpen)}
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
		return g.root.open(g.found[g.at]), true
	case m.Type == tea.KeyBackspace && len(said) > 0:
		g.search(string(said[:len(said)-1]))
	case (m.Type == tea.KeyRunes || m.Type == tea.KeySpace) && !m.Alt && len(said) < longestSaid:
		g.search(g.said + text.Safe(string(m.Runes)))
	}
	return nil, false
}

// search keeps the places with a word that begins so, or with that key.
func (g *gotoList) search(said string) {
	g.said, g.at = said, 0
	want := form.Fold(strings.TrimSpace(said))
	g.found = slices.DeleteFunc(slices.Clone(g.places), func(p screen.Place) bool {
		return p.Key != want && !strings.Contains(" "+form.Fold(p.Title), " "+want)
	})
}

func (g *gotoList) view(z layout.Size) string {
	t := g.root.theme
	lines := []string{" " + t.Title.Text(labels.GotoTitle) + "  " + layout.Cut(g.said, z.W-14) + t.Cursor.Text(" "), ""}
	for i, p := range g.found {
		name := p.Title
		if why := p.Why(g.root.snap.Role); why != "" {
			name = labels.Unavailable(name, why)
		}
		name = layout.Cut(name, z.W-4)
		if i == g.at {
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
