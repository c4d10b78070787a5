package bill

import (
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

// The keys of the rows. Moving has Ctrl letters besides the arrows, since some
// terminals send Ctrl+arrows as plain ones and tmux may take Alt.
var (
	copyKey  = keys.New("Ctrl+K", labels.RowCopy, "ctrl+k")
	visitKey = keys.New("Ctrl+W", labels.RowVisit, "ctrl+w")
	upKey    = keys.New("Ctrl+Q", labels.RowUp, "ctrl+q", "ctrl+up", "alt+up")
	downKey  = keys.New("Ctrl+X", labels.RowDown, "ctrl+x", "ctrl+down", "alt+down")
)

// inRow is what can be done with the row in focus. A bill without rows may begin
// with those of another, from any field.
func (m *model) inRow() (list []screen.Action) {
	ref, _ := m.form.Cursor()
	last := m.hasLastBill()
	list = when(last, list, screen.Action{Key: keys.As(visitKey, labels.RowFromBill), Do: m.askLastBill})
	if ref.Row < 0 {
		return list
	}
	some := func() string {
		if m.ed.Rows() == 0 {
			return labels.RowNone
		}
		return ""
	}
	list = append(list, m.chartAction(ref), screen.Action{Key: copyKey, Can: some, Do: func() screen.Step { return m.acted(m.ed.CopyRow()) }})
	list = when(!last, list, screen.Action{Key: visitKey, Can: some, Do: func() screen.Step { return m.askVisit(ref.Row) }})
	return append(list,
		screen.Action{Key: rowComment, Do: func() screen.Step { return m.commentRow(ref.Row) }},
		screen.Action{Key: upKey, Do: func() screen.Step { return m.acted(m.ed.MoveRow(-1)) }},
		screen.Action{Key: downKey, Do: func() screen.Step { return m.acted(m.ed.MoveRow(1)) }})
}

// chartAction opens the chart of the mouth; in an empty cell the space bar does
// too, as it opens other lists.
func (m *model) chartAction(ref form.Key) screen.Action {
	k := chartKey
	if domain.Field(ref.Name) == domain.FieldItemPosition && m.form.Value(ref) == "" {
		k = chartOrSpace
	}
	return screen.Action{
		Key: k,
		Can: func() string { return m.canChart(ref.Row) },
		Do:  func() screen.Step { return m.openChart(ref.Row) },
	}
}

// canChart tells why the chart cannot be opened for the row; "" if it can.
func (m *model) canChart(row int) string {
	switch p := m.ed.Procedure(m.ed.Row(row)); {
	case p.Code == "":
		return labels.ChartFirst
	case !m.form.Open(cell(row, domain.FieldItemPosition)):
		return labels.ChartNone
	}
	return ""
}

// commentRow opens the row's comment and goes there.
func (m *model) commentRow(row int) screen.Step {
	m.settle()
	m.opened[row] = true
	m.lay()
	m.form.SetFocus(cell(row, domain.FieldItemComment), -1)
	m.noteFocus()
	return screen.Stay(nil)
}

// hasLastBill tells whether the bill may begin with the rows of another.
func (m *model) hasLastBill() bool {
	rows, _ := m.ed.LastRows()
	return len(rows) > 0
}
