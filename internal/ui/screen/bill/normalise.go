package bill

import (
	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/keys"
)

// normalise writes a field that was left in its full form: "ig" becomes the
// date, since tomorrow it would mean another; "ok" becomes ÖK. What cannot be
// read stays as typed. It gives the field that the text is in now.
func (m *model) normalise(ref form.Key) form.Key {
	raw := m.form.Value(ref)
	full := raw
	if domain.Field(ref.Name) == domain.FieldItemDate && m.codeForDate(ref.Row, raw) {
		return cell(ref.Row, domain.FieldItemCode)
	}
	switch domain.Field(ref.Name) {
	case domain.FieldItemDate, domain.FieldExemptionFrom, domain.FieldExemptionTo:
		full = isoDate(raw, m.port.Today())
	case domain.FieldItemPosition:
		if p, err := domain.ParsePosition(raw); err == nil {
			full = string(p)
		}
	case domain.FieldPerson:
		if id, err := domain.ParsePersonID(raw, m.port.Today()); err == nil {
			full = id.Display()
		}
	}
	if full != raw {
		m.form.SetValue(ref, full)
		m.pull()
		m.touchChange()
	}
	return ref
}

// codeForDate takes a code typed one field too early, where the date stood, as
// the code it is; the date is that of the row above.
func (m *model) codeForDate(item int, raw string) bool {
	date, code := cell(item, domain.FieldItemDate), cell(item, domain.FieldItemCode)
	if _, err := domain.ParseDateInput(raw, m.port.Today()); err == nil || m.form.Value(code) != "" {
		return false
	}
	above := m.dateAbove(item)
	p, known := m.findProcedure(above, raw)
	if !known {
		return false
	}
	m.form.SetValue(date, above)
	m.form.SetValue(code, p.Code)
	m.pull()
	m.touchChange()
	return true
}

// dateForCode takes a date typed in a new row's procedure, where the cursor
// stands after each row, as the row's date; the cursor stays. As a word it would
// find some procedure: "ig" is in "fullständig".
func (m *model) dateForCode(k tea.KeyMsg) bool {
	ref, _ := m.form.Cursor()
	if domain.Field(ref.Name) != domain.FieldItemCode || !keys.Is(k, keys.Enter) && !keys.Is(k, keys.Next) {
		return false
	}
	row := m.row(ref.Row)
	d, err := domain.ParseDateInput(row.Code, m.port.Today())
	if err != nil || ref.Row < len(m.draft.Bills[m.bill].Items)-1 || row.Position != "" || row.Price != "" || row.Comment != "" {
		return false
	}
	m.form.SetValue(cell(ref.Row, domain.FieldItemDate), d.String())
	m.form.SetValue(ref, "")
	m.form.Retype(ref)
	m.pull()
	m.history.settle()
	m.touchChange()
	return true
}

func isoDate(raw string, today domain.Date) string {
	if d, err := domain.ParseDateInput(raw, today); err == nil {
		return d.String()
	}
	return raw
}

// settleDates gives a draft that was cut off in the middle of a date, by a
// crash, the date as it was meant on the day it was typed.
func (m *model) settleDates() {
	if m.draft.Updated.IsZero() {
		return
	}
	then := domain.DateOf(m.draft.Updated.In(m.env.Now().Location()))
	for i := range m.draft.Bills {
		b := &m.draft.Bills[i]
		b.ExemptionFrom, b.ExemptionTo = isoDate(b.ExemptionFrom, then), isoDate(b.ExemptionTo, then)
		for j := range b.Items {
			b.Items[j].Date = isoDate(b.Items[j].Date, then)
		}
	}
}
