package editor

import (
	"slices"

	"example.org/tandtui/internal/domain"
)

// content is what undo brings back: all that is written, and which of it the
// program filled in; nothing of the draft's state.
type content struct {
	invoiceNo string
	bills     []domain.DraftBill
	filled    []domain.Filled
	left      Spot // where the cursor was when a bill was added to these
	copied    int  // rows that are not shared with the content before
}

func (c content) weight() int { return c.copied }

// keep copies what differs from the content before.
func keep(before content, d domain.Draft, filled []domain.Filled) content {
	c := content{invoiceNo: d.InvoiceNo, bills: slices.Clone(d.Bills), filled: filled}
	for i := range c.bills {
		b := &c.bills[i]
		if i < len(before.bills) && (b.Items == nil) == (before.bills[i].Items == nil) && slices.Equal(b.Items, before.bills[i].Items) {
			b.Items = before.bills[i].Items
			continue
		}
		b.Items = slices.Clone(b.Items)
		c.copied += len(b.Items)
	}
	return c
}

// Undo brings back what was there before the newest change, with the cursor at
// the change. Redo makes it again.
func (e *Editor) Undo() Result {
	was, ok := e.steps.undo()
	return e.restored(was, e.steps.now, ok)
}

// Redo makes the newest undone change again.
func (e *Editor) Redo() Result {
	was, ok := e.steps.redo()
	return e.restored(was, e.steps.now, ok)
}

func (e *Editor) restored(was, now content, ok bool) Result {
	if !ok {
		return Nothing
	}
	at, _, _ := diff(was, now)
	e.draft.InvoiceNo, e.draft.Bills, e.filled = now.invoiceNo, domain.Draft{Bills: now.bills}.Clone().Bills, now.filled
	if at.Bill >= len(now.bills) && now.left != (Spot{}) {
		at = now.left // the bill that was added is gone
	}
	bill := e.bill
	if at.Bill >= 0 {
		bill = at.Bill
	}
	e.Show(min(bill, len(e.draft.Bills)-1))
	e.at = at.Ref
	e.changed()
	return Done
}

// diff tells where the first difference is. typed is true if it is the text of a
// single field, or a row that was begun by typing in it.
func diff(a, b content) (at Spot, changed, typed bool) {
	for i := range min(len(a.bills), len(b.bills)) {
		if ref, changed, typed := diffBill(a.bills[i], b.bills[i]); changed {
			return Spot{i, ref}, true, typed && len(a.bills) == len(b.bills)
		}
	}
	switch {
	case len(a.bills) != len(b.bills):
		return Spot{min(len(a.bills), len(b.bills)), Of(domain.FieldPerson)}, true, false
	case a.invoiceNo != b.invoiceNo:
		return Spot{-1, Of(domain.FieldInvoiceNo)}, true, true
	}
	return Spot{}, false, false
}

func diffBill(a, b domain.DraftBill) (at Ref, changed, typed bool) {
	n := min(len(a.Items), len(b.Items))
	for i := range n {
		if a.Items[i] != b.Items[i] {
			field, one := diffItem(a.Items[i], b.Items[i])
			return Ref{i, field}, true, one && len(a.Items) == len(b.Items)
		}
	}
	if len(a.Items) != len(b.Items) {
		at := Ref{n, domain.FieldItemCode}
		if len(b.Items) != n+1 {
			return at, true, false
		}
		field, one := diffItem(domain.DraftItem{Date: b.Items[n].Date}, b.Items[n])
		if field != "" {
			at.Field = field
		}
		return at, true, one
	}
	for _, f := range domain.FieldsOf(domain.OfBill) {
		if a.Text(f.Name) != b.Text(f.Name) { // a choice is a step of its own
			return Of(f.Name), true, f.Kind != domain.ChoiceField && f.Kind != domain.TickField
		}
	}
	return Ref{}, false, false
}

// diffItem names the first field that differs, and whether it is the only one.
func diffItem(a, b domain.DraftItem) (field domain.Field, one bool) {
	n := 0
	for _, f := range domain.FieldsOf(domain.OfItem) {
		if a.Text(f.Name) != b.Text(f.Name) {
			if n++; n == 1 {
				field = f.Name
			}
		}
	}
	return field, n == 1
}
