package form

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/keys"
)

// Event is what a key did.
type Event struct {
	Used    bool // the key was the form's; otherwise it is the screen's to answer
	Changed bool // a value has changed
	Moved   bool // the focus went to another field; From is where it was
	From    Key
	Done    bool // Enter or Tab on the last field
	Unheard bool // text was typed where none belongs, and the next field is not free
}

// Update takes a key press or a paste; any other message does nothing.
func (f *Form) Update(msg tea.Msg) Event {
	k, ok := msg.(tea.KeyMsg)
	if !ok || f.at < 0 {
		return Event{}
	}
	from, before := f.specs[f.at].Key, f.values[f.specs[f.at].Key]
	e := f.press(k)
	e.From = from
	e.Moved = !f.Focused(from)
	if e.Moved || e.Done {
		f.leave(from)
	}
	e.Changed = e.Changed || f.values[from] != before
	e.Used = e.Used || e.Moved || e.Changed || e.Done
	return e
}

// leave tidies a field that is left (Spec.Normal).
func (f *Form) leave(k Key) {
	if i := f.index(k); i >= 0 && f.specs[i].Normal != nil {
		f.SetValue(k, f.specs[i].Normal(f.values[k]))
	}
}

func (f *Form) press(k tea.KeyMsg) Event {
	s := f.specs[f.at]
	if f.pop != nil {
		if e, done := f.inList(k, s); done {
			return e
		}
	}
	switch {
	case k.Paste:
		return f.typeInto(k, s)
	case s.Kind == Select && f.values[s.Key] == "" && keys.Is(k, keys.Enter):
		f.open(s) // Tab goes on without a choice
		return Event{Used: true}
	case keys.Is(k, keys.Next), keys.Is(k, keys.Enter):
		return f.forward()
	case keys.Is(k, keys.Prev):
		f.step(-1)
		return Event{Used: true}
	case keys.Is(k, keys.Up):
		f.row(-1)
		return Event{Used: true}
	case keys.Is(k, keys.Down):
		f.row(1)
		return Event{Used: true}
	}
	switch s.Kind {
	case Pick:
		if s.Browse && f.untyped() && k.String() == " " {
			if s.List.Len() > 0 {
				f.pop = NewPicker(s.List)
				f.pop.Choose(f.values[s.Key])
			}
			return Event{Used: true} // without a list too: no value begins with a space
		}
	case Select:
		if e := f.turn(k, s); e.Used {
			return e
		}
	case Choice:
		return f.choose(k, s)
	case Check:
		return f.tick(k, s)
	}
	return f.typeInto(k, s)
}

// untyped reports whether what is typed next begins the field's text.
func (f *Form) untyped() bool { return f.whole || f.edit.Value() == "" }

func (f *Form) forward() Event { return Event{Used: true, Done: !f.step(1)} }

// inList answers the keys of the open list; done is false for a key that is
// text or movement of the field under it.
func (f *Form) inList(k tea.KeyMsg, s Spec) (Event, bool) {
	switch {
	case k.Paste:
		return Event{}, false
	case keys.Is(k, keys.Back):
		f.pop = nil
		if s.Kind == Select {
			f.edit.SetValue("")
		}
		return Event{Used: true}, true
	case keys.Is(k, keys.Enter), keys.Is(k, keys.Next):
		if s.Kind == Pick && f.pop.guess() {
			if keys.Is(k, keys.Enter) {
				f.pop.asked = true
				return Event{Used: true}, true
			}
			f.pop = nil
			return f.forward(), true
		}
		// Of a patient or an FHB only Enter takes a guess: Tab leaves what is typed.
		guess := s.Browse && f.edit.Value() != "" && keys.Is(k, keys.Next)
		it, ok := f.pop.Selected()
		if !ok && s.Kind == Select && f.edit.Value() != "" && keys.Is(k, keys.Enter) {
			return Event{Used: true}, true // nothing fits what was typed: do not fall back on the old choice
		}
		if ok && !guess {
			f.take(s, it)
		}
		f.pop = nil
		return f.forward(), true
	case f.pop.Move(k):
		return Event{Used: true}, true
	}
	return Event{}, false
}

// take puts an item of the list into the field.
func (f *Form) take(s Spec, it Item) {
	f.values[s.Key] = it.Code
	f.edit.SetValue(it.Code)
	f.edit.CursorEnd()
}

