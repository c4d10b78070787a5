package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/screen"
)

// place finds a place; an unknown name gives an empty screen instead of ending
// the program.
func (r *Root) place(name string) screen.Place {
	for _, p := range r.cfg.Places {
		if p.Name == name && p.Make != nil {
			return p
		}
	}
	return screen.Place{Name: name, Title: name, Make: func(string) screen.Screen { return missing{} }}
}

// missing is the screen of a route that is not built.
type missing struct{}

func (missing) Init() tea.Cmd              { return nil }
func (missing) Update(tea.Msg) screen.Step { return screen.Stay(nil) }
func (missing) View(z layout.Size) string  { return layout.Cut(" "+labels.NotBuilt, z.W) }
func (missing) Actions() []screen.Action   { return nil }
func (missing) Outline() outline.Outline {
	return outline.Outline{outline.Sentence{Text: labels.NotBuilt}}
}
