package credit

import (
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/table"
)

func (m *model) columns() []table.Column[row] {
	return []table.Column[row]{
		{Title: "", Value: table.Plain(m.mark), Min: 3, Max: 3},
		{Title: labels.CreditColDate, Value: table.Plain(func(r row) string { return r.Date.String() }), Min: 10, Max: 10},
		{Title: labels.CreditColCode, Value: table.Plain(func(r row) string {
			said := strings.TrimSpace(text.Safe(r.Code) + " " + text.Safe(r.name))
			if r.credited {
				return labels.CreditDone + ": " + said
			}
			return said
		}), Min: 12},
		{Title: labels.CreditColTooth, Value: table.Plain(func(r row) string { return text.Safe(string(r.Position)) }), Min: 5, Max: 10, Priority: 1},
		{
			Title: labels.CreditColPrice, Value: table.Plain(func(r row) string { return r.Price.String() }),
			Less: func(a, b row) bool { return a.Price < b.Price }, Min: 10, Max: 13, Right: true,
		},
	}
}

func (m *model) mark(r row) string {
	switch {
	case r.credited:
		return " – "
	case m.chosen[r.place]:
		return "[x]"
	}
	return "[ ]"
}

// View draws the bill's name and its rows.
func (m *model) View(z layout.Size) string {
	head := m.head()
	lines := head.Lines(page.Look{Theme: m.env.Theme, Width: z.W - 1, Margin: 1})
	return lines[0] + "\n" + m.list.View(layout.Size{W: z.W, H: max(z.H-headLines, 1)})
}

// said tells how rows are chosen.
func (m *model) said() (p page.Page) {
	if m.bill.BillNo != 0 {
		p.Say(page.Faint, labels.CreditHelp)
	}
	return p
}

// foot tells how the money goes back.
func (m *model) foot() (p page.Page) {
	if m.bill.BillNo != 0 {
		p.Say(page.Plain, labels.CreditRefund(m.port.Snapshot().Clinic.Payee.Kind, m.port.Region().Profile.RefundAccount))
	}
	return p
}

// total is what will be credited.
func (m *model) total() (left, right string) {
	return labels.CreditChosen(len(m.places()), len(m.bill.Items)), text.Kronor(-m.sum())
}

// places are those of the rows chosen, in rising order.
func (m *model) places() (list []int) {
	for i := range m.bill.Items {
		if m.chosen[i] {
			list = append(list, i)
		}
	}
	return list
}

// sum is what was paid for the rows chosen, öre.
func (m *model) sum() (sum domain.Ore) {
	for _, i := range m.places() {
		sum += m.bill.Items[i].Price
	}
	return sum
}
