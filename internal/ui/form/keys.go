package form

import (
	"github.com/charmbracelet/bubbles/key"

	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
)

// The keys of single kinds of fields, for the footer.
var (
	turnKey = keys.New("←→", labels.KeyTake, "left", "right")
	listKey = keys.New("Mellanslag", labels.KeyList, " ")
	tickKey = keys.New("Mellanslag", labels.KeyTick, " ")
)

// Keys are what the field in focus answers to besides text and movement, for
// the screen to put into its own Keys.
func (f *Form) Keys() []key.Binding {
	switch {
	case f.at < 0:
		return nil
	case f.pop != nil:
		return []key.Binding{keys.UpDown, keys.As(keys.Enter, labels.KeyTakeIt), keys.As(keys.Back, labels.KeyClose)}
	}
	switch f.specs[f.at].Kind {
	case Choice:
		return []key.Binding{turnKey}
	case Select:
		return []key.Binding{listKey, turnKey}
	case Pick:
		if s := f.specs[f.at]; s.Browse && f.edit.Value() == "" && s.List.Len() > 0 {
			return []key.Binding{listKey}
		}
	case Check:
		return []key.Binding{tickKey}
	}
	return nil
}
