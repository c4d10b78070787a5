package screen

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
)

// Follow keeps what a screen shows up to date: it shows the answer to the screen's
// question, and asks again after a change of what that rests on. done is false for
// messages that are about something else.
func Follow[T any](a *Ask, msg tea.Msg, show func(T) Step, again func() tea.Cmd, on app.Change) (step Step, done bool) {
	if answer, ours := a.Take(msg); ours {
		if t, ok := answer.(T); ok {
			return show(t), true
		}
		return Stay(nil), true
	}
	if changed, ok := msg.(Changed); ok {
		if changed.Any(on) {
			return Stay(again()), true
		}
		return Stay(nil), true
	}
	return Stay(nil), false
}
