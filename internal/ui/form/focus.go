package form

// Cursor is the field in focus and the place in it, in characters.
func (f *Form) Cursor() (Key, int) {
	if f.at < 0 || f.at >= len(f.specs) {
		return Of(""), 0
	}
	return f.specs[f.at].Key, f.edit.Position()
}

// Focused reports whether a field has the focus.
func (f *Form) Focused(k Key) bool { return f.at >= 0 && f.specs[f.at].Key == k }

// Open reports whether there is such a field and it can be changed.
func (f *Form) Open(k Key) bool {
	i := f.index(k)
	return i >= 0 && f.specs[i].Off == ""
}

// SetFocus goes to a field, col characters in (-1: the end). It reports false,
// and stays, if there is no such field or it cannot be changed.
func (f *Form) SetFocus(k Key, col int) bool {
	if !f.Open(k) {
		return false
	}
	i := f.index(k)
	if i != f.at || f.pop == nil { // the list of a field that stays in focus stays open
		f.enter(i, col)
	}
	return true
}

// Retype selects all of a field's text, as if the field had just been entered:
// typing replaces it, an arrow or Backspace keeps it for editing.
func (f *Form) Retype(k Key) bool {
	if !f.Open(k) {
		return false
	}
	f.enter(f.index(k), -1)
	return true
}

// enter puts the editor on field i.
func (f *Form) enter(i, col int) {
	f.at, f.pop = i, nil
	s := f.specs[i]
	f.edit.CharLimit = s.limit()
	value := f.values[s.Key]
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

// step moves the focus by one field and skips those that are off. It reports
// false at the end.
func (f *Form) step(by int) bool {
	for i := f.at + by; i >= 0 && i < len(f.specs); i += by {
		if f.specs[i].Off == "" {
			f.enter(i, -1)
			return true
		}
	}
	return false
}

// row moves to the same column of the row above or below. Outside a section it is
// step; at the edge of a section it leaves the section instead of going along the
// row.
func (f *Form) row(by int) {
	here := f.specs[f.at].Key
	if here.Section == "" {
		f.step(by)
		return
	}
	if f.SetFocus(Key{here.Section, here.Row + by, here.Name}, -1) {
		return
	}
	for i := f.at; i >= 0 && i < len(f.specs); i += by {
		if to := f.specs[i].Key; (to.Section != here.Section || to.Row != here.Row) && f.specs[i].Off == "" {
			f.enter(i, -1)
			return
		}
	}
}

// Typing reports whether characters are text in the field in focus.
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

// Modal reports whether a list is open, so that Esc closes it.
func (f *Form) Modal() bool { return f.pop != nil }
