package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/screen"
)

// offerNewCard opens the place where a new card of the user's is taken in, once the old
// one has logged in (A8): whoever has just swapped cards must not have to look for it.
func (r *Root) offerNewCard() tea.Cmd {
	if r.snap.NewCard == nil {
		r.offered = false
		return nil
	}
	if r.offered || r.lock != nil || !r.atWork() {
		return nil
	}
	switch r.top().to.Name {
	case screen.Login, screen.Clinics: // the login is not over yet
		return nil
	}
	r.offered = true
	if r.top().to.Name == screen.Slots {
		return nil
	}
	return r.apply(len(r.stack)-1, screen.Push(screen.Route{Name: screen.Slots}))
}
