package bill

import (
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/form"
)

// normalise writes a field that was left in its full form: "ig" becomes the
// date, since tomorrow it would mean another; "ok" becomes ÖK. What cannot be
// read stays as typed. It gives the field that the text is in now.
func (m *model) normalise(ref form.Ref) form.Ref {
	raw := m.form.Value(ref)
	full := raw
	if ref.Field == domain.FieldItemDate && m.codeForDate(ref.Item, raw) {
		return form.Ref{Item: ref.Item, Field: domain.FieldItemCode}
	}
	switch ref.Field {
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
	date, code := form.Ref{Item: item, Field: domain.FieldItemDate}, form.Ref{Item: item, Field: domain.FieldItemCode}
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
