package bill

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

// maxPaste is how many characters of a paste are read: more than a bill of 500
// rows with long comments.
const maxPaste = 400_000

// pasteRows makes rows of several lines pasted into the rows, or anywhere else
// if they are rows for sure: a field above holds one line. A single line goes
// into its field, unless it is a row of a spreadsheet.
func (m *model) pasteRows(k tea.KeyMsg) (screen.Step, bool) {
	ref, _ := m.form.Cursor()
	if !k.Paste || domain.Field(ref.Name) == domain.FieldItemComment || domain.Field(ref.Name) == domain.FieldComment {
		return screen.Step{}, false
	}
	runes, beyond := k.Runes, 0
	if len(runes) > maxPaste {
		beyond = strings.Count(string(runes[maxPaste:]), "\n") + strings.Count(string(runes[maxPaste:]), "\r") + 1
		runes = runes[:maxPaste]
	}
	lines := strings.FieldsFunc(string(runes), func(r rune) bool { return r == '\n' || r == '\r' })
	at := len(m.draft.Bills[m.bill].Items)
	if ref.Row >= 0 {
		at = min(ref.Row+1, at)
	}
	p := pasting{today: m.port.Today(), above: m.dateAbove(at), find: m.findProcedure}
	rows, left := p.rows(lines, maxRows-len(m.draft.Bills[m.bill].Items))
	switch {
	case len(lines) == 1 && !m.isRow(lines[0], rows), len(rows)+left == 0, ref.Row < 0 && !m.areRows(lines, rows):
		return screen.Step{}, false
	case len(rows) == 0:
		return screen.Stay(nil).Say(labels.RowsFull(maxRows)), true
	}
	m.settleField()
	step := m.insertRows(at, rows, cell(at+len(rows), domain.FieldItemCode))
	return step.Say(labels.RowsPasted(len(rows), left+beyond, p.cut)), true
}

// isRow tells whether a single line is a row of a spreadsheet.
func (m *model) isRow(line string, read []domain.DraftItem) bool {
	if !strings.ContainsAny(line, "\t;") || len(read) == 0 {
		return false
	}
	_, known := m.findProcedure(read[0].Date, read[0].Code)
	return known || codeLike.MatchString(read[0].Code)
}

// areRows tells whether lines pasted outside the rows belong into them: there
// are several, and one has a code of the price list.
func (m *model) areRows(lines []string, read []domain.DraftItem) bool {
	return len(lines) > 1 && slices.ContainsFunc(read, func(it domain.DraftItem) bool {
		_, known := m.findProcedure(it.Date, it.Code)
		return known
	})
}

// dateAbove is the date that a row at an index takes over: the nearest one above
// that is a date.
func (m *model) dateAbove(at int) string {
	items := m.draft.Bills[m.bill].Items
	for i := min(at, len(items)) - 1; i >= 0; i-- {
		if d, err := domain.ParseDateInput(items[i].Date, m.port.Today()); err == nil {
			return d.String()
		}
	}
	return m.port.Today().String()
}

func (m *model) findProcedure(date, code string) (domain.Procedure, bool) {
	p := m.procedure(domain.DraftItem{Date: date, Code: code})
	return p, p.Code != ""
}
