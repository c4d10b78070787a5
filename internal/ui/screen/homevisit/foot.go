package homevisit

import (
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/editor"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/screen"
)

// note marks the fields that something is wrong with: the common procedures by
// the first bill they stand on, the patients by their own.
func (m *model) note() {
	var notes []form.Note
	for row := range m.visit.Plan().Patients {
		bill := m.visit.BillOf(row)
		for _, f := range m.findings(bill) {
			ref := patientAt(row, domain.FieldPerson)
			if f.Field == domain.FieldBillRef {
				ref = patientAt(row, domain.FieldBillRef)
			}
			notes = append(notes, form.Note{Key: ref, Severity: f.Severity, Text: text.Finding(f).What})
		}
	}
	m.form.SetNotes(notes)
}

// findings are those of one bill. That it has no rows yet is left out: it can be
// seen.
func (m *model) findings(bill int) (list []domain.Finding) {
	for _, f := range m.checked.Findings {
		if f.Bill == bill && bill >= 0 && f.Code != rules.CodeItemsNone {
			list = append(list, f)
		}
	}
	return list
}

// foot is what is wrong with the patient in focus, else the first error of all,
// with what to do; and the invoice's sum, in fixed places.
func (m *model) foot(w int) []string {
	t := m.env.Theme
	total := labels.BillInvoiceSum + "  " + t.Strong.Text(text.Kronor(m.sum())) + " "
	said, level := m.said()
	if said == (text.Sentence{}) {
		return []string{"", "", layout.Sides("", total, w)}
	}
	what := layout.Wrap(level.Glyph()+" "+said.What, w-2)
	lines := []string{" " + level.Style(t).Text(what[0])}
	do := layout.Wrap(strings.TrimSpace(strings.Join(what[1:], " ")+" "+said.Do), w-4)
	return append(lines, "   "+layout.Cut(do[0], w-4), layout.Sides("   "+strings.Join(do[1:], " "), total, w))
}

func (m *model) sum() domain.Ore {
	if m.visit.Rows(editor.Patients) == 0 {
		return 0
	}
	return m.checked.Sum
}

func (m *model) said() (text.Sentence, page.Level) {
	for _, s := range []text.Sentence{m.Failed(), m.failed} {
		if s != (text.Sentence{}) {
			return s, page.Error
		}
	}
	row := m.row()
	if row >= 0 && row < m.visit.Rows(editor.Patients) {
		return m.saidOf(row)
	}
	for i := m.visit.Rows(editor.Patients) - 1; i >= 0; i-- { // the one typed last first
		if s, level := m.saidOf(i); level == page.Error || m.lookupFailed(i) {
			s.What = text.Safe(m.visit.Patient(i).Person) + ": " + s.What
			return s, level
		}
	}
	return text.Sentence{}, page.Plain
}

// lookupFailed tells whether nothing is known of a patient, since the region knew
// nothing or could not be asked.
func (m *model) lookupFailed(row int) bool {
	k := m.of(m.visit.Patient(row).Person)
	return k != nil && k.said != (text.Sentence{})
}

// saidOf is what is wrong with one patient: what the region said, that there is
// no right to the care, then the worst that the check found.
func (m *model) saidOf(row int) (text.Sentence, page.Level) {
	k := m.of(m.visit.Patient(row).Person)
	switch {
	case m.lookupFailed(row):
		return k.said, k.level
	case k != nil && k.done && !m.visit.HasRight(k.facts):
		return labels.HomeVisitNoRight, page.Error
	}
	if list := m.findings(m.visit.BillOf(row)); len(list) > 0 {
		f := worst(list)
		return text.Finding(f), screen.LevelOf(f.Severity)
	}
	return text.Sentence{}, page.Plain
}

func worst(list []domain.Finding) domain.Finding {
	for _, f := range list {
		if f.Severity == domain.SeverityError {
			return f
		}
	}
	return list[0]
}
