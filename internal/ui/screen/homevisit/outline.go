package homevisit

import (
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/editor"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/outline"
)

// Outline tells the box in front, then the visit: its fields, the procedures for
// all, the patients, what is wrong, and the sum.
func (m *model) Outline() (o outline.Outline) {
	if m.visit == nil {
		return outline.Lines([]string{m.failed.String()})
	}
	if m.box != nil {
		o = append(o, m.box.outline(m)...)
	}
	for _, l := range headFields {
		if m.form.Has(head(l.field)) {
			f := m.form.Field(head(l.field))
			f.Label = l.label
			o = append(o, f)
		}
	}
	o = append(o, m.itemsTold())
	o = append(o, m.rowFields(editor.Items, procedureFields, labels.ItemField)...)
	o = append(o, m.patientsTold())
	o = append(o, m.rowFields(editor.Patients, patientFields, labels.PatientField)...)
	o = append(o, m.form.ListOutline()...)
	return append(o, m.footTold()...)
}

// procedureFields are those of a procedure, in the order of its row.
var procedureFields = []labelled{
	{domain.FieldItemCode, labels.BillProcedure},
	{domain.FieldItemPosition, labels.BillPosition},
	{domain.FieldItemPrice, labels.BillPrice},
}

var patientFields = []labelled{
	{domain.FieldPerson, labels.BillPerson},
	{domain.FieldBillRef, labels.BillRef},
}

// rowFields are the fields of the row in focus, of those with a finding, and of
// the empty row; the others are read in the table.
func (m *model) rowFields(part editor.VisitPart, list []labelled, name func(row int, field string) string) (o outline.Outline) {
	here, _ := m.form.Cursor()
	last := m.visit.Rows(part)
	for i := range last + 1 {
		for _, l := range list {
			k := form.In(string(part), i, l.field)
			_, noted := m.form.Note(k)
			if !m.form.Has(k) || !noted && i != last && (here.Section != string(part) || here.Row != i) {
				continue
			}
			f := m.form.Field(k)
			f.Label = name(i+1, l.label)
			o = append(o, f)
		}
	}
	return o
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
	if said, level := m.said(); said != (text.Sentence{}) {
		o = append(o, outline.Sentence{Glyph: level.Glyph(), Text: said.String()})
	}
	return append(o, outline.Field{Label: labels.BillInvoiceSum, Value: text.Kronor(m.sum())})
}
