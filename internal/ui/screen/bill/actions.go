package bill

import "example.org/tandtui/internal/ui/screen"

// Actions tells the keys; the screen answers them itself.
func (m *model) Actions() []screen.Action { return screen.Shown(m.Keys()...) }
