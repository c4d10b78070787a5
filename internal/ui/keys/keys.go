// Package keys holds the key bindings that mean the same on every screen, and the
// rules for bindings: none needs AltGr on a Swedish keyboard, every F-key has a
// Ctrl twin (laptops and browsers take F-keys), none is used twice.
package keys

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/labels"
)

func bind(show, desc string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(show, desc))
}

// Bindings that the root takes before any screen.
var (
	Quit     = bind("Ctrl+C", labels.KeyQuit, "ctrl+c")
	Help     = bind("F1", labels.KeyHelp, "f1", "ctrl+t") // Ctrl+H is Backspace on many terminals
	HelpMark = bind("?", labels.KeyHelp, "?")             // only where characters are not text
	Lock     = bind("F2", labels.KeyLock, "f2", "ctrl+l")
	Goto     = bind("Ctrl+G", labels.KeyGoto, "ctrl+g")
	Back     = bind("Esc", labels.KeyBack, "esc")
	Menu     = bind("1–9", labels.KeyMenu, "1", "2", "3", "4", "5", "6", "7", "8", "9")
	MenuAlt  = bind("Alt+1–9", labels.KeyMenuAlt, "alt+1", "alt+2", "alt+3", "alt+4", "alt+5", "alt+6", "alt+7", "alt+8", "alt+9")
)

// Bindings that screens share, so that a key means one thing everywhere.
var (
	Next    = bind("Tab", labels.KeyNext, "tab")
	Prev    = bind("Shift+Tab", labels.KeyPrev, "shift+tab")
	Enter   = bind("Enter", labels.KeyTake, "enter")
	Up      = bind("↑", labels.KeyMove, "up")
	Down    = bind("↓", labels.KeyMove, "down")
	UpDown  = bind("↑↓", labels.KeyTake, "up", "down") // Up and Down as one entry of the footer
	Fault   = bind("F3", labels.KeyFault, "f3", "ctrl+n")
	Refresh = bind("F5", labels.KeyRefresh, "f5", "ctrl+r")
	Send    = bind("F8", labels.KeySend, "f8", "ctrl+s")
	Undo    = bind("Ctrl+Z", labels.KeyUndo, "ctrl+z")
	Redo    = bind("Ctrl+Y", labels.KeyRedo, "ctrl+y")
	Search  = bind("/", labels.KeySearch, "/")
)

// Global are the bindings of the root, in the order help shows them.
func Global() []key.Binding {
	return []key.Binding{Menu, MenuAlt, Goto, Lock, Help, HelpMark, Back, Quit}
}

// New makes a screen's own binding: how the key is shown, what it does, and the
// keys as Bubble Tea names them.
func New(show, desc string, keys ...string) key.Binding { return bind(show, desc, keys...) }

// As is a shared binding with another word for what it does here.
func As(b key.Binding, desc string) key.Binding {
	b.SetHelp(b.Help().Key, desc)
	return b
}

// Off is a binding that cannot be used now and says why; it stays in the footer.
func Off(b key.Binding, why string) key.Binding {
	b.SetHelp(b.Help().Key, labels.Unavailable(b.Help().Desc, why))
	b.SetEnabled(false)
	return b
}

// Is reports whether a message is this binding's key. That includes bindings that
// are Off: a pressed key that is off deserves an answer. Pasted text is never a
// key.
func Is(msg tea.Msg, b key.Binding) bool {
	m, ok := msg.(tea.KeyMsg)
	if !ok || m.Paste {
		return false
	}
	name := m.String()
	for _, k := range b.Keys() {
		if k == name {
			return true
		}
	}
	return false
}
