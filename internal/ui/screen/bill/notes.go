package bill

import (
	"maps"
	"slices"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/ui/form"
)

// note shows the findings in the form: those of fields that were left once, or
// all after a refused send. The region's own findings stand until the draft is
// sent again.
func (m *model) note() {
	var notes []form.Note
	for _, f := range m.findings() {
		if f.Bill != m.bill {
			continue
		}
		ref := m.refOf(f)
		if m.visible(f, ref) {
			notes = append(notes, form.Note{Key: ref, Severity: f.Severity})
		}
	}
	m.form.SetNotes(notes)
}

// visible tells whether a finding may be shown yet: not while its field is
// being typed in for the first time.
func (m *model) visible(f domain.Finding, ref form.Key) bool {
	return m.showAll || m.touched[place{f.Bill, ref}] || f.Severity == domain.SeverityWarning && (f.Field == domain.FieldItems || !m.form.Focused(ref))
}

// findings are the check's, after those that the region gave with a refusal.
func (m *model) findings() []domain.Finding {
	return append(m.standing(), m.checked.Findings...)
}

// standing are the region's findings that still hold. A price that it refused,
// since its list is newer than ours was, is the list's once that has come: there
// is nothing to mend, and what to look at is the new sum.
func (m *model) standing() []domain.Finding {
	r := m.refusal()
	if r == nil {
		return nil
	}
	list := r.Standing(m.draft)
	for i, f := range list {
		if f.Code != rules.CodePriceList || f.Bill < 0 || f.Bill >= len(m.checked.Bills) || f.Item < 0 || f.Item >= len(m.checked.Bills[f.Bill].Items) {
			continue
		}
		if now := m.checked.Bills[f.Bill].Items[f.Item].Price.String(); now == f.Params["list"] {
			params := maps.Clone(f.Params)
			params["now"] = now
			list[i].Severity, list[i].Params = domain.SeverityWarning, params
		}
	}
	return list
}

// refused tells whether something stands that the region said no to.
func (m *model) refused() bool {
	return slices.ContainsFunc(m.standing(), func(f domain.Finding) bool { return f.Severity == domain.SeverityError })
}

// refusal is the region's no to the draft as it was sent last, nil if there is none.
func (m *model) refusal() *domain.Refusal {
	if m.draft.State != domain.DraftRefused {
		return nil
	}
	return m.draft.Refusal
}
