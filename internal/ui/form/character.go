package form

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
)

// What a reader calls a character may be several runes: a flag is two. The cursor
// goes over all of them, and they are taken away together.

// runesOf is how often the editor has to take a key, since it counts in runes.
func (f *Form) runesOf(k tea.KeyMsg) int {
	value, at := []rune(f.edit.Value()), f.edit.Position()
	switch m := f.edit.KeyMap; {
	case key.Matches(k, m.CharacterBackward), key.Matches(k, m.DeleteCharacterBackward):
		return max(characterBefore(value, at), 1)
	case key.Matches(k, m.CharacterForward), key.Matches(k, m.DeleteCharacterForward):
		return max(characterAt(value, at), 1)
	}
	return 1
}

// characterBefore is how many runes the character before a place has, 0 at the
// beginning.
func characterBefore(value []rune, at int) int {
	begin := 0
	for n := characterAt(value, begin); n > 0 && begin+n < at; n = characterAt(value, begin) {
		begin += n
	}
	return at - begin
}

// characterAt is how many runes the character at a place has, 0 at the end.
func characterAt(value []rune, at int) int {
	first, _ := ansi.FirstGraphemeCluster(string(value[at:]), ansi.GraphemeWidth)
	return len([]rune(first))
}
