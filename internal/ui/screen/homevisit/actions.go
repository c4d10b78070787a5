package homevisit

import (
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/screen"
)

// Actions tells the keys; the screen answers them itself.
func (m *model) Actions() []screen.Action { return screen.Shown(m.Keys()...) }

// Loading tells that the draft has not been read yet.
func (m *model) Loading() bool { return m.visit == nil && m.failed == (text.Sentence{}) }
