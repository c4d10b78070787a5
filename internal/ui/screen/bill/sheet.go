package bill

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/screen"
)

// reading is something to read in a box over the bill: the patient's card, what a
// split did, what will be sent.
type reading interface {
	page(m *model) page.Page
	actions(m *model) []screen.Action // its closing among them
}

// sheet is the box it stands in; what does not fit is scrolled.
type sheet struct {
	reading
	top int // the first line in view
}

// sheetWidth is how wide a sheet grows, frame included.
const sheetWidth = 76

// sheetPage is how many lines PgUp and PgDn move.
const sheetPage = 10

func (s *sheet) actions(m *model) []screen.Action {
	return append(s.reading.actions(m), screen.Shown(keys.As(keys.UpDown, labels.KeyScroll))...)
}

// write scrolls.
func (s *sheet) write(m *model, k tea.KeyMsg) screen.Step {
	by := map[tea.KeyType]int{tea.KeyUp: -1, tea.KeyDown: 1, tea.KeyPgUp: -sheetPage, tea.KeyPgDown: sheetPage}[k.Type]
	end := len(s.lines(m, m.size.W)) - (m.size.H - sheetFrame)
	s.top = max(min(s.top+by, end), 0)
	return screen.Stay(nil)
}

// sheetFrame is the lines and cells of a sheet that are its frame.
const sheetFrame = 2

// lines are all lines of the sheet, in a body of w cells.
func (s *sheet) lines(m *model, w int) []string {
	p := s.page(m)
	return p.Lines(page.Look{Theme: m.env.Theme, Width: min(w, sheetWidth) - sheetFrame - 1, Margin: 1, Label: labelWidth})
}

func (s *sheet) view(m *model, z layout.Size) string {
	return layout.Scrolled(s.lines(m, z.W), s.top, min(z.W, sheetWidth), z.H)
}

func (s *sheet) outline(m *model) outline.Outline {
	p := s.page(m)
	return p.Outline()
}

func (s *sheet) typing() bool { return false }
