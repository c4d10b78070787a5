package ui

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
)

// Place is a screen as root, menu, go-to list and help know it.
// internal/ui/routes lists them all.
type Place struct {
	Name  string // screen.Bill …
	Title string // breadcrumb, help, go-to list
	Menu  string // short name in the menu line, "" for none
	Key   string // "1" … "9" in the menu, "" for none
	Off   string // why it cannot be opened, "" if it can; it stays visible
	Make  func(arg string) screen.Screen
}

// place finds a place; a name nobody registered shows an empty screen rather
// than ending the program.
func (r *Root) place(name string) Place {
	for _, p := range r.cfg.Places {
		if p.Name == name && p.Make != nil {
			return p
		}
	}
	return Place{Name: name, Title: name, Make: func(string) screen.Screen { return missing{} }}
}

// missing is the screen of a route that is not built.
type missing struct{}

func (missing) Init() tea.Cmd              { return nil }
func (missing) Update(tea.Msg) screen.Step { return screen.Stay(nil) }
func (missing) View(z layout.Size) string  { return layout.Cut(" "+labels.NotBuilt, z.W) }
func (missing) Keys() []key.Binding        { return nil }
