package bill

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
)

// page is something to read in a box over the bill: the patient's card, the
// list of the invoice's bills, what a split did.
type page interface {
	// lines is the text, w cells wide; top is the first line to show, where not
	// all of it fits.
	lines(m *model, w int) (lines []string, top int)
	press(m *model, k tea.KeyMsg) screen.Step
	keys() []key.Binding
}

// sheet is the box a page stands in. Esc closes it; what does not fit is
// scrolled.
type sheet struct{ page }

// sheetWidth is how wide a sheet grows, frame included.
const sheetWidth = 76

func (s sheet) press(m *model, k tea.KeyMsg) screen.Step {
	if keys.Is(k, keys.Back) {
		m.box = nil
		return screen.Stay(nil)
	}
	return s.page.press(m, k)
}

func (s sheet) view(m *model, z layout.Size) string {
	w := min(z.W, sheetWidth)
	lines, top := s.lines(m, w-4)
	for i := range lines {
		lines[i] = " " + lines[i]
	}
	return layout.Scrolled(lines, top, w, z.H)
}

func (s sheet) typing() bool { return false }
