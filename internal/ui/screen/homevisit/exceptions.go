package homevisit

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/editor"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/theme"
)

// exceptions is the box in which a patient's procedures differ from all: those
// that were not done are unticked, others are added below.
type exceptions struct {
	row  int
	form *form.Form
}

// extra is the section of the procedures that only this patient got; the ticks of
// the common ones are the section of the items.
const extra = "extra"

func tickAt(i int) form.Key                  { return itemAt(i, domain.FieldItems) }
func whereAt(i int) form.Key                 { return itemAt(i, domain.FieldItemPosition) }
func extraAt(i int, f domain.Field) form.Key { return form.In(extra, i, f) }

// openBox opens the exceptions of the patient under the cursor.
func (m *model) openBox() screen.Step {
	row := m.row()
	m.box = &exceptions{row: row, form: form.New(m.env.Theme)}
	set := m.box.form.SetValue
	m.layBox()
	pt := m.visit.Patient(row)
	for i, c := range m.visit.Plan().Items {
		if !slices.Contains(pt.Without, c.ID) {
			set(tickAt(i), form.Yes)
		}
		set(whereAt(i), pt.Where[c.ID])
	}
	if !pt.NoFee {
		set(head(editor.FieldFees), form.Yes)
	}
	for i, r := range pt.Extra {
		set(extraAt(i, domain.FieldItemCode), r.Code)
		set(extraAt(i, domain.FieldItemPosition), r.Position)
		set(extraAt(i, domain.FieldItemPrice), r.Price)
	}
	m.layBox()
	return screen.Stay(nil)
}

func (m *model) layBox() {
	var specs []form.Spec
	for i, c := range m.visit.Plan().Items {
		p := m.visit.Procedure(c.Row.Code)
		specs = append(specs, form.Spec{Key: tickAt(i), Kind: form.Check, Hint: strings.TrimSpace(text.Safe(c.Row.Code) + " " + text.Safe(p.Name))})
		if p.Position.Allowed() && m.box.form.Value(tickAt(i)) == form.Yes {
			hint := text.Safe(c.Row.Position)
			if hint == "" {
				hint = labels.HomeVisitWhere
			}
			specs = append(specs, form.Spec{Key: whereAt(i), Hint: hint})
		}
	}
	if m.visit.Plan().Fees {
		specs = append(specs, form.Spec{Key: head(editor.FieldFees), Kind: form.Check, Hint: labels.HomeVisitFee})
	}
	for i := range len(m.visit.Patient(m.box.row).Extra) + 1 {
		key := func(f domain.Field) form.Key { return extraAt(i, f) }
		specs = append(specs, m.procedureSpecs(key, rowOf(m.box.form, key), labels.HomeVisitExtra)...)
	}
	m.box.form.SetSpecs(specs...)
}

func (m *model) closeBox() screen.Step {
	m.box = nil
	return screen.Stay(tea.Batch(m.SaveNow(), m.recheck()))
}

// writeBox gives a key to the form of the box; every change counts at once.
func (m *model) writeBox(k tea.KeyMsg) screen.Step {
	b := m.box
	e := b.form.Update(k)
	if e.Changed {
		m.takeBox()
	}
	if e.Moved && domain.Field(e.From.Name) == domain.FieldItemPosition {
		m.normalisePosition(e.From)
	}
	if e.Moved && keys.Is(k, keys.Enter) && e.From.Section == extra {
		m.goOn(b.form, e.From, rowOf(b.form, func(f domain.Field) form.Key { return extraAt(e.From.Row, f) }))
	}
	switch {
	case e.Unheard:
		return screen.Stay(nil).Say(labels.FormUnheard)
	case e.Changed:
		return screen.Stay(m.recheck())
	}
	return screen.Stay(nil)
}

func (m *model) normalisePosition(ref form.Key) {
	if p, err := domain.ParsePosition(m.box.form.Value(ref)); err == nil {
		m.box.form.SetValue(ref, string(p))
		m.takeBox()
	}
}

