package bill

import (
	"unicode/utf8"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/editor"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/form"
)

// rowSection is the form's section of the bill's rows.
const rowSection = "rows"

// cell is the key of a field of row i; of the bill as a whole where i is domain.WholeBill.
func cell(i int, f domain.Field) form.Key {
	if i < 0 {
		return form.Of(f)
	}
	return form.In(rowSection, i, f)
}

func keyOf(ref editor.Ref) form.Key { return cell(ref.Item, ref.Field) }

func refOf(k form.Key) editor.Ref { return editor.Ref{Item: k.Row, Field: domain.Field(k.Name)} }

// lay gives the form the fields that the choices made so far need, with what the
// editor holds.
func (m *model) lay() {
	specs := m.specs()
	m.form.SetSpecs(specs...)
	for _, s := range specs {
		if value := m.ed.Value(refOf(s.Key)); m.form.Value(s.Key) != value {
			m.form.SetValue(s.Key, value)
		}
	}
}

// fill lays the editor's bill into a new form.
func (m *model) fill() {
	m.form = form.New(m.env.Theme)
	m.opened = map[int]bool{}
	m.lay()
}

// refill shows a bill that is another, or whose rows stand elsewhere, with the
// cursor where the editor put it; a field that cannot be entered has its row's
// procedure instead.
func (m *model) refill() {
	at, _ := m.ed.Cursor()
	m.fill()
	if !m.form.SetFocus(keyOf(at), -1) && at.Item >= 0 {
		m.form.SetFocus(cell(at.Item, domain.FieldItemCode), -1)
	}
	m.noteFocus()
	m.note()
}

// restore is refill after undo: what came back is typed on in.
func (m *model) restore() {
	at, _ := m.ed.Cursor()
	m.fill()
	m.form.SetFocus(keyOf(at), utf8.RuneCountInString(m.form.Value(keyOf(at))))
	m.noteFocus()
	m.note()
}

// noteFocus tells the editor where the cursor is.
func (m *model) noteFocus() {
	k, col := m.form.Cursor()
	m.ed.Focus(refOf(k), col)
}

// note shows the findings in the form: those of fields that were left once, or
// all after a refused send.
func (m *model) note() {
	var notes []form.Note
	for _, f := range m.ed.Findings() {
		if f.Bill == m.ed.Bill() && m.ed.Shown(f) {
			notes = append(notes, form.Note{Key: keyOf(m.ed.RefOf(f)), Severity: f.Severity, Text: text.Finding(f).String()})
		}
	}
	m.form.SetNotes(notes)
}

// raw is the bill shown as it is written.
func (m *model) raw() domain.DraftBill { return m.ed.Raw(m.ed.Bill()) }
