package screen_test

import (
	"context"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/ui/screen"
)

func TestFollow(t *testing.T) {
	var ask screen.Ask
	shown, asked := 0, 0
	show := func(n int) screen.Step { shown = n; return screen.Stay(nil) }
	again := func() tea.Cmd { asked++; return nil }
	follow := func(msg tea.Msg) bool {
		_, done := screen.Follow(&ask, msg, show, again, app.ChangedMirror|app.ChangedSession)
		return done
	}
	answer := ask.Do(func(context.Context) tea.Msg { return 7 })()
	if !follow(answer) || shown != 7 || asked != 0 {
		t.Errorf("an answer: shown %d, asked %d times", shown, asked)
	}
	old := ask.Do(func(context.Context) tea.Msg { return 8 })()
	ask.Stop()
	if !follow(old) || shown != 7 {
		t.Errorf("an answer that nobody waits for: shown %d", shown)
	}
	if !follow(screen.Changed{What: app.ChangedDrafts}) || asked != 0 {
		t.Errorf("a change of something else: asked %d times", asked)
	}
	if !follow(screen.Changed{What: app.ChangedMirror}) || asked != 1 {
		t.Errorf("a change: asked %d times", asked)
	}
	if follow(tea.KeyMsg{}) {
		t.Error("a key was taken")
	}
}
