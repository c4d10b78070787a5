package form

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/theme"
	"example.org/tandtui/internal/ui/uitest"
)

// Space in an empty field that can be browsed opens its whole list; in one with
// text it is text.
func TestBrowse(t *testing.T) {
	ref := Of(domain.FieldPerson)
	list := NewList([]Item{{Code: "19600917-2336", Find: "6009172336"}, {Code: "x1", Label: "Förhöjd taxa"}})
	f := New(theme.Plain(), Spec{Key: ref, Kind: Pick, List: list, Browse: true})
	if len(f.Keys()) != 1 {
		t.Error("the footer does not tell of the list")
	}
	press := func(names ...string) {
		for _, n := range names {
			f.Update(uitest.Key(t, n))
		}
	}
	press(" ")
	if it, ok := f.Chosen(); !ok || it.Code != "19600917-2336" || f.Value(ref) != "" {
		t.Fatalf("%+v %v, %q", it, ok, f.Value(ref))
	}
	press("esc", "6", "0", "tab")
	if f.Value(ref) != "60" {
		t.Fatalf("Tab took a guess: %q", f.Value(ref))
	}
	f.SetValue(ref, "")
	f.SetFocus(ref, -1)
	press("6", "0", "0")
	if it, ok := f.Chosen(); !ok || it.Code != "19600917-2336" {
		t.Fatalf("another spelling finds nothing: %+v", it)
	}
	press("esc", " ")
	if f.Value(ref) != "600 " {
		t.Fatalf("%q", f.Value(ref))
	}
	f.SetValue(ref, "")
	f.SetFocus(ref, -1)
	press("f", "o", "r", "h")
	if it, ok := f.Chosen(); !ok || it.Code != "x1" {
		t.Fatalf("the label is not searched: %+v", it)
	}
}

// Space in an empty field whose list is empty too is no text: nothing begins with
// a space, and a number after one is not found.
func TestBrowseWithoutAList(t *testing.T) {
	ref := Of(domain.FieldPerson)
	f := New(theme.Plain(), Spec{Key: ref, Kind: Pick, List: NewList(nil), Browse: true})
	for _, n := range []string{" ", "1", " ", "9"} {
		f.Update(uitest.Key(t, n))
	}
	if f.Value(ref) != "1 9" || f.Modal() {
		t.Errorf("%q", f.Value(ref))
	}
}

// A few digits that several items begin with choose none of them: Enter asks,
// the first arrow chooses the first, Tab leaves what is typed.
func TestFewDigitsAreNoChoice(t *testing.T) {
	ref := Of(domain.FieldItemCode)
	f := New(theme.Plain(), Spec{Key: ref, Kind: Pick, List: NewList([]Item{
		{Code: "401", Words: "Behandling"}, {Code: "404", Words: "Annan"}, {Code: "101", Words: "Basundersökning 40 minuter"},
	})}, Spec{Key: Of(domain.FieldComment)})
	press := func(names ...string) {
		for _, n := range names {
			f.Update(uitest.Key(t, n))
		}
	}
	press("4", "0", "enter", "enter")
	if !f.Focused(ref) || !f.Modal() || f.Value(ref) != "40" {
		t.Fatalf("a guess was taken: %q", f.Value(ref))
	}
	if box, _ := f.Popup(layout.Size{W: 60}); !strings.Contains(box, labels.ListGuess(2)) || strings.Contains(box, theme.GlyphCursor) {
		t.Fatal(box)
	}
	press("down", "enter")
	if f.Value(ref) != "401" {
		t.Fatalf("%q", f.Value(ref))
	}
	for _, c := range []struct {
		typed []string
		key   string
		want  string
	}{
		{[]string{"4", "0"}, "tab", "40"},                    // left as typed: the check tells
		{[]string{"4", "0", "4"}, "enter", "404"},            // only one
		{[]string{"1", "0", "1"}, "enter", "101"},            // exact
		{[]string{"b", "e", "h"}, "enter", "401"},            // words are seen
		{[]string{"4", "0", "down", "down"}, "enter", "404"}, // chosen by hand
	} {
		f.SetValue(ref, "")
		f.SetFocus(Of(domain.FieldComment), -1)
		f.SetFocus(ref, -1)
		press(append(c.typed, c.key)...)
		if f.Value(ref) != c.want || f.Focused(ref) {
			t.Errorf("%v %s: %q", c.typed, c.key, f.Value(ref))
		}
	}
}

// What was not taken is typed anew, or mended.
func TestRetype(t *testing.T) {
	ref := Of(domain.FieldPerson)
	f := New(theme.Plain(), Spec{Key: ref}, Spec{Key: Of(domain.FieldComment)})
	for _, c := range []struct {
		key, want string
	}{{"9", "9"}, {"backspace", "12"}} {
		f.SetValue(ref, "123")
		f.SetFocus(Of(domain.FieldComment), -1)
		f.Retype(ref)
		f.Update(uitest.Key(t, c.key))
		if f.Value(ref) != c.want || !f.Focused(ref) {
			t.Errorf("%s: %q", c.key, f.Value(ref))
		}
	}
}

// W11: a code with a letter more is another procedure, and is not taken for the
// digits alone.
func TestW11DigitsAreNotACodeWithALetter(t *testing.T) {
	ref := Of(domain.FieldItemCode)
	f := New(theme.Plain(), Spec{Key: ref, Kind: Pick, List: NewList([]Item{{Code: "116S", Words: "Konsultation"}, {Code: "101", Words: "Undersökning"}})}, Spec{Key: Of(domain.FieldComment)})
	press := func(names ...string) {
		for _, n := range names {
			f.Update(uitest.Key(t, n))
		}
	}
	press("1", "1", "6", "enter", "enter")
	if !f.Focused(ref) || f.Value(ref) != "116" {
		t.Fatalf("taken as %q", f.Value(ref))
	}
	if box, _ := f.Popup(layout.Size{W: 60}); !strings.Contains(box, labels.ListGuess(1)) || strings.Contains(box, theme.GlyphCursor) {
		t.Fatal(box)
	}
	press("down", "enter")
	if f.Value(ref) != "116S" {
		t.Errorf("chosen by hand: %q", f.Value(ref))
	}
	f.SetFocus(ref, -1)
	press("1", "1", "6", "s", "enter")
	if f.Value(ref) != "116S" {
		t.Errorf("typed whole: %q", f.Value(ref))
	}
}
