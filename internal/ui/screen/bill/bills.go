package bill

import (
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/editor"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/table"
	"example.org/tandtui/internal/ui/theme"
)

// billsKey opens the list of the invoice's bills (B15).
var billsKey = keys.New("F10", labels.BillList, "f10", "alt+r")

// billsBox lists the bills that are registered together, with the invoice's own
// sum; Enter goes to one.
type billsBox struct{ table *table.Table[int] }

func (m *model) openBills() screen.Step {
	m.settle()
	list := make([]int, m.ed.Bills())
	for i := range list {
		list[i] = i
	}
	b := &billsBox{table.New(m.env.Theme, strconv.Itoa, m.billColumns()...)}
	b.table.SetRows(list)
	b.table.Resize(b.size(m.size))
	b.table.Select(strconv.Itoa(m.ed.Bill()))
	return m.show(b).With(m.SaveNow())
}

func (m *model) billColumns() []table.Column[int] {
	plain := func(value func(int) string) func(int) table.Cell {
		return func(i int) table.Cell { return table.Cell{Text: value(i)} }
	}
	return []table.Column[int]{
		{Value: plain(func(i int) string { return strconv.Itoa(i + 1) }), Min: 3, Max: 3, Right: true},
		{Title: labels.BillPerson, Value: plain(m.patientOf), Min: 13, Max: 14},
		{Title: labels.BillSupport, Value: plain(func(i int) string { return text.Safe(m.ed.Raw(i).Support) }), Min: 5, Max: 5, Priority: 2},
		{Title: labels.BillVisits, Value: plain(func(i int) string { return labels.Visits(dates(m.read(i))) }), Min: 10, Max: 20, Priority: 3},
		{Title: labels.BillSum, Value: plain(func(i int) string { return text.Kronor(m.read(i).Sum()) }), Min: 12, Max: 16, Right: true, Priority: 1},
		{Title: labels.BillColState, Value: plain(m.billState), Min: 12, Max: 13},
	}
}

// read is a bill as the last check read it; empty if it was added since.
func (m *model) read(i int) domain.Bill {
	if list := m.ed.Checked().Bills; i < len(list) {
		return list[i]
	}
	return domain.Bill{}
}

func (m *model) patientOf(i int) string {
	if id := m.read(i).Person; !id.IsZero() {
		return id.Display()
	}
	return text.Safe(m.ed.Raw(i).Person)
}

// billState says in words, with its glyph, what is missing on a bill or that it
// is ready.
func (m *model) billState(i int) string {
	errors, warnings := 0, 0
	for _, f := range m.ed.Findings() {
		switch {
		case f.Bill != i:
		case f.Severity == domain.SeverityError:
			errors++
		default:
			warnings++
		}
	}
	switch {
	case errors > 0:
		return theme.GlyphError + " " + labels.BillSendOff(errors)
	case warnings > 0:
		return theme.GlyphWarn + " " + labels.Warnings(warnings)
	}
	return theme.GlyphOK + " " + labels.BillReady
}

// dates are the days of a bill's visits, each once, in the order typed.
func dates(b domain.Bill) (list []domain.Date) {
	seen := map[domain.Date]bool{}
	for _, i := range b.Items {
		if !i.Date.IsZero() && !seen[i.Date] {
			seen[i.Date] = true
			list = append(list, i.Date)
		}
	}
	return list
}

// size is the table's in a body.
func (b *billsBox) size(z layout.Size) layout.Size {
	return layout.Size{W: min(z.W, sheetWidth) - sheetFrame, H: max(min(z.H-sheetFrame-billsHead, len(b.table.Rows())+1), 2)}
}

// billsHead is the lines above the table: its title, and the sum.
const billsHead = 2

func (b *billsBox) view(m *model, z layout.Size) string {
	t, size := m.env.Theme, b.size(z)
	lines := []string{
		" " + t.Title.Text(layout.Cut(m.billsTitle(), size.W-2)),
		layout.Sides("", labels.BillInvoiceSum+"  "+t.Strong.Text(text.Kronor(m.ed.Checked().Sum))+" ", size.W),
	}
	return layout.Box(strings.Join(append(lines, b.table.View(size)), "\n"), size.W+sheetFrame)
}

func (m *model) billsTitle() string {
	return labels.BillListTitle(text.Safe(m.ed.InvoiceNo()), m.ed.Bills())
}

func (b *billsBox) outline(m *model) outline.Outline {
	return outline.Outline{
		outline.Heading(m.billsTitle()),
		outline.Field{Label: labels.BillInvoiceSum, Value: text.Kronor(m.ed.Checked().Sum)},
		b.table.Outline(""),
	}
}

func (b *billsBox) actions(m *model) []screen.Action {
	open := screen.Action{Key: keys.As(keys.Enter, labels.BillListOpen), Do: func() screen.Step {
		m.box = nil
		if i, ok := b.table.Selected(); ok {
			m.turnTo(i, editor.Of(domain.FieldPerson))
		}
		return screen.Stay(tea.Batch(m.SaveNow(), m.recall(), m.recheck()))
	}}
	return append(screen.Shown(keys.As(keys.UpDown, labels.KeyTake)), open, m.closing(labels.KeyClose, billsKey.Keys()...))
}

// write chooses a bill.
func (b *billsBox) write(_ *model, k tea.KeyMsg) screen.Step {
	b.table.Press(k)
	return screen.Stay(nil)
}

func (b *billsBox) typing() bool { return false }
