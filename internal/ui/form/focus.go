package form

import "example.org/tandtui/internal/domain"

// Cursor is the field in focus and the place in it, in characters.
func (f *Form) Cursor() (Ref, int) {
	if f.at < 0 || f.at >= len(f.specs) {
		return Of(""), 0
	}
	return f.specs[f.at].Ref, f.edit.Position()
}

// Focused tells whether a field has the focus.
func (f *Form) Focused(ref Ref) bool { return f.at >= 0 && f.specs[f.at].Ref == ref }

// Open tells whether there is such a field and it can be changed.
func (f *Form) Open(ref Ref) bool {
	i := f.index(ref)
	return i >= 0 && f.specs[i].Off == ""
}

// SetFocus goes to a field, col characters in (-1: the end). It reports false,
// and stays, if there is no such field or it cannot be changed.
func (f *Form) SetFocus(ref Ref, col int) bool {
	if !f.Open(ref) {
		return false
	}
	i := f.index(ref)
	if i != f.at || f.pop == nil { // the list of a field that stays in focus stays open
		f.enter(i, col)
	}
	return true
}

// Retype chooses all of a field's text anew, as if the field had just been come
// to: what is typed takes its place, an arrow or Backspace keeps it for mending.
func (f *Form) Retype(ref Ref) bool {
	if !f.Open(ref) {
		return false
	}
	f.enter(f.index(ref), -1)
	return true
}

// enter puts the editor on field i.
func (f *Form) enter(i, col int) {
	f.at, f.pop = i, nil
	s := f.specs[i]
	f.edit.CharLimit = s.limit()
	value := f.values[s.Ref]
	if s.Kind == Select {
		value = "" // what is typed there filters the list, and is no value
	}
	f.edit.SetValue(value)
	f.whole = col < 0 && !s.Prose && value != ""
	if col < 0 {
		f.edit.CursorEnd()
	} else {
		f.edit.SetCursor(col)
	}
}

// step moves the focus by one field, past those that are off. It reports false
// at the end.
func (f *Form) step(by int) bool {
	for i := f.at + by; i >= 0 && i < len(f.specs); i += by {
		if f.specs[i].Off == "" {
			f.enter(i, -1)
			return true
		}
	}
	return false
}

// row moves to the same column of the item above or below; outside the items
// it is step, and at their edge it leaves the row rather than walk along it.
func (f *Form) row(by int) {
	here := f.specs[f.at].Ref
	if here.Item == domain.WholeBill {
		f.step(by)
		return
	}
	if f.SetFocus(Ref{here.Item + by, here.Field}, -1) {
		return
	}
	for i := f.at; i >= 0 && i < len(f.specs); i += by {
		if f.specs[i].Ref.Item != here.Item && f.specs[i].Off == "" {
			f.enter(i, -1)
			return
		}
	}
}

// NextFault goes to the next field with an error, round the end, and reports
// whether there is one.
func (f *Form) NextFault() bool { return f.faultAfter(max(f.at, 0)) }

// FirstFault goes to the first field with an error, as a refused send does.
func (f *Form) FirstFault() bool { return f.faultAfter(len(f.specs) - 1) }

func (f *Form) faultAfter(at int) bool {
	for n := 1; n <= len(f.specs); n++ {
		i := (at + n) % len(f.specs)
		s := f.specs[i]
		if note, ok := f.Note(s.Ref); ok && note.Severity == domain.SeverityError && s.Off == "" {
			f.enter(i, -1)
			return true
		}
	}
	return false
}

// Typing tells whether characters are text in the field in focus.
func (f *Form) Typing() bool {
	if f.at < 0 {
		return false
	}
	k := f.specs[f.at].Kind
	return k != Choice && k != Check
}

// Chosen is the item that Enter would take from the open list.
func (f *Form) Chosen() (Item, bool) {
	if f.pop == nil {
		return Item{}, false
	}
	return f.pop.Selected()
}

// Modal tells whether a list is open, so that Esc closes it.
func (f *Form) Modal() bool { return f.pop != nil }
