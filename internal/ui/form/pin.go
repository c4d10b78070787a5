package form

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/secret"
	"example.org/tandtui/internal/ui/theme"
)

// maxPIN is the longest PIN of a card (ISO 7816-4 leaves 8 to 16 bytes).
const maxPIN = 16

// PIN is a masked field for digits. They are kept in a fixed buffer, never in a
// string, which could not be wiped, and are never drawn.
type PIN struct {
	buf [maxPIN]byte
	n   int
	Max int // digits taken; 0: maxPIN
}

// Press takes a key and reports whether it was the field's: a digit, Backspace,
// Ctrl+U. Pasted digits count, other characters do not.
func (p *PIN) Press(k tea.KeyMsg) bool {
	switch k.Type {
	case tea.KeyBackspace:
		if p.n > 0 {
			p.n--
			p.buf[p.n] = 0
		}
		return true
	case tea.KeyCtrlU:
		p.Wipe()
		return true
	case tea.KeyRunes:
		used := false
		for i, r := range k.Runes {
			if r < '0' || r > '9' {
				continue
			}
			used = true
			if p.n < p.max() {
				p.buf[p.n] = byte(r)
				p.n++
			}
			k.Runes[i] = 0 // the key press must not keep the digit
		}
		return used || k.Paste
	}
	return false
}

func (p *PIN) max() int {
	if p.Max > 0 && p.Max < maxPIN {
		return p.Max
	}
	return maxPIN
}

// Len is the number of digits typed.
func (p *PIN) Len() int { return p.n }

// Take hands the digits over and wipes the field; the receiver wipes them.
func (p *PIN) Take() []byte {
	out := secret.Clone(p.buf[:p.n])
	p.Wipe()
	return out
}

// Wipe clears the field.
func (p *PIN) Wipe() {
	clear(p.buf[:])
	p.n = 0
}

// View draws a dot for each digit and a line for each missing one.
func (p *PIN) View(t *theme.Theme, want int) string {
	dots, rest := strings.Repeat("•", p.n), max(0, min(want, p.max())-p.n)
	if rest == 0 {
		return dots
	}
	return dots + t.Cursor.Text("_") + strings.Repeat("_", rest-1)
}

// String keeps the digits out of logs and panics.
func (p *PIN) String() string { return "PIN" }

// GoString keeps them out of %#v.
func (p *PIN) GoString() string { return "PIN" }
