package ui

import (
	"slices"
	"unicode"

	tea "github.com/charmbracelet/bubbletea"
	"golang.org/x/text/unicode/norm"

	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/screen"
)

// strokes are the keys of a message one by one. Characters that reach the program
// in one read, on a slow line or from fast fingers, come as one key message. Such
// a message is no key of the menu, so that "3" and what is typed ahead would be
// lost. Esc and the key after it come as that key with Alt.
func (r *Root) strokes(msg tea.Msg) []tea.Msg {
	k, ok := msg.(tea.KeyMsg)
	if ok && r.isEscAndKey(k) {
		k.Alt = false
		return []tea.Msg{tea.KeyMsg{Type: tea.KeyEsc}, k}
	}
	if ok && k.Alt && isEverywhere(k) { // Esc, or Alt held too long: the key counts all the same
		k.Alt = false
		return []tea.Msg{k}
	}
	if !ok || k.Type != tea.KeyRunes || k.Paste || len(k.Runes) < 2 {
		return []tea.Msg{msg}
	}
	list := make([]tea.Msg, len(k.Runes))
	for i := range k.Runes {
		one := k
		one.Runes = k.Runes[i : i+1 : i+1] // the same memory: a PIN field wipes it
		list[i] = one
	}
	return list
}

// isEscAndKey tells whether a key with Alt is rather Esc and another key, typed
// fast: where Esc would close something and nothing answers to the Alt key. Else
// both would be lost, and what is typed next would meet a box that stayed open.
func (r *Root) isEscAndKey(k tea.KeyMsg) bool {
	if !k.Alt || k.Paste || r.lock != nil || r.fault != nil || edits(k) || keys.Is(k, keys.MenuAlt) {
		return false
	}
	if r.over == nil && !is[screen.Modal](r.top().s, screen.Modal.Modal) {
		return false
	}
	own, last := r.actions()
	answers := func(a screen.Action) bool { return keys.Is(k, a.Key) }
	return !slices.ContainsFunc(append(own, screen.Shown(last...)...), answers)
}

// isEverywhere tells whether a key, without its Alt, works on every screen.
func isEverywhere(k tea.KeyMsg) bool {
	k.Alt = false
	return keys.Is(k, keys.Lock) || keys.Is(k, keys.Quit) || keys.Is(k, keys.Goto) || keys.Is(k, keys.Help)
}

// edits tells whether an Alt key moves in a text, or takes words away.
func edits(k tea.KeyMsg) bool {
	switch k.Type {
	case tea.KeyUp, tea.KeyDown, tea.KeyLeft, tea.KeyRight, tea.KeyBackspace, tea.KeyDelete,
		tea.KeyCtrlUp, tea.KeyCtrlDown, tea.KeyCtrlLeft, tea.KeyCtrlRight,
		tea.KeyShiftUp, tea.KeyShiftDown, tea.KeyShiftLeft, tea.KeyShiftRight:
		return true
	}
	return false
}

// normal converts typed and pasted text to NFC, here once for all screens: macOS
// and some terminals send å as a and a ring. ASCII is normal as it is, and is not
// made a string: it may be a PIN, which a string would keep in memory.
func normal(msg tea.Msg) tea.Msg {
	k, ok := msg.(tea.KeyMsg)
	ascii := !slices.ContainsFunc(k.Runes, func(r rune) bool { return r > unicode.MaxASCII })
	if !ok || k.Type != tea.KeyRunes || ascii || norm.NFC.IsNormalString(string(k.Runes)) {
		return msg
	}
	k.Runes = []rune(norm.NFC.String(string(k.Runes)))
	return k
}
