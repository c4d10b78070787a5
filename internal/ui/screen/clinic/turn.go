package clinic

import (
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

// The keys of the screen.
var (
	nextKey   = keys.New("→", labels.ClinicNext, "right", "tab")
	prevKey   = keys.New("←", labels.ClinicPrev, "left", "shift+tab")
	addKey    = keys.New("n", labels.ClinicAdd, "n")
	removeKey = keys.New("Del", labels.ClinicRemove, "delete")
	yesKey    = keys.New("j", labels.ClinicYes, "j")
)

// turns go from part to part, and fetch everything anew.
func (m *model) turns() []screen.Action {
	turn := func(by int) func() screen.Step {
		return func() screen.Step {
			m.at = (m.at + by) % len(m.parts)
			return screen.Stay(nil)
		}
	}
	return []screen.Action{
		{Key: nextKey, Do: turn(1)},
		{Key: prevKey, Do: turn(len(m.parts) - 1)},
		{Key: keys.Refresh, Do: func() screen.Step { return screen.Stay(m.load()) }},
	}
}
