package form_test

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"pgregory.net/rapid"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/theme"
	"example.org/tandtui/internal/ui/uitest"
)

// everyKind is a form with a field of each kind, and one that is off.
func everyKind() *form.Form {
	list := form.NewList([]form.Item{{Code: "101", Words: "Basundersökning"}, {Code: "825", Words: "Protes", Favorite: true}, {Code: "å", Words: "Ö"}})
	return form.New(
		theme.Plain(),
		form.Spec{Key: form.Of(domain.FieldPerson), Label: "Text", Limit: 12},
		form.Spec{Key: form.Of(domain.FieldSupport), Label: "Val", Kind: form.Choice, Options: []form.Option{{Value: "N", Label: "N"}, {Value: "F", Label: "F"}}},
		form.Spec{Key: form.Of(domain.FieldCareModel), Label: "Lista", Kind: form.Select, List: list},
		form.Spec{Key: form.Of(domain.FieldComment), Label: "Av", Off: "går inte"},
		form.Spec{Key: form.Of(domain.FieldExemption), Label: "Kryss", Kind: form.Check},
		form.Spec{Key: form.In("rows", 0, domain.FieldItemDate), Label: "Datum", Kind: form.Date},
		form.Spec{Key: form.In("rows", 0, domain.FieldItemCode), Label: "Sök", Kind: form.Pick, List: list, Browse: true},
		form.Spec{Key: form.In("rows", 1, domain.FieldItemCode), Label: "Sök", Kind: form.Pick, List: list},
	)
}

// Whatever keys come: no panic, every window is drawn to its size, only the
// field in focus changes, or an empty one that the focus went to, Event tells the truth of it, and Shift+Tab moves
// until the first field.
func TestRandomKeysOnTheForm(t *testing.T) {
	names := []string{"tab", "shift+tab", "enter", "up", "down", "left", "right", "home", "end", "esc", "backspace", "delete", "ctrl+u", "ctrl+k", "ctrl+w", " ", "pgup", "pgdown", "f3", "alt+b"}
	rapid.Check(t, func(rt *rapid.T) {
		f := everyKind()
		values := func() (v []string) {
			for _, r := range refs {
				v = append(v, f.Value(r))
			}
			return v
		}
		for range rapid.IntRange(1, 80).Draw(rt, "n") {
			before, at := values(), focused(f)
			var msg tea.Msg = uitest.Key(t, rapid.SampledFrom(names).Draw(rt, "key"))
			switch rapid.IntRange(0, 3).Draw(rt, "kind") {
			case 0:
				msg = tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(rapid.SampledFrom([]string{"1", "8", "å", "a\u030a", "x", "n", "-", "\u202e"}).Draw(rt, "rune"))}
			case 1:
				msg = tea.KeyMsg{Type: tea.KeyRunes, Paste: true, Runes: []rune(rapid.String().Draw(rt, "pasted"))}
			}
			e := f.Update(msg)
			changed := false
			for i, v := range values() {
				if v == before[i] {
					continue
				}
				if changed = true; refs[i] != at && (before[i] != "" || refs[i] != focused(f)) {
					rt.Fatalf("%v changed while %v was in focus", refs[i], at)
				}
			}
			if e.Changed != changed || e.From != at || e.Moved != (focused(f) != at) || (changed || e.Moved) && !e.Used {
				rt.Fatalf("%+v: changed %v, from %v to %v", e, changed, at, focused(f))
			}
			uitest.Fit(t, f.View(layout.Size{W: 40, H: 12}), layout.Size{W: 40, H: 12})
		}
		if f.Modal() {
			f.Update(uitest.Key(t, "esc"))
		}
		before := values()
		for n := 0; focused(f) != refs[0]; n++ {
			at := focused(f)
			if f.Update(uitest.Key(t, "shift+tab")); focused(f) == at || n > len(refs) {
				rt.Fatalf("Shift+Tab stays at %v", at)
			}
		}
		for i, v := range values() {
			if v != before[i] {
				rt.Fatalf("moving changed %v", refs[i])
			}
		}
	})
}

var refs = []form.Key{
	form.Of(domain.FieldPerson), form.Of(domain.FieldSupport), form.Of(domain.FieldCareModel), form.Of(domain.FieldComment), form.Of(domain.FieldExemption),
	form.In("rows", 0, domain.FieldItemDate),
	form.In("rows", 0, domain.FieldItemCode),
	form.In("rows", 1, domain.FieldItemCode),
}

func focused(f *form.Form) form.Key { ref, _ := f.Cursor(); return ref }
