package screen

import (
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/outline"
)

// Action is something that can be done: its key, whether it can be done now, and
// what it does. Footer, help, outline and the answer to the key are all made of
// it, so that they cannot contradict each other.
type Action struct {
	Key key.Binding   // with the word for what it does here
	Can func() string // why it cannot be done now, in Swedish; "" or nil: it can
	Do  func() Step   // nil: only shown; the component in focus takes the key
}

// Why is why the action cannot be done now, "" if it can.
func (a Action) Why() string {
	if a.Can == nil {
		return ""
	}
	return a.Can()
}

// Binding is the action as footer and help show it: one that cannot be done
// stays, with its reason.
func (a Action) Binding() key.Binding {
	if why := a.Why(); why != "" {
		return keys.Off(a.Key, why)
	}
	return a.Key
}

// Shown are actions that are only shown: the component that takes their keys is
// asked before the screen's own actions.
func Shown(bindings ...key.Binding) []Action {
	list := make([]Action, len(bindings))
	for i, b := range bindings {
		list[i] = Action{Key: b}
	}
	return list
}

// PossibleFirst puts what cannot be done now behind the rest: in a narrow footer
// it gives way.
func PossibleFirst(actions []Action) []Action {
	slices.SortStableFunc(actions, func(a, b Action) int { return a.rank() - b.rank() })
	return actions
}

func (a Action) rank() int {
	if a.Why() != "" {
		return 1
	}
	return 0
}

// Bindings are the keys of actions, for footer and help.
func Bindings(actions []Action) []key.Binding {
	list := make([]key.Binding, len(actions))
	for i, a := range actions {
		list[i] = a.Binding()
	}
	return list
}

// Press does the action whose key a message is; one that cannot be done answers
// with its reason. done is false if the message is not the key of an action.
func Press(actions []Action, msg tea.Msg) (step Step, done bool) {
	for _, a := range actions {
		if a.Do == nil || !keys.Is(msg, a.Key) {
			continue
		}
		if why := a.Why(); why != "" {
			return Stay(nil).Say(labels.NotNow(a.Key.Help().Desc, why)), true
		}
		return a.Do(), true
	}
	return Step{}, false
}

// OutlineOf is the outline of actions.
func OutlineOf(actions []Action) (o outline.Outline) {
	for _, a := range actions {
		h := a.Key.Help()
		o = append(o, outline.Action{Key: h.Key, What: h.Desc, WhyNot: a.Why()})
	}
	return o
}