// takeBox gives the editor the patient as the box has it.
func (m *model) takeBox() {
	f, pt := m.box.form, m.visit.Patient(m.box.row).Clone()
	pt.Without, pt.Where = nil, map[int]string{}
	for i, c := range m.visit.Plan().Items {
		if f.Value(tickAt(i)) != form.Yes {
			pt.Without = append(pt.Without, c.ID)
		}
		if own := f.Value(whereAt(i)); own != "" {
			pt.Where[c.ID] = own
		}
	}
	pt.NoFee = f.Value(head(editor.FieldFees)) != form.Yes
	n := len(pt.Extra)
	pt.Extra = nil
	for i := range n + 1 {
		row := rowOf(f, func(field domain.Field) form.Key { return extraAt(i, field) })
		if i < n || row != (domain.DraftItem{}) {
			pt.Extra = append(pt.Extra, row)
		}
	}
	m.visit.SetPatient(m.box.row, pt)
	m.layBox()
}

// outline tells the patient's exceptions, field by field.
func (b *exceptions) outline(m *model) outline.Outline {
	o := outline.Outline{outline.Heading(labels.HomeVisitOf(m.visit.Patient(b.row).Person))}
	add := func(k form.Key, label string) {
		if b.form.Has(k) {
			f := b.form.Field(k)
			f.Label = label
			o = append(o, f)
		}
	}
	for i, c := range m.visit.Plan().Items {
		what := strings.TrimSpace(text.Safe(c.Row.Code) + " " + text.Safe(m.visit.Procedure(c.Row.Code).Name))
		add(tickAt(i), what)
		add(whereAt(i), what+", "+labels.BillPosition)
	}
	add(head(editor.FieldFees), labels.HomeVisitFee)
	for i := range len(m.visit.Patient(b.row).Extra) + 1 {
		key := func(f domain.Field) form.Key { return extraAt(i, f) }
		for _, l := range procedureFields {
			add(key(l.field), labels.RowField(i+1, l.label))
		}
		if p := m.visit.Procedure(b.form.Value(key(domain.FieldItemCode))); p.Code != "" {
			o = append(o, outline.Sentence{Text: text.Safe(p.Name)})
		}
	}
	return append(o, b.form.ListOutline()...)
}

func (m *model) boxView(z layout.Size) string {
	b, t := m.box, m.env.Theme
	w := min(z.W, 72)
	lines := []string{" " + t.Title.Text(layout.Cut(labels.HomeVisitOf(m.visit.Patient(b.row).Person), w-4)), ""}
	focus := 0
	add := func(ref form.Key, cell string) {
		mark := " "
		if b.form.Focused(ref) {
			mark, focus = theme.GlyphCursor, len(lines)
		}
		lines = append(lines, mark+cell)
	}
	for i := range m.visit.Plan().Items {
		name := w - 4 - posWidth - 1
		cell := layout.Pad(b.form.Cell(tickAt(i), name), name) + " "
		add(tickAt(i), cell+b.form.Cell(whereAt(i), posWidth))
		if b.form.Focused(whereAt(i)) {
			focus = len(lines) - 1
		}
	}
	if m.visit.Plan().Fees {
		add(head(editor.FieldFees), b.form.Cell(head(editor.FieldFees), w-4))
	}
	for i := range len(m.visit.Patient(b.row).Extra) + 1 {
		ref := func(f domain.Field) form.Key { return extraAt(i, f) }
		line := m.procedureRow(b.form, ref, w-4)
		for _, f := range []domain.Field{domain.FieldItemCode, domain.FieldItemPosition, domain.FieldItemPrice} {
			if b.form.Focused(ref(f)) {
				focus = len(lines)
			}
		}
		lines = append(lines, line)
	}
	n := max(z.H-2, 1)
	from := max(min(focus-n/2, len(lines)-n), 0)
	box := layout.Scrolled(lines, from, w, z.H)
	if pop, open := b.form.Popup(layout.Size{W: w - 6, H: max(z.H-focus+from-3, 4)}); open {
		box = layout.Overlay(box, pop, 3, focus-from+2, layout.Size{W: w, H: z.H})
	}
	return box
}
