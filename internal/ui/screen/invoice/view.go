package invoice

import (
	"strconv"
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/theme"
)

// column is a column of the bills; drop tells in which order columns give way
// to a narrow window, 0 never.
type column struct {
	name  string
	width int
	right bool
	drop  int
	cell  func(domain.InvoiceBill) string
}

var columns = []column{
	{labels.BillColRef, 13, false, 0, func(b domain.InvoiceBill) string { return text.Safe(b.BillRef) }},
	{labels.BillColPerson, 13, false, 0, func(b domain.InvoiceBill) string { return text.Safe(b.Person.Display()) }},
	{labels.BillColApproval, 10, false, 2, func(b domain.InvoiceBill) string { return dash(text.Safe(b.Approval)) }},
	{labels.BillColFee, 13, true, 3, func(b domain.InvoiceBill) string { return b.Fees().String() }},
	{labels.BillColSum, 11, true, 0, func(b domain.InvoiceBill) string { return b.Sum().String() }},
	{labels.BillColBy, 14, false, 1, func(b domain.InvoiceBill) string { return text.Safe(b.RegisteredBy) }},
	{labels.BillColState, 16, false, 4, func(b domain.InvoiceBill) string { return text.BillState(b.State) }},
}

func dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// fitting drops columns until the rest fits into w cells.
func fitting(w int) []column {
	list := columns
	for drop := 1; drop <= len(columns); drop++ {
		total := 3
		for _, c := range list {
			total += c.width + 1
		}
		if total <= w {
			return list
		}
		var kept []column
		for _, c := range list {
			if c.drop != drop {
				kept = append(kept, c)
			}
		}
		list = kept
	}
	return list
}

func (m *model) draw(z layout.Size) string {
	t, v := m.env.Theme, m.invoice
	left := labels.InvoiceOurRef + " " + t.Strong.Text(strconv.FormatInt(v.OurRef, 10)) + "   " + labels.InvoiceReceived + " " + v.Received.In(m.env.Now().Location()).Format("2006-01-02")
	head := []string{layout.Sides(" "+left, labels.InvoiceAmount+" "+t.Strong.Text(text.Kronor(v.Sum()))+" ", z.W)}
	status := labels.InvoiceStatus + " " + text.Status(v.Status, v.StatusOn)
	if v.CreditOf != 0 {
		status += "   " + labels.InvoiceCreditOf + " " + strconv.FormatInt(v.CreditOf, 10)
	}
	if v.Reason != "" {
		status += "   " + labels.InvoiceReason + ": " + text.Safe(v.Reason)
	}
	for _, line := range layout.Wrap(status, z.W-2) {
		head = append(head, " "+line)
	}
	cols := fitting(z.W)
	var names strings.Builder
	for _, c := range cols {
		names.WriteString(cell(c, c.name) + " ")
	}
	head = append(head, "", "   "+t.Label.Text(layout.Cut(names.String(), z.W-3)))
	lines, from, to := m.lines(cols, z.W)
	return strings.Join(append(head, m.window(lines, from, to, max(z.H-len(head), 1))...), "\n")
}

func cell(c column, s string) string {
	if c.right {
		return layout.PadLeft(s, c.width)
	}
	return layout.Pad(s, c.width)
}

// lines draws the bills, the open one with its details, and tells which lines
// belong to the bill under the cursor.
func (m *model) lines(cols []column, w int) (lines []string, from, to int) {
	for i, bill := range m.invoice.Bills {
		var row strings.Builder
		for _, c := range cols {
			row.WriteString(cell(c, c.cell(bill)) + " ")
		}
		line := layout.Cut(row.String(), w-3)
		if i != m.at {
			lines = append(lines, "   "+line)
			continue
		}
		from = len(lines)
		lines = append(lines, " "+m.env.Theme.Select.Text(theme.GlyphCursor+" "+line))
		if m.open {
			lines = append(lines, m.details(bill, w)...)
		}
		to = len(lines)
	}
	return lines, from, to
}

// window shows n lines, those of the cursor among them: of an open bill that
// has more, those scrolled to.
func (m *model) window(lines []string, from, to, n int) []string {
	m.hidden = max(to-from-n, 0)
	m.off = min(m.off, m.hidden)
	if len(lines) <= n {
		return lines
	}
	start := max(to-n, 0)
	if m.hidden > 0 {
		start = from + m.off
	}
	return lines[start:min(start+n, len(lines))]
}

// details is the expanded bill.
func (m *model) details(b domain.InvoiceBill, w int) []string {
	const label = 18
	var lines []string
	row := func(name, value string) {
		if value == "" {
			return
		}
		for _, line := range layout.Wrap(value, w-label-6) {
			lines = append(lines, "     "+m.env.Theme.Label.Text(layout.Pad(name, label))+line)
			name = ""
		}
	}
	row(labels.BillNo, strconv.FormatInt(b.BillNo, 10))
	row(labels.BillEntitlement, strings.TrimSpace(text.Support(b.Support)+" "+text.Safe(b.Entitlement)))
	row(labels.BillExemption, dash(exemption(b)))
	row(labels.BillCareModel, m.choice(b.CareModel))
	row(labels.BillCategory, m.category(b.Category))
	row(labels.BillComment, text.Safe(b.Comment))
	for _, item := range b.Items {
		what := layout.Pad(item.Date.String(), 12) + layout.Pad(text.Safe(item.Code), 8)
		rest := w - 6 - layout.Width(what) - 20
		what += layout.Pad(text.Safe(m.names[item.Code]), max(rest, 4)) + " " + layout.Pad(text.Safe(string(item.Position)), 6) + layout.PadLeft(item.Price.String(), 12)
		lines = append(lines, "     "+layout.Cut(what, w-6))
		if item.Comment != "" {
			for _, line := range layout.Wrap(text.Safe(item.Comment), w-26) {
				lines = append(lines, layout.Spaces(25)+m.env.Theme.Faint.Text(line))
			}
		}
	}
	return append(lines, "")
}

func exemption(b domain.InvoiceBill) string {
	if b.Exemption == nil {
		return ""
	}
	return text.Safe(b.Exemption.No) + "  " + b.Exemption.Validity.From.String() + " – " + b.Exemption.Validity.To.String()
}

func (m *model) choice(code string) string {
	for _, c := range m.port.Region().Profile.CareModels {
		if c.Code == code {
			return code + " " + text.Safe(c.Name)
		}
	}
	return text.Safe(code)
}

func (m *model) category(code string) string {
	for _, c := range m.port.Region().Profile.Categories {
		if c.Code == code {
			return code + " " + text.Safe(c.Name)
		}
	}
	return text.Safe(code)
}
