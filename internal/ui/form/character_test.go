package form_test

import (
	"testing"

	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/theme"
)

// A letter with a mark is two runes and one character, as a flag is: Backspace takes all of it, and the
// cursor never stands inside it.
func TestACharacterOfSeveralRunesIsOne(t *testing.T) {
	for _, c := range []struct {
		typed string
		keys  []string
		want  string
	}{
		{"a🇸🇪", []string{"backspace"}, "a"},
		{"🇸🇪.🇳🇴", []string{"backspace"}, "⚑."},
		{"🇸🇪🇳🇴", []string{"backspace"}, ""},
		{"👍🏽", []string{"backspace"}, ""},
		{"ax̊", []string{"backspace"}, "a"},
		{"ax̊b", []string{"left", "left", "delete"}, "ab"},
		{"a🇸🇪b", []string{"left", "backspace"}, "ab"},
		{"a🇸🇪b", []string{"left", "left", "delete"}, "ab"},
		{"a🇸🇪b", []string{"home", "right", "right", "backspace"}, "ab"},
		{"a🇸🇪b", []string{"home", "delete", "delete"}, "b"},
		{"räka", []string{"backspace", "left", "delete"}, "rä"},
	} {
		f := form.New(theme.Plain(), form.Spec{Key: billRef, Label: "Räkningsref."})
		write(f, c.typed)
		press(t, f, c.keys...)
		if got := f.Value(billRef); got != c.want {
			t.Errorf("%q %v: %q, want %q", c.typed, c.keys, got, c.want)
		}
	}
}

// Fields that come before the one in focus, as when the region has answered about
// the patient, leave it as it is, with its open list.
func TestFieldsThatComeLeaveTheOpenList(t *testing.T) {
	for _, at := range []form.Key{model, code(0)} {
		f := bill()
		specs := []form.Spec{
			{Key: model, Kind: form.Select, List: form.NewList([]form.Item{{Code: "K1", Words: "Konventionell"}, {Code: "M1", Words: "Mobil"}})},
			{Key: code(0), Kind: form.Pick, List: procedures},
		}
		f.SetSpecs(specs...)
		f.SetFocus(at, -1)
		write(f, map[form.Key]string{model: "m", code(0): "prot"}[at])
		f.SetSpecs(append([]form.Spec{{Key: person}, {Key: billRef}}, specs...)...)
		if !f.Modal() || !f.Focused(at) {
			t.Fatalf("%v: the list was closed", at)
		}
		press(t, f, "enter")
		if got, want := f.Value(at), map[form.Key]string{model: "M1", code(0): "825"}[at]; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
