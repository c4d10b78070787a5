package bill

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/editor"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

// The screen's own keys.
var (
	removeKey  = keys.New("Ctrl+D", labels.BillRemoveRow, "ctrl+d")
	another    = keys.New("F6", labels.BillAnother, "f6", "ctrl+o")
	nextBill   = keys.New("PgDn", labels.BillNext, "pgdown")
	prevBill   = keys.New("PgUp", labels.BillPrev, "pgup")
	rowComment = keys.New("F4", labels.BillRowComment, "f4", "ctrl+e")
)

// Actions are what can be done: in the box in front, in the open list, or in the
// bill. What is on its way to the outbox is not changed.
func (m *model) Actions() []screen.Action {
	switch {
	case m.ed == nil, m.send.Waiting():
		return nil
	case m.box != nil:
		return m.box.actions(m)
	case m.form.Modal():
		return m.inList()
	}
	return m.inBill()
}

// inList is what can be done while the list of a field is open.
func (m *model) inList() []screen.Action {
	list := append(screen.Shown(m.form.Keys()...), m.undo())
	if m.choosing() {
		list = append(list, screen.Action{Key: favouriteKey, Do: m.toggleFavourite})
	}
	return list
}

// inBill are the actions of the bill, most important first: a narrow footer shows
// only the first ones.
func (m *model) inBill() []screen.Action {
	findings, mixed, due := len(m.ed.Findings()) > 0, m.ed.Checked().Mixed(m.ed.Bill()), m.feeDue()
	fault, split, fee := screen.Action{Key: keys.Fault, Do: m.nextFault}, m.splitAction(mixed), m.feeAction(due)
	list := []screen.Action{m.sendAction()}
	list = when(findings, list, fault)
	list = when(mixed, list, split)
	list = when(due, list, fee)
	list = when(m.form.Focused(form.Of(domain.FieldPerson)), list, screen.Action{Key: keys.As(keys.Enter, labels.BillFind)})
	list = append(list, m.inRow()...)
	list = append(list, screen.Shown(m.form.Keys()...)...)
	list = when(!m.person.at.IsZero(), list, screen.Action{Key: cardKey, Do: func() screen.Step { return m.show(&sheet{reading: wholeCard{}}) }})
	list = append(list, screen.Shown(keys.Next)...)
	list = when(!findings, list, fault)
	list = append(list, m.removeAction(), m.undo(),
		screen.Action{Key: keys.Redo, Do: func() screen.Step { return m.restored(m.ed.Redo(), labels.BillRedone, labels.BillNothingRedo) }},
		screen.Action{Key: templateKey, Do: m.openTemplates},
		screen.Action{Key: another, Do: m.addBill},
		screen.Action{Key: keys.As(keys.Refresh, labels.BillSearchAgain), Do: func() screen.Step { return screen.Stay(m.search(true)) }})
	if m.ed.Bills() > 1 {
		list = append(list,
			screen.Action{Key: nextBill, Do: func() screen.Step { return m.turn(1) }},
			screen.Action{Key: prevBill, Do: func() screen.Step { return m.turn(-1) }},
			screen.Action{Key: billsKey, Do: m.openBills})
	}
	list = when(!due, list, fee)
	return screen.PossibleFirst(when(!mixed, list, split))
}

// when adds an action if it makes sense now.
func when(here bool, list []screen.Action, a screen.Action) []screen.Action {
	if here {
		return append(list, a)
	}
	return list
}

// unless is an action that the last check found no use for. It is shown with the
// reason, but the key still works: what was typed since may not be checked yet.
func unless(use bool, k key.Binding, why string) key.Binding {
	if use {
		return k
	}
	return keys.Off(k, why)
}

func (m *model) sendAction() screen.Action {
	n := m.ed.Checked().Errors()
	why := labels.BillSendOff(n)
	if m.ed.Blank() {
		why = labels.BillBlank
	}
	send := screen.Action{Key: unless(n == 0, keys.Send, why), Do: m.askToSend}
	if off := screen.MayBill(m.port.Snapshot().Role); off != "" {
		send = screen.Action{Key: keys.Send, Can: func() string { return off }, Do: m.askToSend}
	}
	return send
}

func (m *model) undo() screen.Action {
	return screen.Action{Key: keys.Undo, Do: func() screen.Step {
		return m.restored(m.ed.Undo(), labels.BillUndone, labels.BillNothingUndo)
	}}
}

// removeAction takes away the row under the cursor; in the fields above the rows,
// the bill, where the invoice has others.
func (m *model) removeAction() screen.Action {
	ref, _ := m.form.Cursor()
	if ref.Row < 0 {
		return screen.Action{Key: keys.As(removeKey, labels.BillRemoveBill), Do: m.remove, Can: func() string {
			if m.ed.Bills() == 1 {
				return labels.BillOnly
			}
			return ""
		}}
	}
	return screen.Action{Key: removeKey, Do: m.remove, Can: func() string {
		if ref.Row >= m.ed.Rows() {
			return labels.RowNone
		}
		return ""
	}}
}

// remove takes a row or bill away; Ctrl+Z brings it back.
func (m *model) remove() screen.Step {
	bills := m.ed.Bills()
	step := m.acted(m.ed.Remove())
	if m.ed.Bills() == bills {
		return step.Say(labels.BillRowRemoved)
	}
	return step.With(tea.Batch(step.Cmd, m.recall())).Say(labels.BillRemoved)
}

// addBill begins another patient's bill on the same invoice.
func (m *model) addBill() screen.Step {
	m.ed.AddBill()
	m.person = known{}
	return m.acted(editor.Done)
}

// turn shows the next bill of the invoice (by 1) or the one before (-1), round the
// end.
func (m *model) turn(by int) screen.Step {
	m.ed.Settle()
	n := m.ed.Bills()
	m.turnTo((m.ed.Bill()+by+n)%n, editor.Of(domain.FieldPerson))
	return screen.Stay(tea.Batch(m.SaveNow(), m.catchUp(), m.recheck()))
}
