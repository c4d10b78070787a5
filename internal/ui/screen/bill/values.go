package bill

import (
	"maps"
	"slices"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/form"
)

// clone copies a draft so that a save in another goroutine sees no later key.
func clone(d domain.Draft) domain.Draft {
	d.Bills = slices.Clone(d.Bills)
	for i := range d.Bills {
		d.Bills[i].Items = slices.Clone(d.Bills[i].Items)
	}
	return d
}

// binding joins a form field with the place in a draft's bill.
type binding struct {
	field domain.Field
	at    func(b *domain.DraftBill) *string
}

var billFields = []binding{
	{domain.FieldPerson, func(b *domain.DraftBill) *string { return &b.Person }},
	{domain.FieldSupport, func(b *domain.DraftBill) *string { return &b.Support }},
	{domain.FieldCareModel, func(b *domain.DraftBill) *string { return &b.CareModel }},
	{domain.FieldCategory, func(b *domain.DraftBill) *string { return &b.Category }},
	{domain.FieldPriceList, func(b *domain.DraftBill) *string { return &b.PriceList }},
	{domain.FieldApproval, func(b *domain.DraftBill) *string { return &b.Approval }},
	{domain.FieldExemptionNo, func(b *domain.DraftBill) *string { return &b.ExemptionNo }},
	{domain.FieldExemptionFrom, func(b *domain.DraftBill) *string { return &b.ExemptionFrom }},
	{domain.FieldExemptionTo, func(b *domain.DraftBill) *string { return &b.ExemptionTo }},
	{domain.FieldBillRef, func(b *domain.DraftBill) *string { return &b.BillRef }},
	{domain.FieldComment, func(b *domain.DraftBill) *string { return &b.Comment }},
}

var itemFields = []struct {
	field domain.Field
	at    func(i *domain.DraftItem) *string
}{
	{domain.FieldItemDate, func(i *domain.DraftItem) *string { return &i.Date }},
	{domain.FieldItemCode, func(i *domain.DraftItem) *string { return &i.Code }},
	{domain.FieldItemPosition, func(i *domain.DraftItem) *string { return &i.Position }},
	{domain.FieldItemPrice, func(i *domain.DraftItem) *string { return &i.Price }},
	{domain.FieldItemComment, func(i *domain.DraftItem) *string { return &i.Comment }},
}

// show turns to another bill of the invoice.
func (m *model) show(bill int) {
	m.bill = bill
	m.opened = map[int]bool{}
	m.fill()
}

// fill puts the bill's text into a new form.
func (m *model) fill() {
	m.untouchNew()
	m.form = form.New(m.env.Theme)
	m.layFields()
	b := &m.draft.Bills[m.bill]
	m.form.SetValue(form.Of(domain.FieldInvoiceNo), m.draft.InvoiceNo)
	for _, f := range billFields {
		m.form.SetValue(form.Of(f.field), *f.at(b))
	}
	if b.Exempt {
		m.form.SetValue(form.Of(domain.FieldExemption), form.Yes)
	}
	for i := range b.Items {
		for _, f := range itemFields {
			m.form.SetValue(cell(i, f.field), *f.at(&b.Items[i]))
		}
	}
	m.layFields()
	m.fillNewRow()
}

// untouchNew forgets that rows and bills beyond the last were ever left: what
// is begun there is new.
func (m *model) untouchNew() {
	rows := len(m.draft.Bills[m.bill].Items)
	maps.DeleteFunc(m.touched, func(p place, _ bool) bool {
		return p.bill >= len(m.draft.Bills) || p.bill == m.bill && p.ref.Row >= rows
	})
}

// fillNewRow gives the empty last row the date of the row above it, or today.
func (m *model) fillNewRow() {
	last := len(m.draft.Bills[m.bill].Items)
	m.form.SetValue(cell(last, domain.FieldItemDate), m.newRowDate())
}

// newRowDate is the last date above; what is none is not handed on from row to
// row.
func (m *model) newRowDate() string { return m.dateAbove(len(m.draft.Bills[m.bill].Items)) }

// pull brings the draft up to date with the form. The empty last row becomes an
// item as soon as more than its date is typed.
func (m *model) pull() {
	b := &m.draft.Bills[m.bill]
	m.draft.InvoiceNo = m.form.Value(form.Of(domain.FieldInvoiceNo))
	for _, f := range billFields {
		*f.at(b) = m.form.Value(form.Of(f.field))
	}
	b.Exempt = m.form.Value(form.Of(domain.FieldExemption)) == form.Yes
	expected, n := m.newRowDate(), len(b.Items)
	for i := range b.Items {
		b.Items[i] = m.row(i)
	}
	if last := m.row(n); last != (domain.DraftItem{Date: expected}) && last != (domain.DraftItem{}) {
		b.Items = append(b.Items, last)
	}
	m.layFields()
	if len(b.Items) != n || n > 0 && m.row(len(b.Items)) == (domain.DraftItem{Date: expected}) {
		m.fillNewRow()
	}
}

// row is what the form holds of an item.
func (m *model) row(i int) (item domain.DraftItem) {
	for _, f := range itemFields {
		*f.at(&item) = m.form.Value(cell(i, f.field))
	}
	return item
}

func (m *model) touchAll() {
	for i := range m.draft.Bills {
		for _, f := range billFields {
			m.touched[place{i, form.Of(f.field)}] = true
		}
		m.touched[place{i, form.Of(domain.FieldInvoiceNo)}] = true
		m.touchRows(i)
	}
}

func (m *model) touchRows(bill int) {
	for i := range m.draft.Bills[bill].Items {
		for _, f := range itemFields {
			m.touched[place{bill, cell(i, f.field)}] = true
		}
	}
}
