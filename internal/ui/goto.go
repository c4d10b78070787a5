package ui

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/theme"
)

// gotoList lists every place that has a key of the menu; the arrows choose.
type gotoList struct {
	root   *Root
	places []Place
	at     int
}

func newGoto(r *Root) *gotoList {
	g := &gotoList{root: r}
	for _, p := range r.cfg.Places {
		if p.Key != "" {
			g.places = append(g.places, p)
		}
	}
	return g
}

func (g *gotoList) keys() []key.Binding {
	return []key.Binding{keys.UpDown, keys.As(keys.Enter, text.KeyOpen)}
}

func (g *gotoList) key(m tea.KeyMsg) (tea.Cmd, bool) {
	switch {
	case keys.Is(m, keys.Up):
		g.at = max(0, g.at-1)
	case keys.Is(m, keys.Down):
		g.at = min(len(g.places)-1, g.at+1)
	case keys.Is(m, keys.Enter) && len(g.places) > 0:
		g.root.over = nil
		return g.root.open(g.places[g.at]), true
	}
	return nil, false
}

func (g *gotoList) view(z layout.Size) string {
	t := g.root.theme
	lines := []string{" " + t.Title.Text(text.GotoTitle), ""}
	for i, p := range g.places {
		name := p.Title
		if p.Off != "" {
			name = text.Unavailable(name, p.Off)
		}
		name = layout.Cut(name, z.W-4)
		if i == g.at {
			lines = append(lines, " "+t.Select.Text(theme.GlyphCursor+" "+name))
			continue
		}
		lines = append(lines, "   "+name)
	}
	return strings.Join(lines, "\n")
}
