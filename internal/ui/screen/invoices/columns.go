package invoices

import (
	"strconv"

	"example.org/tandtui/internal/app"
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
			Title: labels.ColReceived, Value: table.Plain(func(v invoice) string { return v.Received.In(m.env.Now().Location()).Format("2006-01-02") }),
			Less: func(a, b invoice) bool { return a.Received.Before(b.Received) }, Min: 10, Max: 10, Priority: 1,
		},
		{
			Title: labels.ColAmount, Value: table.Plain(func(v invoice) string { return v.Sum.String() }),
			Less: func(a, b invoice) bool { return a.Sum < b.Sum }, Min: 10, Max: 13, Right: true,
		},
		{Title: labels.ColStatus, Value: table.Plain(func(v invoice) string { return text.ListStatus(v.Status, v.StatusOn) }), Min: 19, Max: 34},
		{
			Title: labels.ColOurRef, Value: table.Plain(func(v invoice) string { return strconv.FormatInt(v.OurRef, 10) }),
			Less: func(a, b invoice) bool { return a.OurRef < b.OurRef }, Min: 8, Max: 10, Right: true,
		},
		{Title: labels.ColBills, Value: table.Plain(func(v invoice) string { return text.BillCounts(v.OnHold, v.Credited, v.Voided) }), Min: 28, Priority: 2},
	}
}

// footLines are the chosen invoice and the counter.
const footLines = 2

// longNo is the most cells that an invoice number has in its column at 80 columns.
const longNo = 21

// foot is what a narrow window has no room for of the chosen invoice, its number
// where that is long and its Räkningsstatus, and the portal's counter.
func (m *model) foot() (s page.Page) {
	v, _ := m.list.Chosen()
	counts, no := text.BillCounts(v.OnHold, v.Credited, v.Voided), text.Safe(v.InvoiceNo)
	switch {
	case counts != "":
		s.Sides(no+": "+counts, "", 0)
	case layout.Width(no) > longNo:
		s.Sides(labels.ColInvoiceNo+" "+no, "", 0)
	default:
		s.Space()
	}
	s.Total(labels.InvoicesShown(len(m.page.Rows), m.page.Total), labels.InvoicesSum+" "+text.Kronor(m.page.Sum))
	return s
}
