package bill

import (
	"slices"
	"strconv"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
)

// splitKey divides a bill that mixes FHB and other care (B9).
var splitKey = keys.New("F7", labels.BillSplit, "f7", "ctrl+b")

// mixed tells whether the bill shown holds both FHB and other care, which is
// when a split is offered.
func (m *model) mixed() bool {
	return slices.ContainsFunc(m.checked.Findings, func(f domain.Finding) bool {
		return f.Bill == m.bill && f.Code == rules.CodeApprovalMixed
	})
}

// split makes two bills of the one shown, the second after the first on the
// same invoice, and shows which rows went where. Ctrl+Z makes one of them again.
func (m *model) split() screen.Step {
	if !m.mixed() {
		return screen.Stay(nil).Say(labels.BillSplitNothing)
	}
	m.settleField()
	approved, other, ok := rules.Split(m.draft.Bills[m.bill], m.ruleFacts())
	if !ok {
		return screen.Stay(nil).Say(labels.BillSplitAllOther)
	}
	m.draft.Bills = slices.Insert(slices.Clone(m.draft.Bills), m.bill+1, other)
	m.draft.Bills[m.bill] = approved
	m.forgetFilled()
	m.refill(form.Of(domain.FieldBillRef))
	m.box = sheet{parted{}}
	return screen.Stay(tea.Batch(m.saveNow(), m.recheck()))
}

// parted shows what a split did: the bill shown and the one after it.
type parted struct{}

func (parted) lines(m *model, w int) (lines []string, cursor int) {
	t := m.env.Theme
	lines = append(lines, t.Title.Text(layout.Cut(labels.BillSplitDone, w)), layout.Cut(labels.BillSplitKept, w), "")
	for i := m.bill; i <= m.bill+1 && i < len(m.draft.Bills); i++ {
		b := m.draft.Bills[i]
		under := text.Support(domain.Support(b.Support)) + labels.BillSplitWithout
		if b.Approval != "" {
			under = labels.BillApprovalIs + " " + text.Safe(b.Approval)
		}
		lines = append(lines, t.Strong.Text(layout.Cut(labels.BillNumber(i+1)+": "+under, w)))
		for _, item := range b.Items {
			name := text.Safe(m.procedureOf(b, item).Name)
			lines = append(lines, layout.Cut("  "+layout.Pad(item.Date, dateWidth)+layout.Pad(text.Safe(item.Code), codeWidth)+layout.Pad(text.Safe(item.Position), posWidth)+name, w))
		}
		lines = append(lines, "")
	}
	return append(lines, layout.Wrap(labels.BillSplitNext(strconv.Itoa(m.bill+2)), w)...), 0
}

// press: Enter goes on where something is missing now, the second bill's own
// reference.
func (parted) press(m *model, k tea.KeyMsg) screen.Step {
	switch {
	case keys.Is(k, keys.Undo):
		m.box = nil
		return m.takeBack()
	case !keys.Is(k, keys.Enter):
		return screen.Stay(nil)
	}
	m.box = nil
	m.pull()
	m.show(m.bill + 1)
	m.form.SetFocus(form.Of(domain.FieldBillRef), -1)
	return screen.Stay(tea.Batch(m.saveNow(), m.recall(), m.recheck()))
}

func (parted) keys() []key.Binding {
	return []key.Binding{keys.As(keys.Enter, labels.BillSplitGoOn), keys.As(keys.Back, labels.KeyClose), keys.Undo}
}
