package bill

import (
	"slices"
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/theme"
)

// Resize tells how wide the patient's card may stand.
func (m *model) Resize(z layout.Size) { m.size = z }

// Outline tells the box in front, then the bill: its fields, the patient, the
// rows, what is said of them, and the sum.
func (m *model) Outline() (o outline.Outline) {
	if m.ed == nil {
		if m.failed == (text.Sentence{}) {
			return nil
		}
		return outline.Outline{outline.Sentence{Glyph: theme.GlyphError, Text: m.failed.String()}}
	}
	if m.box != nil {
		o = append(o, m.box.outline(m)...)
	}
	if n := m.ed.Bills(); n > 1 {
		o = append(o, outline.Heading(labels.BillPlace(m.ed.Bill()+1, n)))
	}
	o = append(o, m.fieldsTold()...)
	o = append(o, m.form.ListOutline()...)
	o = append(o, m.patientTold()...)
	o = append(o, m.rowsTold()...)
	for _, l := range m.feesSaid() {
		o = append(o, outline.Sentence{Text: l})
	}
	return append(o, m.footTold()...)
}

func (m *model) fieldsTold() (o outline.Outline) {
	for _, l := range m.billSpecs() {
		f := m.form.Field(form.Of(l.field))
		f.Label = l.label
		if m.ed.IsSuggested(l.field) {
			f.Finding = strings.TrimSpace(f.Finding + " " + labels.BillAsLast)
		}
		o = append(o, f)
	}
	return o
}

// patientTold is the card as it is drawn: whole in a wide window.
func (m *model) patientTold() outline.Outline {
	if m.person.at.IsZero() {
		p := m.nobody()
		return p.Outline()
	}
	c := m.card()
	if m.size.W < wide {
		return append(outline.Outline{outline.Heading(labels.PanelTitle)}, c.CompactOutline()...)
	}
	return append(append(c.AgeOutline(), c.Outline()...), outline.Sentence{Text: labels.PanelMore})
}

// ofRow are the fields that stand in a row's own line.
var ofRow = []labelled{
	{domain.FieldItemDate, labels.BillDate},
	{domain.FieldItemCode, labels.BillProcedure},
	{domain.FieldItemPosition, labels.BillPosition},
	{domain.FieldItemPrice, labels.BillPrice},
}

// rowsTold is the rows as a table, then the fields of each that can be typed in.
func (m *model) rowsTold() outline.Outline {
	here, _ := m.form.Cursor()
	items := len(m.raw().Items)
	table := outline.Table{
		Columns: []string{labels.BillDate, labels.BillProcedure, "", labels.BillPosition, labels.BillPrice},
		Len:     items, Selected: min(here.Row, items-1), Row: m.rowTold,
	}
	o := outline.Outline{table}
	for i := range items + 1 {
		o = append(o, m.rowFields(i, i == here.Row || i == items)...)
	}
	return o
}

func (m *model) rowTold(i int) []string {
	row := m.ed.Row(i)
	return []string{
		m.form.Value(cell(i, domain.FieldItemDate)), m.form.Value(cell(i, domain.FieldItemCode)), text.Safe(m.ed.Procedure(row).Name),
		m.form.Value(cell(i, domain.FieldItemPosition)), outline.Plain(m.priceCell(i)),
	}
}

// rowFields are the fields of a row: all of the one in focus and of the empty
// one, of the others those that are no columns of the table.
func (m *model) rowFields(i int, all bool) (o outline.Outline) {
	list := belowRow
	if all {
		list = slices.Concat(ofRow, belowRow)
	}
	for _, l := range list {
		if k := cell(i, l.field); m.form.Has(k) {
			f := m.form.Field(k)
			f.Label = labels.RowField(i+1, l.label)
			if said := m.codeSaid(i); l.field == domain.FieldItemCode && said != "" {
				f.Hint = said
			}
			o = append(o, f)
		}
	}
	return o
}

// footTold is the first finding, that of the field in focus, and the sum.
func (m *model) footTold() (o outline.Outline) {
	if first, ok := m.said(); ok {
		o = append(o, outline.Sentence{Glyph: first.level.Glyph(), Text: first.String()})
	}
	if f, own := m.ed.First(true); own {
		here := m.sentence(f)
		o = append(o, outline.Sentence{Glyph: here.level.Glyph(), Text: here.String()})
	}
	if m.ed.Bills() > 1 {
		o = append(o, outline.Field{Label: labels.BillInvoiceSum, Value: text.Kronor(m.ed.Checked().Sum)})
	}
	return append(o, outline.Field{Label: labels.BillSum, Value: text.Kronor(m.read(m.ed.Bill()).Sum())})
}
