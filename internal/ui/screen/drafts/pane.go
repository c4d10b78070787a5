package drafts

import (
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
)

// pane is the chosen draft's bills with their rows, for a wide window.
func (m *model) pane(z layout.Size) string {
	d, ok := m.chosen()
	if !ok || m.look.Draft.ID != d.ID {
		return ""
	}
	t := m.env.Theme
	lines := []string{t.Title.Text(layout.Cut(labels.DraftColRef+" "+text.Safe(d.InvoiceNo), z.W))}
	for i, b := range m.look.Checked.Bills {
		person := b.Person.Display()
		if person == "" {
			person = text.Safe(m.look.Draft.Bills[i].Person)
		}
		head := layout.Cut(person+"  "+text.Safe(string(b.Support))+"  "+text.Safe(b.BillRef), z.W-14)
		lines = append(lines, "", layout.Sides(t.Strong.Text(head), b.Sum().String(), z.W))
		for _, item := range b.Items {
			lines = append(lines, m.item(item, z.W))
		}
	}
	if len(lines) > z.H {
		lines = append(lines[:z.H-1], t.Faint.Text(labels.More(len(lines)-z.H+1)))
	}
	return strings.Join(lines, "\n")
}

func (m *model) item(i domain.Item, w int) string {
	what := strings.TrimSpace(i.Date.String() + " " + text.Safe(i.Code) + " " + text.Safe(string(i.Position)))
	return layout.Sides("  "+layout.Cut(what, w-16), i.Price.String(), w)
}
