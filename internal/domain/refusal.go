package domain

import (
	"slices"
	"time"
)

// Refusal is why the region did not take a submission.
type Refusal struct {
	At       time.Time `json:"at"`
	Code     string    `json:"code"`             // problem code of the API
	Detail   string    `json:"detail,omitempty"` // the server's sentence
	Findings []Finding `json:"findings,omitempty"`
	Sent     *Sent     `json:"sent,omitempty"` // what the region refused; nil: not kept
}

// Sent is the raw text of a draft as it was when it was sent.
type Sent struct {
	InvoiceNo string      `json:"invoiceNo"`
	Bills     []DraftBill `json:"bills"`
}

// Untouched tells whether a draft still says what the region refused.
func (r *Refusal) Untouched(d Draft) bool {
	return r.Sent == nil || d.InvoiceNo == r.Sent.InvoiceNo && slices.EqualFunc(d.Bills, r.Sent.Bills, DraftBill.equal)
}

// Standing are the region's findings whose field still says what was refused, at
// the bill and row where it stands now. Another text in the field ends its
// finding, and the old text, brought back by undo, its end.
func (r *Refusal) Standing(d Draft) (list []Finding) {
	for _, f := range r.Findings {
		if now, stands := r.follow(f, d); stands {
			list = append(list, now)
		}
	}
	return list
}

// follow finds where a finding's field is now, and whether it is unchanged. One
// that points at nothing we sent stands until anything is changed.
func (r *Refusal) follow(f Finding, d Draft) (Finding, bool) {
	switch {
	case r.Sent == nil:
		return f, true
	case f.Field == FieldInvoiceNo:
		return f, d.InvoiceNo == r.Sent.InvoiceNo
	case f.Bill < 0 || f.Bill >= len(r.Sent.Bills):
		return f, r.Untouched(d)
	}
	was := r.Sent.Bills[f.Bill]
	at := r.bill(f.Bill, d.Bills)
	if at < 0 {
		return f, false
	}
	f.Bill = at
	now := d.Bills[at]
	if !now.sameAbout(was, f) {
		return f, false
	}
	switch {
	case f.Item >= len(was.Items):
		return f, now.equal(was)
	case f.Item < 0:
		return f, now.same(was, f.Field)
	}
	row := rowNow(was.Items, f.Item, now.Items)
	if row < 0 {
		return f, false
	}
	item := was.Items[f.Item]
	f.Item = row
	return f, now.Items[row].same(item, f.Field)
}

// mentions are the fields of a bill that a finding speaks of, besides its own, by
// the parameter in which it repeats them: a right that is missing on a date is of
// a patient and a part of the support.
var mentions = map[string][]Field{
	"support":  {FieldSupport, FieldPerson},
	"approval": {FieldApproval, FieldPerson},
	"category": {FieldCategory},
	"model":    {FieldCareModel},
}

// sameAbout tells whether the bill still says what a finding speaks of.
func (b DraftBill) sameAbout(was DraftBill, f Finding) bool {
	for param := range f.Params {
		for _, field := range mentions[param] {
			if !b.same(was, field) {
				return false
			}
		}
	}
	return true
}

// bill is where a bill that was sent is now, -1 if it is gone: bills may have
// been removed, or put in by a split.
func (r *Refusal) bill(i int, now []DraftBill) int {
	was := r.Sent.Bills[i]
	is := func(b DraftBill) bool { return b.Person == was.Person || b.BillRef == was.BillRef }
	if i < len(now) && (is(now[i]) || len(now) == len(r.Sent.Bills)) {
		return i
	}
	return slices.IndexFunc(now, is)
}

// rowNow is where a row that was sent is now, -1 if it is gone. Of rows that
// were all alike one less means that it was this one.
func rowNow(sent []DraftItem, i int, now []DraftItem) int {
	was := sent[i]
	if i < len(now) && now[i] == was {
		return i
	}
	if count(now, was) >= count(sent, was) {
		return slices.Index(now, was)
	}
	if len(now) == len(sent) {
		return i
	}
	return -1
}

func count(items []DraftItem, item DraftItem) (n int) {
	for _, i := range items {
		if i == item {
			n++
		}
	}
	return n
}

// same tells whether a field has the same text in both; of no single field,
// whether all has.
func (b DraftBill) same(o DraftBill, f Field) bool {
	switch spec, ok := f.Spec(); {
	case f == FieldItems:
		return slices.Equal(b.Items, o.Items)
	case ok && spec.Scope == OfBill:
		return spec.bill(&b) == spec.bill(&o)
	}
	return b.equal(o)
}

// equal tells whether two bills say the same.
func (b DraftBill) equal(o DraftBill) bool {
	other := func(f FieldSpec) bool { return f.bill(&b) != f.bill(&o) }
	return !slices.ContainsFunc(byScope[OfBill], other) && slices.Equal(b.Items, o.Items)
}

// same tells whether a field has the same text in both; of no single field,
// whether all has.
func (i DraftItem) same(o DraftItem, f Field) bool {
	if spec, ok := f.Spec(); ok && spec.ofItem != nil {
		return *spec.ofItem(&i) == *spec.ofItem(&o)
	}
	return i == o
}
