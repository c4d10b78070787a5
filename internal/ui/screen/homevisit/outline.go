package homevisit

import (
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/editor"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/outline"
)

// boxSize is more than the box needs: all of it is told.
var boxSize = layout.Size{W: 300, H: 400}

// Outline tells the box in front, then the visit: its fields, the procedures for
// all, the patients, what is wrong, and the sum.
func (m *model) Outline() (o outline.Outline) {
	if m.visit == nil {
		return outline.Lines([]string{m.failed.String()})
	}
	if m.box != nil {
		o = append(o, outline.Lines(strings.Split(m.boxView(boxSize), "\n"))...)
	}
	for _, l := range headFields {
		if m.form.Has(head(l.field)) {
			f := m.form.Field(head(l.field))
			f.Label = l.label
			o = append(o, f)
		}
	}
	o = append(o, m.itemsTold(), m.patientsTold())
	here, _ := m.form.Cursor()
	o = append(o, m.form.Field(here), m.form.Field(itemAt(m.visit.Rows(editor.Items), domain.FieldItemCode)))
	o = append(o, m.form.Field(patientAt(m.visit.Rows(editor.Patients), domain.FieldPerson)))
	o = append(o, m.form.ListOutline()...)
	return append(o, m.footTold()...)
}

// itemsTold is the procedures for all patients.
func (m *model) itemsTold() outline.Table {
	return outline.Table{
		Title: labels.HomeVisitItems, Columns: []string{labels.BillProcedure, "", labels.BillPosition, labels.BillPrice},
		Len: m.visit.Rows(editor.Items), Selected: -1,
		Row: func(i int) []string {
			code := m.form.Value(itemAt(i, domain.FieldItemCode))
			p := m.visit.Procedure(code)
			price := m.form.Value(itemAt(i, domain.FieldItemPrice))
			if price == "" && p.Code != "" && !p.ActualCost {
				price = p.Price.String()
			}
			return []string{code, text.Safe(p.Name), m.form.Value(itemAt(i, domain.FieldItemPosition)), price}
		},
	}
}

// patientsTold is the patients with their right, what differs, and their sum.
func (m *model) patientsTold() outline.Table {
	n := m.visit.Rows(editor.Patients)
	return outline.Table{
		Title: labels.HomeVisitPatients(n), Columns: []string{labels.BillPerson, labels.BillRef, labels.PanelTitle, labels.BillSum, ""},
		Len: n, Selected: min(m.row(), n-1),
		Row: func(i int) []string {
			ref := m.form.Field(patientAt(i, domain.FieldBillRef))
			if ref.Value == "" {
				ref.Value = ref.Hint
			}
			said, _ := m.words(m.visit.Patient(i))
			sum, state := "", ""
			if at := m.visit.BillOf(i); at >= 0 && at < len(m.checked.Bills) {
				sum, state = m.checked.Bills[at].Sum().String(), outline.Plain(m.state(at))
			}
			return []string{m.form.Value(patientAt(i, domain.FieldPerson)), ref.Value, said, sum, state}
		},
	}
}

func (m *model) footTold() (o outline.Outline) {
	if said, glyph, _ := m.said(); said != (text.Sentence{}) {
		o = append(o, outline.Sentence{Glyph: glyph, Text: said.String()})
	}
	return append(o, outline.Field{Label: labels.BillInvoiceSum, Value: text.Kronor(m.sum())})
}
