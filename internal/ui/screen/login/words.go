package login

import (
	"bytes"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
)

// words is the passphrase of a computer without a key ring, with which the drafts
// are sealed.
type words struct {
	open  bool
	fresh bool          // one is being made: typed twice
	why   text.Sentence // what it is for, while nothing is wrong
	first []byte
	field form.Passphrase
}

// minWords is how long a new passphrase must be, characters.
const minWords = 12

func (w *words) begin(fresh bool) {
	w.wipe()
	w.open, w.fresh = true, fresh
}

func (w *words) wipe() {
	clear(w.first)
	w.first = nil
	w.field.Wipe()
}

// typeWords takes the keys while a passphrase is typed.
func (m *model) typeWords(k tea.KeyMsg) tea.Cmd {
	w := &m.b.words
	switch {
	case m.b.ask.Waiting(), !keys.Is(k, keys.Enter):
		if !m.b.ask.Waiting() {
			w.field.Press(k)
		}
		return nil
	case w.field.Len() == 0:
		return nil
	case !w.fresh:
		return m.enter(w.field.Take())
	case w.first == nil && w.field.Len() < minWords:
		m.b.said = labels.BankIDShort(minWords)
		return nil
	case w.first == nil:
		w.first, m.b.said = w.field.Take(), text.Sentence{}
		return nil
	}
	again := w.field.Take()
	if !bytes.Equal(again, w.first) {
		clear(again)
		w.begin(true)
		m.b.said = labels.BankIDDiffer
		return nil
	}
	clear(w.first)
	w.first, m.b.said = nil, text.Sentence{}
	return m.enter(again)
}

// does names what Enter does.
func (w *words) does() string {
	if w.fresh && w.first == nil {
		return labels.BankIDNext
	}
	return labels.BankIDOpens
}

// label names the field.
func (w *words) label() string {
	switch {
	case !w.fresh:
		return labels.BankIDWords
	case w.first == nil:
		return labels.BankIDNewWords(minWords)
	}
	return labels.BankIDWordsAgain
}
