package invoices

import (
	"strconv"
	"strings"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/theme"
)

var (
	tabNames  = [...]string{app.TabActive: labels.TabActive, app.TabPaid: labels.TabPaid, app.TabCredit: labels.TabCredit, app.TabVoided: labels.TabVoided}
	tabShorts = [...]string{app.TabActive: labels.TabActiveShort, app.TabPaid: labels.TabPaidShort, app.TabCredit: labels.TabCreditShort, app.TabVoided: labels.TabVoidedShort}
)

func (m *model) View(z layout.Size) string {
	return m.tabs(z.W) + "\n" + m.list.View(layout.Size{W: z.W, H: z.H - 1})
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
	for i := range names {
		label := m.tab(names, app.InvoiceTab(i))
		if app.InvoiceTab(i) == m.query.Tab {
			parts = append(parts, m.env.Theme.Strong.Text(theme.GlyphCursor+label))
			continue
		}
		parts = append(parts, " "+label)
	}
	return strings.Join(parts, sep)
}

// tab is a submenu with the number of its invoices.
func (m *model) tab(names [4]string, i app.InvoiceTab) string {
	return names[i] + " " + strconv.Itoa(m.page.Counts[i])
}

func (m *model) tabsTold() outline.Field {
	f := outline.Field{Label: labels.InvoicesTitle, Value: m.tab(tabNames, m.query.Tab)}
	for i := range tabNames {
		f.Options = append(f.Options, m.tab(tabNames, app.InvoiceTab(i)))
	}
	return f
}
