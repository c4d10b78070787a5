package invoices

import (
	"strconv"
	"strings"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/outlook"
	"example.org/tandtui/internal/export"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/table"
)

func (m *model) columns() []table.Column[app.InvoiceSummary] {
	type invoice = app.InvoiceSummary
	return []table.Column[invoice]{
		{Title: labels.ColInvoiceNo, Value: table.Plain(func(v invoice) string { return text.Safe(v.InvoiceNo) }), Min: 13, Max: 24},
		{
			Title: labels.ColReceived, Export: func(v invoice) export.Cell { return export.Day(domain.DateOf(v.Received.In(m.env.Now().Location()))) }, Value: table.Plain(func(v invoice) string { return v.Received.In(m.env.Now().Location()).Format("2006-01-02") }),
			Order: func(v invoice) int64 { return v.Received.UnixNano() }, Min: 10, Max: 10, Priority: 1,
		},
		{
			Title: labels.ColAmount, Export: func(v invoice) export.Cell { return export.Money(v.Sum) }, Value: table.Plain(func(v invoice) string { return v.Sum.String() }),
			Order: func(v invoice) int64 { return int64(v.Sum) }, Min: 10, Max: 13, Right: true,
		},
		{Title: labels.ColStatus, Value: table.Plain(func(v invoice) string { return text.ListStatus(v.Status, v.StatusOn) }), Min: 19, Max: 34},
		{
			Title: labels.ColOurRef, Export: func(v invoice) export.Cell { return export.Count(v.OurRef) }, Value: table.Plain(func(v invoice) string { return strconv.FormatInt(v.OurRef, 10) }),
			Order: func(v invoice) int64 { return v.OurRef }, Min: 8, Max: 10, Right: true,
		},
		{Title: labels.ColBills, Value: table.Plain(func(v invoice) string { return text.BillCounts(v.OnHold, v.Credited, v.Voided) }), Min: 28, Priority: 2},
	}
}

// footLines are the chosen invoice, why it is not paid in two lines, and the
// counter.
const footLines = 4

// longNo is the most cells that an invoice number has in its column at 80 columns.
const longNo = 21

// said is how old the data is, and to what type the list is narrowed.
func (m *model) said() (s page.Page) {
	at := m.page.At
	if !at.IsZero() {
		at = at.In(m.env.Now().Location())
	}
	if said := labels.InvoicesAge(at, typeNames[m.query.Type]); said != "" {
		s.Say(page.Faint, said)
	}
	return s
}

var typeNames = [...]string{app.TypeAll: "", app.TypeBilling: labels.TypeBilling, app.TypeCredit: labels.TypeCredit, app.TypeDeleted: labels.TypeDeleted}

// foot is what a narrow window has no room for of the chosen invoice, its number
// where that is long and its Räkningsstatus, and why it is not paid (D15).
func (m *model) foot() (s page.Page) {
	v, ok := m.list.Chosen()
	counts, no := text.BillCounts(v.OnHold, v.Credited, v.Voided), text.Safe(v.InvoiceNo)
	switch {
	case counts != "":
		s.Sides(no+": "+counts, "", 0)
	case layout.Width(no) > longNo:
		s.Sides(labels.ColInvoiceNo+" "+no, "", 0)
	}
	if ok {
		s.Say(page.Plain, text.Outlook(v.Outlook(m.port.Region().Profile.Payment, m.env.Now())).String())
	}
	return s
}

// total is the portal's counter.
func (m *model) total() (left, right string) {
	return labels.InvoicesShown(len(m.page.Rows), m.page.Total), labels.InvoicesSum + " " + text.Kronor(m.page.Sum)
}

// side is the chosen invoice with its bills, beside the list in a wide window.
func (m *model) side(row app.InvoiceSummary) (s page.Page) {
	if m.span.Elsewhere(row) {
		s.Say(page.Plain, m.span.Says(row))
		return s
	}
	v := m.beside
	if v.OurRef != row.OurRef {
		return s
	}
	s.Head(labels.InvoiceTitle(v.InvoiceNo, v.OurRef))
	s.Say(page.Plain, text.Outlook(outlook.Of(v, m.port.Region().Profile.Payment, m.env.Now())).String())
	s.Space()
	s.Head(labels.InvoicesBill)
	for i := range v.Bills {
		b := &v.Bills[i]
		s.Sides(text.Safe(b.Person.Display()), b.Sum().String(), 0)
		words := text.Safe(b.BillRef)
		if b.State != domain.BillOrdinary {
			words = strings.TrimSpace(words + " · " + text.BillState(b.State))
		}
		s.SayIn(page.Faint, words, 2)
	}
	return s
}
