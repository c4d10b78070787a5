package bill

import (
	"strconv"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/editor"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
)

// splitKey divides a bill that mixes FHB and other care (B9).
var splitKey = keys.New("F7", labels.BillSplit, "f7", "ctrl+b")

// split makes two bills of the one shown, and shows which rows went where. Ctrl+Z
// makes one of them again.
func (m *model) split() screen.Step {
	switch r := m.ed.Split(); r {
	case editor.Nothing:
		return screen.Stay(nil).Say(labels.BillSplitNothing)
	case editor.AllOther:
		m.lay()
		return screen.Stay(nil).Say(labels.BillSplitAllOther)
	default:
		step := m.acted(r)
		m.box = sheet{parted{}}
		return step
	}
}

// parted shows what a split did: the bill shown and the one after it.
type parted struct{}

func (parted) lines(m *model, w int) (lines []string, cursor int) {
	t := m.env.Theme
	lines = append(lines, t.Title.Text(layout.Cut(labels.BillSplitDone, w)), layout.Cut(labels.BillSplitKept, w), "")
	for i := m.ed.Bill(); i <= m.ed.Bill()+1 && i < m.ed.Bills(); i++ {
		b := m.ed.Raw(i)
		under := text.Support(domain.Support(b.Support)) + labels.BillSplitWithout
		if b.Approval != "" {
			under = labels.BillApprovalIs + " " + text.Safe(b.Approval)
		}
		lines = append(lines, t.Strong.Text(layout.Cut(labels.BillNumber(i+1)+": "+under, w)))
		for _, item := range b.Items {
			name := text.Safe(m.ed.ProcedureOf(b, item).Name)
			lines = append(lines, layout.Cut("  "+layout.Pad(item.Date, dateWidth)+layout.Pad(text.Safe(item.Code), codeWidth)+layout.Pad(text.Safe(item.Position), posWidth)+name, w))
		}
		lines = append(lines, "")
	}
	return append(lines, layout.Wrap(labels.BillSplitNext(strconv.Itoa(m.ed.Bill()+2)), w)...), 0
}

// press: Enter goes on where something is missing now, the second bill's own
// reference.
func (parted) press(m *model, k tea.KeyMsg) screen.Step {
	switch {
	case keys.Is(k, keys.Undo):
		m.box = nil
		return m.press(k)
	case !keys.Is(k, keys.Enter):
		return screen.Stay(nil)
	}
	m.box = nil
	m.turnTo(m.ed.Bill()+1, editor.Of(domain.FieldBillRef))
	return screen.Stay(tea.Batch(m.saveNow(), m.recall(), m.recheck()))
}

func (parted) keys() []key.Binding {
	return []key.Binding{keys.As(keys.Enter, labels.BillSplitGoOn), keys.As(keys.Back, labels.KeyClose), keys.Undo}
}
