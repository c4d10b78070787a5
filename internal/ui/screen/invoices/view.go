package invoices

import (
	"strconv"
	"strings"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/theme"
)

var (
	tabNames  = [...]string{app.TabActive: labels.TabActive, app.TabPaid: labels.TabPaid, app.TabCredit: labels.TabCredit, app.TabVoided: labels.TabVoided}
	tabShorts = [...]string{app.TabActive: labels.TabActiveShort, app.TabPaid: labels.TabPaidShort, app.TabCredit: labels.TabCreditShort, app.TabVoided: labels.TabVoidedShort}
)

// periodWidth is the place of "2026-10-24 till 2026-11-23" with its cursor.
const periodWidth = 28

// longNo is the most cells that an invoice number has in its column at 80 columns.
const longNo = 21

// headLines and footLines stand above and below the table.
const (
	headLines = 3
	footLines = 2
)

func (m *model) View(z layout.Size) string {
	var b strings.Builder
	b.WriteString(m.tabs(z.W) + "\n" + m.searchLine(z.W) + "\n" + m.badLine(z.W) + "\n")
	body := layout.Size{W: z.W, H: z.H - headLines - footLines}
	switch {
	case m.code != "":
		lines := layout.Wrap(theme.GlyphError+" "+text.Error(m.code).String(), z.W-2)
		for i, line := range lines {
			lines[i] = " " + m.env.Theme.Error.Text(line)
		}
		b.WriteString(layout.Fit(strings.Join(lines, "\n"), body))
	case !m.loaded:
		b.WriteString(layout.Fit("", body))
	case m.table.Len() == 0:
		b.WriteString(layout.Fit("   "+strings.Join(layout.Wrap(labels.InvoicesNone, z.W-4), "\n   "), body))
	default:
		b.WriteString(layout.Fit(m.table.View(body), body))
	}
	b.WriteString("\n" + m.chosen(z.W) + "\n" + layout.Sides(" "+labels.InvoicesShown(len(m.page.Rows), m.page.Total), labels.InvoicesSum+" "+m.env.Theme.Strong.Text(text.Kronor(m.page.Sum))+" ", z.W))
	return b.String()
}

// chosen is what a narrow window has no room for of the invoice under the
// cursor: its number where that is long, and its Räkningsstatus.
func (m *model) chosen(w int) string {
	row, _, ok := m.table.Selected()
	if !ok || row >= len(m.page.Rows) {
		return ""
	}
	v := m.page.Rows[row]
	counts := text.BillCounts(v.OnHold, v.Credited, v.Voided)
	no := text.Safe(v.InvoiceNo)
	switch {
	case counts != "":
		return layout.Cut(" "+no+": "+counts, w)
	case layout.Width(no) > longNo:
		return layout.Cut(" "+labels.ColInvoiceNo+" "+no, w)
	}
	return ""
}

// tabs are the submenus with their numbers; the one shown is marked by ›.
func (m *model) tabs(w int) string {
	line := m.tabsOf(tabNames, " │")
	if layout.Width(line) > w {
		line = m.tabsOf(tabShorts, "│")
	}
	return layout.Cut(line, w)
}

func (m *model) tabsOf(names [4]string, sep string) string {
	var parts []string
	for i, name := range names {
		label := name + " " + strconv.Itoa(m.page.Counts[i])
		if app.InvoiceTab(i) == m.query.Tab {
			parts = append(parts, m.env.Theme.Strong.Text(theme.GlyphCursor+label))
			continue
		}
		parts = append(parts, " "+label)
	}
	return strings.Join(parts, sep)
}

func (m *model) searchLine(w int) string {
	t := m.env.Theme
	find := layout.Cut(m.search.Value(searchField), w-periodWidth-8)
	when := m.search.Value(periodField)
	if m.typing && m.search.Focused(searchField) {
		find = m.search.Cell(searchField, max(w-periodWidth-8, 5))
	}
	if m.typing && m.search.Focused(periodField) {
		when = m.search.Cell(periodField, periodWidth)
	}
	return layout.Sides(" "+t.Label.Text(labels.InvoicesSearch+": ")+find, when+" ", w)
}

// badLine says that the period typed cannot be read; the list is still that of
// the one before.
func (m *model) badLine(w int) string {
	if !m.bad {
		return ""
	}
	return " " + m.env.Theme.Error.Text(layout.Cut(theme.GlyphError+" "+labels.InvoicesBadDate, w-2))
}
