package bill

import (
	"strings"

	"example.org/tandtui/internal/ui/layout"
)

// fewLines is so little room below a row that its list rather opens above.
const fewLines = 7

// rowPopup lays the open list below the row at line at, or above it where there
// is more room; never over the row itself, nor over the finding and the sum. It
// does not change sides when the list grows shorter while typing.
func (m *model) rowPopup(view string, at int, z layout.Size) string {
	size := layout.Size{W: min(max(z.W-16, 40), 66), H: z.H - bottom - at - 1}
	above := size.H < min(at, fewLines)
	if above {
		size.H = at
	}
	box, open := m.form.Popup(size)
	if !open {
		return view
	}
	y := at + 1
	if above {
		y = at - strings.Count(box, "\n") - 1
	}
	return layout.Overlay(view, box, labelWidth, y, z)
}

// headRoom shortens the fields above the rows if a small window has no room for
// both. The line of the cursor is always shown. hidden is how many lines are left
// out at the top.
func (m *model) headRoom(head []string, z layout.Size) (shown []string, hidden int) {
	ref, _ := m.form.Cursor()
	if ref.Row >= 0 {
		return head[:min(len(head), max(z.H-bottom-1-rowsLeast, 0))], 0
	}
	return around(head, m.fieldLine(ref), max(z.H-bottom, 1))
}

// rowsLeast is how many rows are seen while the cursor is in them.
const rowsLeast = 4
