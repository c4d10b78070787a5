package invoice

import (
	"slices"
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

func columns() []table.Column[*domain.InvoiceBill] {
	type bill = *domain.InvoiceBill
	return []table.Column[bill]{
		{Title: labels.BillColRef, Value: table.Plain(func(b bill) string { return text.Safe(b.BillRef) }), Min: 13, Max: 20},
		{Title: labels.BillColPerson, Value: table.Plain(func(b bill) string { return text.Safe(b.Person.Display()) }), Min: 13, Max: 13},
		{Title: labels.BillColApproval, Value: table.Plain(func(b bill) string { return dash(text.Safe(b.Approval)) }), Min: 10, Max: 16, Priority: 3},
		{
			Title: labels.BillColFee, Export: func(b bill) export.Cell { return export.Money(b.Fees()) }, Value: table.Plain(func(b bill) string { return b.Fees().String() }),
			Less: func(a, b bill) bool { return a.Fees() < b.Fees() }, Min: 13, Max: 13, Right: true, Priority: 2,
		},
		{
			Title: labels.BillColSum, Export: func(b bill) export.Cell { return export.Money(b.Sum()) }, Value: table.Plain(func(b bill) string { return b.Sum().String() }),
			Less: func(a, b bill) bool { return a.Sum() < b.Sum() }, Min: 11, Max: 13, Right: true,
		},
		{Title: labels.BillColBy, Value: table.Plain(func(b bill) string { return text.Safe(b.RegisteredBy) }), Min: 14, Max: 20, Priority: 4},
		{Title: labels.BillColState, Value: table.Plain(func(b bill) string { return text.BillState(b.State) }), Min: 16, Priority: 1},
	}
}

func dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// found is what a bill can be searched by beside its columns.
func found(b *domain.InvoiceBill) string {
	parts := []string{strconv.FormatInt(b.BillNo, 10), b.Person.Canonical(), b.Comment}
	for _, i := range b.Items {
		parts = append(parts, i.Code, i.Date.String())
	}
	return strings.Join(parts, "\n")
}

func (m *model) View(z layout.Size) string {
	if !m.loaded {
		return ""
	}
	head := m.headLines(z)
	if !m.there() {
		return "\n" + strings.Join(head, "\n")
	}
	return strings.Join(head, "\n") + "\n" + m.list.View(layout.Size{W: z.W, H: max(z.H-len(head), 1)})
}

// headLines are the head. In a low window it leaves half of the height to the
// bills, and says that there is more of it.
func (m *model) headLines(z layout.Size) []string {
	head := m.head()
	lines := head.Lines(page.Look{Theme: m.env.Theme, Width: z.W - 1, Margin: 1})
	if room := max(z.H/2, 1); m.there() && len(lines) > room {
		lines = lines[:room]
		lines[room-1] = layout.CutMark(lines[room-1], z.W)
	}
	return lines
}

// head is what is said of the invoice as a whole, or why there is none.
func (m *model) head() (p page.Page) {
	v := m.invoice
	switch {
	case !m.loaded:
		return p
	case m.code == app.CodeInvoiceNone:
		p.Say(page.Warn, labels.InvoiceNoneFound+" "+labels.InvoiceGone)
		return p
	case m.code != "":
		p.Say(page.Error, text.Error(m.code).String())
		return p
	}
	p.Total(
		labels.InvoiceOurRef+" "+strconv.FormatInt(v.OurRef, 10)+"   "+labels.InvoiceReceived+" "+v.Received.In(m.env.Now().Location()).Format("2006-01-02"),
		labels.InvoiceAmount+" "+text.Kronor(m.sum),
	)
	status := labels.InvoiceStatus + " " + text.Status(v.Status, v.StatusOn)
	if v.CreditOf != 0 {
		status += "   " + labels.InvoiceCreditOf + " " + strconv.FormatInt(v.CreditOf, 10)
	}
	if v.Reason != "" {
		status += "   " + labels.InvoiceReason + ": " + text.Safe(v.Reason)
	}
	p.Say(page.Plain, status)
	instruct := m.claim.No != 0 && m.claim.State != domain.ClaimSettled // else the outlook has said it
	if instruct {
		p.Say(page.Warn, labels.CreditInstruction(m.claim)) // first: a small window has room for little
	}
	if o := outlook.Of(v, m.port.Region().Profile.Payment, m.env.Now()); !instruct || o.State != outlook.ToPayBack {
		p.Say(page.Plain, text.Outlook(o).String())
	}
	if m.waits {
		p.Say(page.Waits, labels.CommandWaits(m.waiting))
	}
	return p
}

// details is the expanded bill.
func (m *model) details(b *domain.InvoiceBill) (p page.Page) {
	p.Row(labels.BillNo, strconv.FormatInt(b.BillNo, 10))
	p.Row(labels.BillColApproval, text.Safe(b.Approval))
	p.Row(labels.BillColBy, text.Safe(b.RegisteredBy))
	if b.State != domain.BillOrdinary {
		p.Row(labels.BillColState, text.BillState(b.State))
	}
	usual, now := m.port.Region().Profile.Payment, m.env.Now()
	head := outlook.Of(m.invoice, usual, now)
	if o := outlook.OfBill(m.invoice, b.BillNo, usual, now); o.State != head.State || o.Reason != "" && o.Reason != head.Reason { // else the head has said it
		p.Row(labels.BillPayment, text.Outlook(o).String())
	}
	if b.State == domain.BillVoided {
		p.Row(labels.BillVoidedBecause, text.Safe(b.Reason))
	}
	p.Row(labels.BillEntitlement, entitlement(b))
	p.Row(labels.BillExemption, dash(exemption(b)))
	profile := m.port.Region().Profile
	if len(profile.PriceLists) > 1 { // else there was no choice
		p.Row(labels.BillPriceListIs, text.Safe(profile.PriceListName(b.PriceList)))
	}
	p.Row(labels.BillCareModel, named(b.CareModel, profile.CareModels, func(c domain.Choice) (string, string) { return c.Code, c.Name }))
	category := b.Category
	if category == "" {
		category = b.EntitlementCategory
	}
	p.Row(labels.BillCategory, named(category, profile.Categories, func(c domain.Category) (string, string) { return c.Code, c.Name }))
	p.Row(labels.BillComment, text.Safe(b.Comment))
	for i, item := range b.Items {
		name := text.Safe(m.names[item.Code])
		if b.State == domain.BillOrdinary && slices.Contains(b.Credited, i) { // else the bill's state says it of all
			name = labels.CreditDone + ": " + name
		}
		what := item.Date.String() + "  " + layout.Pad(text.Safe(item.Code), 7) + " " + name
		p.Sides(what, strings.TrimSpace(text.Safe(string(item.Position))+layout.PadLeft(item.Price.String(), 12)), 0)
		p.SayIn(page.Faint, text.Safe(item.Comment), itemIndent)
	}
	p.Space()
	return p
}

// itemIndent is the place of an item's comment, below its procedure.
const itemIndent = 20

// entitlement is the part of the support, and the intyg with its validity (D5).
func entitlement(b *domain.InvoiceBill) string {
	said := strings.TrimSpace(text.Support(b.Support) + " " + text.Safe(b.Entitlement))
	if b.EntitlementValid.From.IsZero() {
		return said
	}
	return said + ", " + b.EntitlementValid.From.String() + " – " + strings.TrimPrefix(text.Validity(b.EntitlementValid), "till ")
}

func exemption(b *domain.InvoiceBill) string {
	if b.Exemption == nil {
		return ""
	}
	return text.Safe(b.Exemption.No) + "  " + b.Exemption.Validity.From.String() + " – " + b.Exemption.Validity.To.String()
}

// named is a code with its words, where the region has named it.
func named[T any](code string, list []T, of func(T) (code, name string)) string {
	for _, c := range list {
		if known, name := of(c); known == code {
			return text.Safe(code) + " " + text.Safe(name)
		}
	}
	return text.Safe(code)
}
