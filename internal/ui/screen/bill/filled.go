package bill

import (
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/form"
)

// filled is what the program put into the fields of a bill, of whom. While it
// stands unchanged it is taken away again when the number turns out to be
// another patient's: one patient's frikort must not stand on another's bill.
type filled struct {
	person domain.PersonID
	values map[domain.Field]string
}

// put fills a field in for the patient known now.
func (m *model) put(f domain.Field, value string) {
	m.form.SetValue(form.Of(f), value)
	if m.filled[m.bill].person != m.person.id {
		m.filled[m.bill] = filled{m.person.id, map[domain.Field]string{}}
	}
	m.filled[m.bill].values[f] = m.form.Value(form.Of(f))
}

// unfill takes away what was filled in for another patient and is unchanged.
func (m *model) unfill() {
	was, ok := m.filled[m.bill]
	if !ok || was.person == m.person.id {
		return
	}
	for f, value := range was.values {
		if ref := form.Of(f); m.form.Value(ref) == value {
			m.form.SetValue(ref, "")
		}
	}
	delete(m.filled, m.bill)
	m.pull()
	m.touchChange()
}

// isSuggested tells whether what stands in a field is the patient's, or the
// clinic's, last, and unchanged.
func (m *model) isSuggested(f domain.Field) bool {
	if f != domain.FieldExemption && f != domain.FieldCareModel {
		return false
	}
	return m.isFilled(f)
}

// isFilled tells whether the program put in what stands in a field, for the
// patient known now.
func (m *model) isFilled(f domain.Field) bool {
	was := m.filled[m.bill]
	value, ok := was.values[f]
	return ok && was.person == m.person.id && value == m.form.Value(form.Of(f))
}

// forgetFilled is for when bills stand elsewhere than they did.
func (m *model) forgetFilled() { clear(m.filled) }
