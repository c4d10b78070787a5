package domain

import (
	"slices"
	"time"
)

// FoundInFile is Refusal.Code of what was found on a bill of an invoice file that was
// opened as a draft (C6). The region has not refused the draft: it is open.
const FoundInFile = "invoice-file"

// Stands is the refusal whose findings stand at a draft; nil: none does.
func (d Draft) Stands() *Refusal {
	if d.State == DraftRefused || d.State == DraftOpen && d.Refusal != nil && d.Refusal.Code == FoundInFile {
		return d.Refusal
	}
	return nil
}

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

// follow finds where a finding's field is now, and whether it is unchanged. A
// finding on a bill or row that was not sent stands until something is changed.
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

// mentions are the fields of a bill, besides a finding's own, that its sentence
// names, by the parameter that holds their text. A missing right stands on a row's
// date, for instance, but names patient and part of the support too.
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
// been removed, added, or put in by a split. It is known by patient and reference,
// or by one of them where the other was corrected, or by its place where both were.
func (r *Refusal) bill(i int, now []DraftBill) int {
	sent := r.Sent.Bills
	was := sent[i]
	if at := unchanged(sent, i, now, DraftBill.isOf); at >= 0 {
		return at
	}
	half := func(b DraftBill) bool {
		return (b.Person == was.Person || b.BillRef == was.BillRef) && changed(sent, now, b, DraftBill.isOf)
	}
	if at := place(i, now, half); at >= 0 {
		return at
	}
	return inPlace(sent, i, now, DraftBill.isOf)
}

// isOf tells whether two bills are of the same patient under the same reference.
func (b DraftBill) isOf(o DraftBill) bool { return b.Person == o.Person && b.BillRef == o.BillRef }

// rowNow is the index of a row that was sent, among the rows as they are now; -1
// if it is gone.
func rowNow(sent []DraftItem, i int, now []DraftItem) int {
	alike := func(a, b DraftItem) bool { return a == b }
	if at := unchanged(sent, i, now, alike); at >= 0 {
		return at
	}
	return inPlace(sent, i, now, alike)
}

// unchanged is where something that was sent stands now with the same content; -1
// if it is changed or gone. If several were sent alike and there are fewer now,
// the one asked about counts as changed.
func unchanged[T any](sent []T, i int, now []T, alike func(a, b T) bool) int {
	was := sent[i]
	is := func(x T) bool { return alike(x, was) }
	if i < len(now) && is(now[i]) || count(now, was, alike) >= count(sent, was, alike) {
		return place(i, now, is)
	}
	return -1
}

// inPlace is i if what stands at i may be the thing that was sent, with other
// content: nothing was removed or added, and it is not another one that was sent.
func inPlace[T any](sent []T, i int, now []T, alike func(a, b T) bool) int {
	if len(now) == len(sent) && changed(sent, now, now[i], alike) {
		return i
	}
	return -1
}

// changed tells whether more are like x now than when it was sent, so that one of
// them is new or changed.
func changed[T any](sent, now []T, x T, alike func(a, b T) bool) bool {
	return count(now, x, alike) > count(sent, x, alike)
}

// place is the index at which is holds: i if it holds there, else the first; -1
// if it holds nowhere.
func place[T any](i int, now []T, is func(T) bool) int {
	if i < len(now) && is(now[i]) {
		return i
	}
	return slices.IndexFunc(now, is)
}

func count[T any](list []T, x T, alike func(a, b T) bool) (n int) {
	for _, y := range list {
		if alike(x, y) {
			n++
		}
	}
	return n
}

// same tells whether a field has the same text in both. For a field that is not
// one text (the rows, an unknown name) everything is compared.
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

// same tells whether a field has the same text in both. For a field that is not
// one text (the rows, an unknown name) everything is compared.
func (i DraftItem) same(o DraftItem, f Field) bool {
	if spec, ok := f.Spec(); ok && spec.ofItem != nil {
		return *spec.ofItem(&i) == *spec.ofItem(&o)
	}
	return i == o
}
