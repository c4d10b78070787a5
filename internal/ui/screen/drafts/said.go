package drafts

import (
	"strings"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/page"
)

// footLines is the place below the list, with the line that parts them.
const footLines = 5

// count is a counter as the portal has it ("Visar 3 av 12").
func (m *model) count(shown, all int) string {
	if m.thrown {
		return labels.DraftsThrownShown(shown)
	}
	return labels.DraftsShown(shown, all)
}

// foot is what is to be said of the chosen draft.
func (m *model) foot() (s page.Page) {
	d, ok := m.list.Chosen()
	if ok && m.span.Elsewhere(d) {
		s.Space()
		s.Say(page.Plain, m.span.Says(d))
		return s
	}
	if !ok || m.look.Draft.ID != d.ID {
		return s
	}
	s.Space()
	if r := m.look.Draft.Refusal; r != nil && d.State == domain.DraftRefused {
		s.Say(page.Error, labels.DraftRefusedBecause(*r, m.env.Now().Location()))
		return s
	}
	for _, severity := range []domain.Severity{domain.SeverityError, domain.SeverityWarning} {
		for _, f := range m.look.Checked.Findings {
			if f.Severity != severity {
				continue
			}
			level := page.Warn
			if severity == domain.SeverityError {
				level = page.Error
			}
			s.Say(level, text.Finding(f).String())
			return s
		}
	}
	return s
}

// side is the chosen draft's bills with their rows, for a wide window.
func (m *model) side(d app.DraftSummary) (s page.Page) {
	if m.look.Draft.ID != d.ID {
		return s
	}
	s.Head(labels.DraftColRef + " " + text.Safe(d.InvoiceNo))
	for i, b := range m.look.Checked.Bills {
		person := b.Person.Display()
		if person == "" {
			person = text.Safe(m.look.Draft.Bills[i].Person)
		}
		s.Space()
		s.Sides(strings.TrimSpace(person+"  "+text.Safe(string(b.Support))+"  "+text.Safe(b.BillRef)), b.Sum().String(), 0)
		for _, item := range b.Items {
			what := strings.TrimSpace(item.Date.String() + " " + text.Safe(item.Code) + " " + text.Safe(string(item.Position)))
			s.Sides(what, item.Price.String(), 2)
		}
	}
	return s
}
