package invoice

import (
	"bytes"
	"io"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/export"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/list"
	"example.org/tandtui/internal/ui/paper"
	"example.org/tandtui/internal/ui/screen"
)

// The keys of what is made on paper (D11).
var (
	pdfKey   = keys.New("p", labels.ExportPDF, "p")
	billKey  = keys.New("r", labels.ExportBill, "r")
	printKey = keys.New("s", labels.ExportPrint, "s")
)

// papers are the invoice and the chosen bill as PDF, and the invoice on paper.
func (m *model) papers() []screen.Action {
	name, facts := labels.ExportInvoice(m.ourRef), m.facts()
	whole := func() export.Document { return paper.Invoice(m.invoice, facts) }
	actions := []screen.Action{
		{Key: pdfKey, Do: func() screen.Step { return screen.Stay(m.pdf(name, whole(), facts)) }},
		{Key: printKey, Do: func() screen.Step { return screen.Stay(m.print(name, whole(), facts)) }},
	}
	if b, ok := m.list.Chosen(); ok {
		actions = append(actions, screen.Action{Key: billKey, Do: func() screen.Step {
			d, _ := paper.Bill(m.invoice, b.BillNo, facts) // it is there: it was chosen
			return screen.Stay(m.pdf(labels.ExportBillOf(b.BillNo), d, facts))
		}})
	}
	return actions
}

func (m *model) facts() paper.Facts {
	s := m.port.Snapshot()
	return paper.Facts{Region: s.Region, Clinic: s.Clinic, Names: m.names, Made: m.env.Now()}
}

func (m *model) pdf(name string, d export.Document, f paper.Facts) tea.Cmd {
	return list.Saved(m.env.Out, name+".pdf", func(w io.Writer) error { return export.WritePDF(w, d, f.Made) })
}

func (m *model) print(name string, d export.Document, f paper.Facts) tea.Cmd {
	out := m.env.Out
	return func() tea.Msg {
		var b bytes.Buffer
		if err := export.WritePDF(&b, d, f.Made); err != nil {
			return list.Saved(out, name, func(io.Writer) error { return err })()
		}
		return list.Printed(out, name, b.Bytes())()
	}
}
