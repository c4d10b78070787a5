package bill

import (
	"reflect"
	"slices"
	"time"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/screen"
)

// Bounds of what can be undone. Rows are what weighs: neighbouring steps share
// the bills that did not change between them.
const (
	maxSteps = 300
	maxHeld  = 20_000 // rows copied for the steps, about 2 MB

	// typingPause ends a step: what is typed after it is undone by itself.
	typingPause = 2 * time.Second
)

// content is what undo brings back: all that is typed, nothing of the draft's
// state or of where the cursor was. It is never changed once it is kept.
type content struct {
	invoiceNo string
	bills     []domain.DraftBill
	copied    int // rows that are not shared with the content before
}

// history is the contents before and after now. Every change passes it
// (touchChange), so that nothing on the bill is beyond Ctrl+Z.
type history struct {
	past, future []content
	now          content
	held         int
	at           place // of the newest change
	last         time.Time
	open         bool // the newest change is typing that may go on
}

// begin makes what stands in d the first bytes that undo can reach.
func (h *history) begin(d domain.Draft) {
	*h = history{}
	h.now = h.keep(d)
}

// keep copies what differs from now.
func (h *history) keep(d domain.Draft) content {
	c := content{invoiceNo: d.InvoiceNo, bills: slices.Clone(d.Bills)}
	for i := range c.bills {
		b := &c.bills[i]
		if i < len(h.now.bills) && (b.Items == nil) == (h.now.bills[i].Items == nil) && slices.Equal(b.Items, h.now.bills[i].Items) {
			b.Items = h.now.bills[i].Items
			continue
		}
		b.Items = slices.Clone(b.Items)
		c.copied += len(b.Items)
	}
	return c
}

// note takes a change. Typing on in the same field is one step with what was
// typed there before.
func (h *history) note(d domain.Draft, now time.Time) {
	next := h.keep(d)
	at, changed, typed := diff(h.now, next)
	if !changed {
		return
	}
	if !h.open || !typed || at != h.at || now.Sub(h.last) >= typingPause {
		h.push(h.now)
	}
	h.now, h.at, h.last, h.open, h.future = next, at, now, typed, nil
}

func (h *history) push(c content) {
	h.past = append(h.past, c)
	h.held += c.copied
	drop := 0
	for len(h.past)-drop > maxSteps || h.held > maxHeld && len(h.past)-drop > 1 {
		h.held -= h.past[drop].copied
		drop++
	}
	h.past = slices.Delete(h.past, 0, drop)
}

// settle ends the step: the field was left.
func (h *history) settle() { h.open = false }

// back goes to the content before the newest change and tells where that was.
func (h *history) back() (place, bool) {
	n := len(h.past)
	if n == 0 {
		return place{}, false
	}
	was := h.now
	h.future = append(h.future, was)
	h.now, h.past = h.past[n-1], h.past[:n-1]
	h.held -= h.now.copied
	h.settle()
	at, _, _ := diff(h.now, was)
	return at, true
}

// forth takes the newest back anew.
func (h *history) forth() (place, bool) {
	n := len(h.future)
	if n == 0 {
		return place{}, false
	}
	was := h.now
	h.push(was)
	h.now, h.future = h.future[n-1], h.future[:n-1]
	h.settle()
	at, _, _ := diff(was, h.now)
	return at, true
}

// diff tells where the first difference is. typed: it is the text of a single
// field, or a row that was begun by typing in it.
func diff(a, b content) (at place, changed, typed bool) {
	for i := range min(len(a.bills), len(b.bills)) {
		if at, changed, typed = diffBill(a.bills[i], b.bills[i]); changed {
			at.bill = i
			return at, true, typed && len(a.bills) == len(b.bills)
		}
	}
	if len(a.bills) != len(b.bills) {
		return place{min(len(a.bills), len(b.bills)), form.Of(domain.FieldPerson)}, true, false
	}
	if a.invoiceNo != b.invoiceNo {
		return place{-1, form.Of(domain.FieldInvoiceNo)}, true, true
	}
	return place{}, false, false
}

func diffBill(a, b domain.DraftBill) (at place, changed, typed bool) {
	n := min(len(a.Items), len(b.Items))
	for i := range n {
		if a.Items[i] != b.Items[i] {
			field, one := diffItem(a.Items[i], b.Items[i])
			return place{ref: cell(i, field)}, true, one && len(a.Items) == len(b.Items)
		}
	}
	if len(a.Items) != len(b.Items) {
		at := place{ref: cell(n, domain.FieldItemCode)}
		if len(b.Items) != n+1 {
			return at, true, false
		}
		field, one := diffItem(domain.DraftItem{Date: b.Items[n].Date}, b.Items[n])
		if field != "" {
			at.ref.Name = string(field)
		}
		return at, true, one
	}
	for _, f := range billFields {
		if *f.at(&a) != *f.at(&b) {
			return place{ref: form.Of(f.field)}, true, written(f.field)
		}
	}
	a.Items, b.Items = nil, nil
	return place{ref: form.Of(domain.FieldExemption)}, !reflect.DeepEqual(a, b), false
}

// diffItem names the first field that differs, and whether it is the only one.
func diffItem(a, b domain.DraftItem) (field domain.Field, one bool) {
	n := 0
	for _, f := range itemFields {
		if *f.at(&a) != *f.at(&b) {
			if n++; n == 1 {
				field = f.field
			}
		}
	}
	return field, n == 1
}

// written tells whether a field is typed; a choice is a step of its own.
func written(f domain.Field) bool {
	return f != domain.FieldSupport && f != domain.FieldCareModel && f != domain.FieldCategory && f != domain.FieldPriceList
}

// takeBack undoes the newest change, putForth the newest undoing.
func (m *model) takeBack() screen.Step {
	at, ok := m.history.back()
	return m.restored(at, ok, labels.BillUndone, labels.BillNothingUndo)
}

func (m *model) putForth() screen.Step {
	at, ok := m.history.forth()
	return m.restored(at, ok, labels.BillRedone, labels.BillNothingRedo)
}

// restored shows what the history holds now, with the cursor at the change.
func (m *model) restored(at place, ok bool, done, nothing string) screen.Step {
	if !ok {
		return screen.Stay(nil).Say(nothing)
	}
	now := m.history.now
	m.draft.InvoiceNo, m.draft.Bills = now.invoiceNo, clone(domain.Draft{Bills: now.bills}).Bills
	if at.bill >= len(m.draft.Bills) && m.left.bill < len(m.draft.Bills) {
		at = m.left // the bill that was added is gone
	}
	if at.bill >= 0 {
		m.bill = at.bill
	}
	m.bill = min(m.bill, len(m.draft.Bills)-1)
	m.opened = map[int]bool{}
	m.forgetFilled()
	m.fill()
	m.form.SetFocus(at.ref, utf8.RuneCountInString(m.form.Value(at.ref))) // what came back is typed on in
	m.save.MarkDirty()
	return screen.Stay(tea.Batch(m.saveNow(), m.recall(), m.recheck())).Say(done)
}
