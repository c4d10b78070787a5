package reconcile

import (
	"strings"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/bank"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/export"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/table"
)

func columns() []table.Column[row] {
	amount := func(r row, o domain.Ore) string {
		if r.Currency != "" {
			return o.String() + " " + text.Safe(r.Currency)
		}
		return o.String()
	}
	return []table.Column[row]{
		{Title: labels.ReconcileState, Value: table.Plain(func(r row) string { return labels.ReconcileWord(r.State, r.Awaited) }), Min: 14, Max: 14},
		{Title: labels.ReconcileDay, Value: table.Plain(day), Min: 10, Max: 10},
		{
			Title: labels.ReconcileGot, Value: table.Plain(func(r row) string { return amount(r, r.Got) }),
			Export: func(r row) export.Cell {
				if r.Currency != "" { // no kronor: it must not be added to them
					return export.Text(amount(r, r.Got))
				}
				return export.Money(r.Got)
			},
			Less: func(a, b row) bool { return a.Got < b.Got }, Min: 12, Max: 14, Right: true,
		},
		{
			Title: labels.ReconcileExpected, Value: table.Plain(func(r row) string { return r.Expected.String() }),
			Export: func(r row) export.Cell { return export.Money(r.Expected) },
			Less:   func(a, b row) bool { return a.Expected < b.Expected }, Min: 12, Max: 14, Right: true,
		},
		{Title: labels.ReconcileRefs, Value: table.Plain(func(r row) string { return labels.ReconcileRefsOf(r.OurRefs) }), Min: 8},
	}
}

// day is when the money came; of what is missing, when the region paid.
func day(r row) string {
	if !r.On.IsZero() {
		return r.On.String()
	}
	if !r.Paid.IsZero() {
		return r.Paid.String()
	}
	return ""
}

// said is what the payer and the bank wrote.
func said(r row) string {
	var parts []string
	for _, d := range r.Entry.Details {
		parts = append(parts, d.Debtor, strings.Join(d.Text, " "))
	}
	return text.Safe(strings.TrimSpace(strings.Join(append(parts, r.Entry.Info), " ")))
}

func (m *model) said() (p page.Page) {
	switch {
	case m.reading:
		p.Say(page.Plain, labels.ReconcileReading)
	case m.told.Damaged:
		p.Say(page.Error, labels.ReconcileDamaged)
	case !m.told.Read.IsZero():
		p.Say(page.Faint, labels.ReconcileSince(m.told.Read.In(m.env.Now().Location()), m.only))
	}
	return p
}

// foot is why a file could not be read, until the next key; else what the chosen
// line means, and in whose words it came.
func (m *model) foot() (p page.Page) {
	if m.fault != "" {
		p.Say(page.Error, m.fault)
		return p
	}
	r, ok := m.list.Chosen()
	if !ok {
		return p
	}
	p.Say(page.Plain, labels.ReconcileMeans(r.State, r.Awaited, r.Paid))
	p.Say(page.Faint, said(r))
	return p
}

func (m *model) total() (left, right string) {
	fits, sum := 0, domain.Ore(0)
	for _, r := range m.told.Rows {
		if r.State == bank.Matched {
			fits++
			sum += r.Got
		}
	}
	return labels.ReconcileTotal(fits, m.deviating()), labels.InvoicesSum + " " + text.Kronor(sum)
}

func (m *model) deviating() (n int) {
	for _, r := range m.told.Rows {
		if deviates(r) {
			n++
		}
	}
	return n
}

// deviates tells whether a line needs a look.
func deviates(r app.ReconciledRow) bool { return r.State != bank.Matched && !r.Awaited }
