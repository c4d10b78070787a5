package bill

import (
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/layout"
)

// entitlements lists the patient's valid N- and F-entitlements, each with
// category, number and validity; an ended one is told as such (B1).
func (m *model) entitlements(w int) []string {
	var lines []string
	valid := false
	for _, s := range []domain.Support{domain.SupportN, domain.SupportF} {
		e, ok := m.person.facts.Entitlement(s, m.port.Today())
		if ok {
			valid = true
			lines = append(lines,
				layout.Cut(string(s)+"  "+text.Safe(e.Category)+" "+m.categoryName(e.Category), w),
				layout.Cut("   "+text.Safe(e.No)+" · "+text.Validity(e.Validity), w))
			continue
		}
		lines = append(lines, layout.Cut(string(s)+"  "+m.ended(s), w))
	}
	if !valid {
		for _, l := range layout.Wrap(text.PanelNone, w) {
			lines = append(lines, m.env.Theme.Warn.Text(l))
		}
	}
	return lines
}

// ended tells of an entitlement that was, "–" if there never was one.
func (m *model) ended(s domain.Support) string {
	for _, e := range m.person.facts.Entitlements {
		if e.Support == s && !e.Validity.To.IsZero() && e.Validity.To.Before(m.port.Today()) {
			return text.Safe(e.No) + " " + text.PanelEnded + e.Validity.To.String()
		}
	}
	return "–"
}

func (m *model) categoryName(code string) string {
	for _, c := range m.port.Region().Profile.Categories {
		if c.Code == code {
			return text.Safe(c.Name)
		}
	}
	return ""
}

// ruleFacts is what the panel's own questions to the rules need.
func (m *model) ruleFacts() rules.Facts {
	data := m.port.Region()
	return rules.Facts{
		Today: m.port.Today(), Profile: &data.Profile, Prices: data.Prices, Clinic: m.port.Snapshot().Clinic,
		Persons: map[domain.PersonID]domain.PersonFacts{m.person.id: m.person.facts},
	}
}

func (m *model) baseAmount() string {
	b, ok := rules.BaseOf(m.person.id, m.port.Today().Year(), m.ruleFacts())
	if !ok {
		return "–"
	}
	return text.WholeKronor(b.Used) + " av " + text.WholeKronor(b.Limit) + " kr"
}

// fee tells whether the patient pays today, and why not.
func (m *model) fee() string {
	var b domain.Bill
	if m.bill < len(m.checked.Bills) {
		b = m.checked.Bills[m.bill]
	}
	b.Person = m.person.id
	due := rules.FeeDue(b, m.port.Today(), m.ruleFacts())
	switch due.Reason {
	case rules.FeeExempt:
		return text.PanelFeeExempt
	case rules.FeeFreeByAge:
		return text.PanelFeeAge
	case rules.FeeIsDue:
		if due.Amount > 0 {
			return text.WholeKronor(due.Amount) + " kr" + text.PanelFeePerVisit
		}
	}
	return text.PanelFeeUnknown
}
