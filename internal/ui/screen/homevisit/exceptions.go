package homevisit

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/keys"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/theme"
)

// exceptions is the box in which a patient's procedures differ from all: those
// that were not done are unticked, others are added below.
type exceptions struct {
	row    int
	before plan // for one step of undo
	form   *form.Form
}

// extraBase is where the refs of the added procedures begin; the ticks of the
// common ones are items from 0.
const extraBase = 1_000

func tickAt(i int) form.Key                  { return cell(i, domain.FieldItems) }
func whereAt(i int) form.Key                 { return cell(i, domain.FieldItemPosition) }
func extraAt(i int, f domain.Field) form.Key { return cell(extraBase+i, f) }

// openBox opens the exceptions of the patient under the cursor.
func (m *model) openBox() screen.Step {
	m.pull()
	row := m.row()
	if row >= len(m.plan.patients) {
		return screen.Stay(nil).Say(labels.HomeVisitFirst)
	}
	b := &exceptions{row: row, before: m.plan.clone(), form: form.New(m.env.Theme)}
	m.box = b
	m.layBox()
	pt := m.plan.patients[row]
	for i, c := range m.plan.items {
		if !pt.without[c.id] {
			b.form.SetValue(tickAt(i), form.Yes)
		}
		b.form.SetValue(whereAt(i), pt.where[c.id])
	}
	if !pt.noFee {
		b.form.SetValue(head(fieldFees), form.Yes)
	}
	for i, r := range pt.extra {
		b.form.SetValue(extraAt(i, domain.FieldItemCode), r.Code)
		b.form.SetValue(extraAt(i, domain.FieldItemPosition), r.Position)
		b.form.SetValue(extraAt(i, domain.FieldItemPrice), r.Price)
	}
	m.layBox()
	return screen.Stay(nil)
}

func (m *model) layBox() {
	var specs []form.Spec
	for i, c := range m.plan.items {
		p := m.procedure(c.row.Code)
		specs = append(specs, form.Spec{Key: tickAt(i), Kind: form.Check, Hint: strings.TrimSpace(text.Safe(c.row.Code) + " " + text.Safe(p.Name))})
		if p.Position.Allowed() && m.box.form.Value(tickAt(i)) == form.Yes {
			hint := text.Safe(c.row.Position)
			if hint == "" {
				hint = labels.HomeVisitWhere
			}
			specs = append(specs, form.Spec{Key: whereAt(i), Limit: 100, Hint: hint})
		}
	}
	if m.plan.fees {
		specs = append(specs, form.Spec{Key: head(fieldFees), Kind: form.Check, Hint: labels.HomeVisitFee})
	}
	for i := range len(m.plan.patients[m.box.row].extra) + 1 {
		specs = append(specs, m.procedureSpecs(func(f domain.Field) form.Key { return extraAt(i, f) }, m.box.form, labels.HomeVisitExtra)...)
	}
	m.box.form.SetSpecs(specs...)
}

// pressBox takes a key while the box is open; every change counts at once.
func (m *model) pressBox(k tea.KeyMsg) screen.Step {
	b := m.box
	if !b.form.Modal() && (keys.Is(k, keys.Back) || keys.Is(k, exceptKey)) {
		m.box = nil
		return screen.Stay(tea.Batch(m.save.SaveNow(), m.recheck()))
	}
	e := b.form.Update(k)
	if e.Changed {
		m.pullBox()
		m.changed(b.before, cell(patientBase+b.row, domain.FieldItems))
	}
	if e.Moved && domain.Field(e.From.Name) == domain.FieldItemPosition {
		m.normalisePosition(e.From)
	}
	if e.Moved && keys.Is(k, keys.Enter) && e.From.Row >= extraBase {
		if next, ok := m.nextOf(b.form, e.From); ok {
			b.form.SetFocus(next, -1)
		}
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
		m.pullBox()
	}
}

// pullBox brings the patient up to date with the box.
func (m *model) pullBox() {
	f, pt := m.box.form, &m.plan.patients[m.box.row]
	pt.without, pt.where = map[int]bool{}, map[int]string{}
	for i, c := range m.plan.items {
		if f.Value(tickAt(i)) != form.Yes {
			pt.without[c.id] = true
		}
		if own := f.Value(whereAt(i)); own != "" {
			pt.where[c.id] = own
		}
	}
	pt.noFee = f.Value(head(fieldFees)) != form.Yes
	n := len(pt.extra)
	pt.extra = pt.extra[:0:0]
	for i := range n + 1 {
		row := rowOf(f, func(field domain.Field) form.Key { return extraAt(i, field) })
		if i < n || row != (domain.DraftItem{}) {
			pt.extra = append(pt.extra, row)
		}
	}
	m.layBox()
}

func (b *exceptions) keys() []key.Binding {
	if b.form.Modal() {
		return b.form.Keys()
	}
	return append(b.form.Keys(), keys.Next, keys.As(keys.Back, labels.KeyClose), keys.As(exceptKey, labels.KeyClose))
}

func (m *model) boxView(z layout.Size) string {
	b, t := m.box, m.env.Theme
	w := min(z.W, 72)
	lines := []string{" " + t.Title.Text(layout.Cut(labels.HomeVisitOf(m.plan.patients[b.row].number), w-4)), ""}
	focus := 0
	add := func(ref form.Key, cell string) {
		mark := " "
		if b.form.Focused(ref) {
			mark, focus = theme.GlyphCursor, len(lines)
		}
		lines = append(lines, mark+cell)
	}
	for i := range m.plan.items {
		name := w - 4 - posWidth - 1
		cell := layout.Pad(b.form.Cell(tickAt(i), name), name) + " "
		add(tickAt(i), cell+b.form.Cell(whereAt(i), posWidth))
		if b.form.Focused(whereAt(i)) {
			focus = len(lines) - 1
		}
	}
	if m.plan.fees {
		add(head(fieldFees), b.form.Cell(head(fieldFees), w-4))
	}
	for i := range len(m.plan.patients[b.row].extra) + 1 {
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
