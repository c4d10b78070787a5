// Package form is the form engine: fields of raw text in an order, one of them in
// focus, and free movement between them whatever they hold. It judges nothing:
// findings come from outside and are only shown. It saves nothing: Event says
// what a key did. Screens draw the default View or place the fields themselves
// with Cell.
package form

import (
	"slices"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
	"example.org/tandtui/internal/ui/theme"
)

// Kind is how a field is typed and drawn.
type Kind uint8

// The kinds of fields. (A PIN is not a field of a form: see PIN.)
const (
	Text   Kind = iota // raw text
	Date               // raw text; a full date fills its cell
	Choice             // one of a few, all visible: ● N  ○ F  ○ S
	Select             // one of many, from a list that opens; typing filters it
	Pick               // raw text with a list that helps: procedures
	Check              // [x] yes or no
)

// Key names a field. Fields that repeat, as those of a bill's rows, belong to a
// section and a row in it.
type Key struct {
	Section string // "" for a single field
	Row     int    // from 0 in a section; NoRow for a single field
	Name    string
}

// NoRow is the row of a field outside a section.
const NoRow = -1

// Of is the key of a field outside a section.
func Of[N ~string](name N) Key { return Key{Row: NoRow, Name: string(name)} }

// In is the key of a field in a row of a section.
func In[N ~string](section string, row int, name N) Key { return Key{section, row, string(name)} }

// Option is one of the values of a Choice.
type Option struct{ Value, Label string }

// Spec describes a field. Values are not part of it.
type Spec struct {
	Key     Key
	Kind    Kind
	Label   string
	Width   int    // cells of the value in View; 0: what there is room for
	Limit   int    // characters; 0: DefaultLimit
	Hint    string // shown while nothing is typed; of a Check: the words beside the box
	Options []Option
	List    *List             // Select and Pick
	Prose   bool              // prose: typing continues the text; in other fields it replaces it
	Browse  bool              // Pick: space in the empty field opens the whole list
	Plain   func(string) bool // Pick: what is typed is no search but a text of its own; the list stays closed
	Off     string            // why it cannot be changed; focus skips it. "": it can

	Normal func(string) string // how the text is written once the field is left; nil: as typed
}

// DefaultLimit bounds what is typed or pasted into a field without a limit of its
// own, characters: far more than any may hold, so that of a long paste nothing is
// cut; a finding tells how much is too much.
const DefaultLimit = 4000

// Yes is the value of a ticked Check; an empty one is not ticked.
const Yes = "1"

// Note is what is said about a field, from a Finding.
type Note struct {
	Key      Key
	Severity domain.Severity
	Text     string // Swedish sentence
}

// Form is fields with values. Make it with New.
type Form struct {
	theme  *theme.Theme
	specs  []Spec
	places map[Key]int // index of each field
	values map[Key]string
	notes  map[Key]Note
	at     int // index of the field in focus, -1 if none can have it
	edit   textinput.Model
	pop    *Picker // the open list of the field in focus
	whole  bool    // the field was just entered: what is typed replaces all of it
}

// New makes a form; focus is on the first field that can be changed.
func New(t *theme.Theme, specs ...Spec) *Form {
	f := &Form{theme: t, values: map[Key]string{}, places: map[Key]int{}, at: -1, edit: textinput.New()}
	f.edit.Prompt = ""
	f.edit.KeyMap = editing()
	f.edit.Focus()
	f.SetSpecs(specs...)
	return f
}

// editing is the part of textinput's keys that we use: no clipboard commands,
// since terminals paste by themselves, and no suggestions.
func editing() textinput.KeyMap {
	m := textinput.DefaultKeyMap
	none := key.NewBinding(key.WithDisabled())
	m.Paste, m.AcceptSuggestion, m.NextSuggestion, m.PrevSuggestion = none, none, none, none
	return m
}

// SetSpecs changes which fields there are. Values stay, even those of fields that
// are gone for now, so that changing a choice back loses nothing. The field in
// focus stays as it is, with its open list, until it is left, even if it is not
// among them or is off: what is typed next must not land in another.
func (f *Form) SetSpecs(specs ...Spec) {
	was, col := f.Cursor()
	at, kind := f.at, Text
	if at >= 0 {
		kind = f.specs[at].Kind
	}
	f.specs = f.withFocused(slices.Clone(specs))
	clear(f.places)
	for i, s := range f.specs {
		f.places[s.Key] = i
	}
	if at >= 0 {
		f.stay(f.index(was), kind, col)
		return
	}
	for i, s := range f.specs {
		if s.Off == "" {
			f.enter(i, -1)
			return
		}
	}
}

// withFocused are fields with the one in focus among them, behind the one that was
// before it.
func (f *Form) withFocused(specs []Spec) []Spec {
	if f.at < 0 {
		return specs
	}
	here := f.specs[f.at]
	place := func(k Key) int { return slices.IndexFunc(specs, func(s Spec) bool { return s.Key == k }) }
	if i := place(here.Key); i >= 0 {
		specs[i].Off = ""
		return specs
	}
	for j := f.at - 1; j >= 0; j-- {
		if i := place(f.specs[j].Key); i >= 0 {
			return slices.Insert(specs, i+1, here)
		}
	}
	return slices.Insert(specs, 0, here)
}

// stay goes on in the field in focus, which was of a kind and is field i now.
func (f *Form) stay(i int, kind Kind, col int) {
	s, whole := f.specs[i], f.whole
	if s.Kind != kind {
		f.enter(i, col)
		f.whole = whole
		return
	}
	f.at, f.edit.CharLimit = i, s.limit()
	if f.pop != nil && s.List != nil && s.List != f.pop.list {
		f.pop.relist(s.List)
	}
}

func (f *Form) index(k Key) int {
	if i, ok := f.places[k]; ok {
		return i
	}
	return -1
}

// Value is the raw text of a field; "" also for one that does not exist.
func (f *Form) Value(k Key) string { return f.values[k] }

// SetValue puts text into a field, filtered and cut to its limit. If the field is
// in focus the cursor stays where it is; what fills an empty one is replaced by
// what is typed next, as in a field that was just entered.
func (f *Form) SetValue(k Key, value string) {
	limit := DefaultLimit
	i := f.index(k)
	if i >= 0 {
		limit = f.specs[i].limit()
	}
	value = text.Safe(value)
	if r := []rune(value); len(r) > limit {
		value = string(r[:limit])
	}
	f.values[k] = value
	if i >= 0 && i == f.at && f.specs[i].Kind != Select {
		col, empty := f.edit.Position(), f.edit.Value() == ""
		f.edit.SetValue(value)
		f.edit.SetCursor(col)
		if empty && value != "" {
			f.whole = !f.specs[i].Prose
			f.edit.CursorEnd()
		}
	}
}

func (s Spec) limit() int {
	if s.Limit > 0 {
		return s.Limit
	}
	return DefaultLimit
}

// SetNotes replaces the notes about the fields. If several are about one field,
// the first error counts, else the first.
func (f *Form) SetNotes(notes []Note) {
	f.notes = make(map[Key]Note, len(notes))
	for _, n := range notes {
		was, ok := f.notes[n.Key]
		if !ok || n.Severity == domain.SeverityError && was.Severity != n.Severity {
			f.notes[n.Key] = n
		}
	}
}

// Note is what is said about a field.
func (f *Form) Note(k Key) (Note, bool) {
	n, ok := f.notes[k]
	return n, ok
}

// Has reports whether there is such a field now.
func (f *Form) Has(k Key) bool { return f.index(k) >= 0 }
