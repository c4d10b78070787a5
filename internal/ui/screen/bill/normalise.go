package bill

import (
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/form"
)

// normalise writes a field that was left in its full form: "ig" becomes the
// date, since tomorrow it would mean another; "ok" becomes ÖK. What cannot be
// read stays as typed.
func (m *model) normalise(ref form.Ref) {
	raw := m.form.Value(ref)
	full := raw
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