// typeInto edits the text. What comes out is filtered and in NFC, also where a
// letter and its ring came as two keys.
func (f *Form) typeInto(k tea.KeyMsg, s Spec) Event {
	if s.Kind == Choice || s.Kind == Check {
		return f.typeOnward(k)
	}
	before, col := f.edit.Value(), f.edit.Position()
	if f.whole && len(k.Runes) > 0 && !k.Alt {
		f.edit.SetValue("")
	}
	f.whole = false
	for range f.runesOf(k) {
		f.edit, _ = f.edit.Update(k)
	}
	if raw := f.edit.Value(); raw != text.Safe(raw) {
		pos := len([]rune(text.Safe(string([]rune(raw)[:f.edit.Position()]))))
		f.edit.SetValue(text.Safe(raw))
		f.edit.SetCursor(pos)
	}
	value := f.edit.Value()
	if value == before {
		return Event{Used: f.edit.Position() != col}
	}
	if s.Kind != Select {
		f.values[s.Key] = value
	}
	if s.List != nil {
		f.open(s)
	}
	return Event{Used: true}
}

// typeOnward takes text typed on a choice or a tick, by one Enter too few, as
// meant for the next field of text, unless something stands there.
func (f *Form) typeOnward(k tea.KeyMsg) Event {
	if len(k.Runes) == 0 || k.Alt || strings.TrimSpace(text.Safe(string(k.Runes))) == "" {
		return Event{}
	}
	for i := f.at + 1; i < len(f.specs); i++ {
		s := f.specs[i]
		if s.Off != "" || s.Kind == Choice || s.Kind == Check {
			continue
		}
		if f.values[s.Key] != "" {
			break
		}
		f.enter(i, -1)
		e := f.typeInto(k, s)
		e.Changed = f.values[s.Key] != ""
		return e
	}
	return Event{Used: true, Unheard: true}
}

// open shows the list of a field, filtered by what is typed; a text that
// matches nothing shows none, since it is the user's own.
func (f *Form) open(s Spec) {
	query := f.edit.Value()
	if s.Kind == Pick && (strings.TrimSpace(query) == "" || s.Plain != nil && s.Plain(query)) {
		f.pop = nil
		return
	}
	if f.pop == nil {
		f.pop = NewPicker(s.List)
	}
	f.pop.Filter(query)
	if s.Kind == Pick && f.pop.Len() == 0 {
		f.pop = nil
	}
}

// turn answers the keys of a closed Select: space opens the list, the arrows
// take the value before or after.
func (f *Form) turn(k tea.KeyMsg, s Spec) Event {
	n := s.List.Len()
	if f.pop != nil || n == 0 || k.Paste {
		return Event{}
	}
	var by int
	switch k.String() {
	case " ":
		f.open(s)
		f.pop.Choose(f.values[s.Key])
		return Event{Used: true}
	case "left":
		by = -1
	case "right":
		by = 1
	default:
		return Event{}
	}
	at := slices.IndexFunc(s.List.items, func(it Item) bool { return it.Code == f.values[s.Key] })
	if at < 0 && by < 0 {
		at = 0
	}
	f.values[s.Key] = s.List.items[(at+by+n)%n].Code
	return Event{Used: true}
}

// choose answers the keys of a Choice: arrows, space, and the first letter.
func (f *Form) choose(k tea.KeyMsg, s Spec) Event {
	n := len(s.Options)
	if n == 0 {
		return Event{}
	}
	at := -1
	for i, o := range s.Options {
		if o.Value == f.values[s.Key] {
			at = i
		}
	}
	switch name := k.String(); name {
	case "right", " ":
		at = (at + 1) % n
	case "left":
		at = (max(at, 0) + n - 1) % n
	default:
		at = -1
		for i, o := range s.Options {
			if len(k.Runes) == 1 && strings.HasPrefix(Fold(o.Label), Fold(name)) {
				at = i
				break
			}
		}
		if at < 0 {
			return f.typeOnward(k)
		}
	}
	f.values[s.Key] = s.Options[at].Value
	return Event{Used: true}
}

func (f *Form) tick(k tea.KeyMsg, s Spec) Event {
	switch k.String() {
	case " ", "x":
		if f.values[s.Key] == Yes {
			f.values[s.Key] = ""
		} else {
			f.values[s.Key] = Yes
		}
		return Event{Used: true}
	}
	return f.typeOnward(k)
}
