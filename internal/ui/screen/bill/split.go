package bill

import (
	"strconv"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/editor"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/screen"
)

// splitKey divides a bill that mixes FHB and other care (B9).
var splitKey = keys.New("F7", labels.BillSplit, "f7", "ctrl+b")

func (m *model) splitAction(mixed bool) screen.Action {
	return screen.Action{Key: unless(mixed, splitKey, labels.BillSplitNone), Do: m.split}
}

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
		m.box = &sheet{reading: parted{}}
		return step
	}
}

// parted shows what a split did: the bill shown and the one after it.
type parted struct{}

func (parted) page(m *model) (p page.Page) {
	p.Head(labels.BillSplitDone)
	p.Say(page.Plain, labels.BillSplitKept)
	p.Space()
	for i := m.ed.Bill(); i <= m.ed.Bill()+1 && i < m.ed.Bills(); i++ {
		b := m.ed.Raw(i)
		under := text.Support(domain.Support(b.Support)) + labels.BillSplitWithout
		if b.Approval != "" {
			under = labels.BillApprovalIs + " " + text.Safe(b.Approval)
		}
		p.Head(labels.BillNumber(i+1) + ": " + under)
		for _, item := range b.Items {
			row := layout.Pad(item.Date, dateWidth) + layout.Pad(text.Safe(item.Code), codeWidth) + layout.Pad(text.Safe(item.Position), posWidth)
			p.Sides(row+text.Safe(m.ed.ProcedureOf(b, item).Name), "", 2)
		}
		p.Space()
	}
	p.Say(page.Plain, labels.BillSplitNext(strconv.Itoa(m.ed.Bill()+2)))
	return p
}

// actions: Enter goes on where something is missing now, the second bill's own
// reference.
func (parted) actions(m *model) []screen.Action {
	on := func() screen.Step {
		m.box = nil
		m.turnTo(m.ed.Bill()+1, editor.Of(domain.FieldBillRef))
		return screen.Stay(tea.Batch(m.SaveNow(), m.recall(), m.recheck()))
	}
	undo := m.undo()
	back := undo.Do
	undo.Do = func() screen.Step {
		m.box = nil
		return back()
	}
	return []screen.Action{{Key: keys.As(keys.Enter, labels.BillSplitGoOn), Do: on}, m.closing(labels.KeyClose), undo}
}
