package upload

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/picker"
	"example.org/tandtui/internal/ui/screen"
)

// choosing is the choice of a file, where the last one was.
type choosing struct {
	*picker.Picker
	m *model
}

func newChoosing(m *model, at string) *choosing {
	return &choosing{picker.New(m.env, at, m.check), m}
}

func (c *choosing) Update(msg tea.Msg) screen.Step {
	if c.Take(msg) {
		return screen.Stay(nil)
	}
	if keys.Is(msg, keys.Back) {
		return c.m.back("")
	}
	return c.Picker.Update(msg)
}

// Actions are the picker's, and Esc.
func (c *choosing) Actions() []screen.Action {
	return append(c.Picker.Actions(), screen.Action{Key: keys.As(keys.Back, labels.UploadCancel), Do: func() screen.Step { return c.m.back("") }})
}

// Typing tells that characters are the path's.
func (*choosing) Typing() bool { return true }

// Modal tells that Esc ends the choice.
func (*choosing) Modal() bool { return true }
