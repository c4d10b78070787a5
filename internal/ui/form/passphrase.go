package form

import (
	"strings"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/secret"
	"example.org/tandtui/internal/ui/theme"
)

// maxPassphrase is the most that is taken, bytes.
const maxPassphrase = 256

// Passphrase is a masked field for any characters, kept as PIN keeps its digits.
type Passphrase struct {
	buf [maxPassphrase]byte
	n   int
}

// Press takes a key and reports whether it was the field's.
func (p *Passphrase) Press(k tea.KeyMsg) bool {
	switch k.Type {
	case tea.KeyBackspace:
		if p.n > 0 {
			_, size := utf8.DecodeLastRune(p.buf[:p.n])
			clear(p.buf[p.n-size : p.n])
			p.n -= size
		}
		return true
	case tea.KeyCtrlU:
		p.Wipe()
		return true
	case tea.KeySpace: // its Runes are Bubble Tea's own, the same for every space
		p.add(' ')
		return true
	case tea.KeyRunes:
		for i, r := range k.Runes {
			p.add(r)
			k.Runes[i] = 0 // the key press must not keep the character
		}
		return true
	}
	return false
}

func (p *Passphrase) add(r rune) {
	if p.n+utf8.RuneLen(r) <= maxPassphrase && r >= ' ' {
		p.n += utf8.EncodeRune(p.buf[p.n:], r)
	}
}

// Len is the number of characters typed.
func (p *Passphrase) Len() int { return utf8.RuneCount(p.buf[:p.n]) }

// Take hands the characters over and wipes the field; the receiver wipes them.
func (p *Passphrase) Take() []byte {
	out := secret.Clone(p.buf[:p.n])
	p.Wipe()
	return out
}

// Wipe clears the field.
func (p *Passphrase) Wipe() {
	clear(p.buf[:])
	p.n = 0
}

// View draws a dot for each of the last characters that fit.
func (p *Passphrase) View(t *theme.Theme, w int) string {
	return strings.Repeat("•", min(p.Len(), w-1)) + t.Cursor.Text("_")
}

// String keeps the characters out of logs and panics.
func (p *Passphrase) String() string { return "passphrase" }

// GoString keeps them out of %#v.
func (p *Passphrase) GoString() string { return "passphrase" }
