package bill

import (
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
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
		ref := form.Ref{Item: f.Item, Field: f.Field}
		if f.Field == domain.FieldItems { // about the rows as a whole: shown at the empty one
			ref = form.Ref{Item: len(m.draft.Bills[m.bill].Items), Field: domain.FieldItemCode}
		}
		if m.visible(f, ref) {
			notes = append(notes, form.Note{Ref: ref, Severity: f.Severity, Text: text.Finding(f).What})
		}
	}
	m.form.SetNotes(notes)
}

// visible tells whether a finding may be shown yet: not while its field is
// being typed in for the first time.
func (m *model) visible(f domain.Finding, ref form.Ref) bool {
	return m.showAll || m.touched[place{f.Bill, ref}] || f.Severity == domain.SeverityWarning && !m.form.Focused(ref)
}

// findings are the check's, after those that the region gave with a refusal.
func (m *model) findings() []domain.Finding {
	if r := m.draft.Refusal; r != nil && m.draft.State == domain.DraftRefused && !m.mended() {
		return append(append([]domain.Finding(nil), r.Findings...), m.checked.Findings...)
	}
	return m.checked.Findings
}

// mended tells whether something was typed since the refusal.
func (m *model) mended() bool { return !m.save.changed.IsZero() }

// first is the finding for the line at the bottom: of the field in focus if it
// has one, else the first error, else the first warning.
func (m *model) first() (domain.Finding, bool) {
	here, _ := m.form.Cursor()
	best, rank := domain.Finding{}, 0
	for _, f := range m.findings() {
		ref := form.Ref{Item: f.Item, Field: f.Field}
		if f.Bill != m.bill && !m.showAll || !m.visible(f, ref) {
			continue
		}
		r := 1
		switch {
		case f.Bill == m.bill && ref == here:
			r = 3
		case f.Severity == domain.SeverityError:
			r = 2
		}
		if r > rank {
			best, rank = f, r
		}
	}
	return best, rank > 0
}
