package form

import (
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/theme"
)

// Outline is every field, and the open list of the one in focus.
func (f *Form) Outline() (o outline.Outline) {
	for i, s := range f.specs {
		o = append(o, f.field(i, s))
		if i == f.at && f.pop != nil {
			o = append(o, f.pop.Outline()...)
		}
	}
	return o
}

// Field tells one field; the zero Field if there is none.
func (f *Form) Field(k Key) outline.Field {
	i := f.index(k)
	if i < 0 {
		return outline.Field{}
	}
	return f.field(i, f.specs[i])
}

// ListOutline tells the open list of the field in focus, if there is one.
func (f *Form) ListOutline() outline.Outline {
	if f.pop == nil {
		return nil
	}
	return f.pop.Outline()
}

func (f *Form) field(i int, s Spec) outline.Field {
	field := outline.Field{
		Label: s.Label, Value: f.shown(s), Hint: s.Hint, Off: s.Off,
		Edited: s.Off == "", Focused: i == f.at,
	}
	if s.Kind == Check {
		field.Value = labels.No
		if f.values[s.Key] == Yes {
			field.Value = labels.Yes
		}
	}
	if field.Focused && s.Kind == Select && f.pop != nil {
		field.Value = f.edit.Value() // what the list is searched for
	}
	for _, option := range s.Options {
		field.Options = append(field.Options, option.Label)
	}
	if n, noted := f.Note(s.Key); noted {
		field.Finding = n.Text
	}
	return field
}

// Outline is the items that match, and how many they are.
func (p *Picker) Outline() outline.Outline {
	t := outline.Table{Len: len(p.hits), Selected: p.at, Columns: []string{"", "", "", ""}}
	if len(p.hits) == 0 || p.guess() {
		t.Selected = -1
	}
	t.Row = func(i int) []string {
		it := p.list.items[p.hits[i]]
		star := ""
		if it.Favorite {
			star = "★"
		}
		return []string{star, it.label(), it.Words, it.Right}
	}
	o := outline.Outline{t}
	if len(p.hits) == 0 {
		o = append(o, outline.Sentence{Text: labels.ListNone})
	}
	if p.asked {
		return append(o, outline.Sentence{Glyph: theme.GlyphWarn, Text: labels.ListGuess(len(p.hits))})
	}
	return append(o, outline.Sentence{Text: p.count()})
}
