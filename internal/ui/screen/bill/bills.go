package bill

import (
	"strconv"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/editor"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/theme"
)

// billsKey opens the list of the invoice's bills (B15).
var billsKey = keys.New("F10", labels.BillList, "f10", "alt+r")

// billsPage lists the bills that are registered together, with the invoice's
// own sum; Enter goes to one.
type billsPage struct{ at int }

// listAbove is how many lines above the chosen bill stay in view.
const listAbove = 5

func (p *billsPage) lines(m *model, w int) (lines []string, top int) {
	t := m.env.Theme
	lines = append(lines,
		t.Title.Text(layout.Cut(labels.BillListTitle(text.Safe(m.ed.InvoiceNo()), m.ed.Bills()), w)),
		layout.Sides("", labels.BillInvoiceSum+"  "+t.Strong.Text(text.Kronor(m.ed.Checked().Sum)), w), "")
	for i := range m.ed.Bills() {
		lines = append(lines, p.line(m, i, w))
	}
	return lines, len(lines) - m.ed.Bills() + p.at - listAbove
}

func (p *billsPage) line(m *model, i, w int) string {
	mark, style := "  ", theme.SGR("")
	if i == p.at {
		mark, style = theme.GlyphCursor+" ", m.env.Theme.Select
	}
	raw := m.ed.Raw(i)
	person, sum, visits := raw.Person, domain.Ore(0), ""
	if i < len(m.ed.Checked().Bills) {
		b := m.ed.Checked().Bills[i]
		sum, visits = b.Sum(), labels.Visits(dates(b))
		if !b.Person.IsZero() {
			person = b.Person.Display()
		}
	}
	state := m.billState(i)
	left := mark + layout.PadLeft(strconv.Itoa(i+1), 2) + "  " + layout.Pad(text.Safe(person), 14) + " " + layout.Pad(text.Safe(raw.Support), 2) + visits
	right := text.Kronor(sum) + "  " + layout.Pad(state, 12)
	return style.Text(layout.Cut(layout.Pad(left, max(w-layout.Width(right)-1, 0))+" "+right, w))
}

// billState is how a bill stands, in words with its glyph.
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

func (p *billsPage) press(m *model, k tea.KeyMsg) screen.Step {
	switch {
	case keys.Is(k, keys.Up):
		p.at = max(p.at-1, 0)
	case keys.Is(k, keys.Down):
		p.at = min(p.at+1, m.ed.Bills()-1)
	case keys.Is(k, billsKey):
		m.box = nil
	case keys.Is(k, keys.Enter):
		m.box = nil
		m.turnTo(p.at, editor.Of(domain.FieldPerson))
		return screen.Stay(tea.Batch(m.saveNow(), m.recall(), m.recheck()))
	}
	return screen.Stay(nil)
}

func (p *billsPage) keys() []key.Binding {
	return []key.Binding{keys.As(keys.UpDown, labels.KeyTake), keys.As(keys.Enter, labels.BillListOpen), keys.As(keys.Back, labels.KeyClose), keys.As(billsKey, labels.KeyClose)}
}
