package bill

import (
	"example.org/tandtui/internal/domain"
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
			notes = append(notes, form.Note{Ref: ref, Severity: f.Severity})
		}
	}
	m.form.SetNotes(notes)
}

// visible tells whether a finding may be shown yet: not while its field is
// being typed in for the first time.
func (m *model) visible(f domain.Finding, ref form.Ref) bool {
	return m.showAll || m.touched[place{f.Bill, ref}] || f.Severity == domain.SeverityWarning && (f.Field == domain.FieldItems || !m.form.Focused(ref))
}

// findings are the check's, after those that the region gave with a refusal.
func (m *model) findings() []domain.Finding {
	if r := m.draft.Refusal; r != nil && m.draft.State == domain.DraftRefused && !m.mended() {
		return append(append([]domain.Finding(nil), r.Findings...), m.checked.Findings...)
	}
	return m.checked.Findings
}

// mended tells whether something was typed since the refusal.
func (m *model) mended() bool { return !m.save.Changed().IsZero() }
