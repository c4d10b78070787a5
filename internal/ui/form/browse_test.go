package form

import (
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/theme"
	"example.org/tandtui/internal/ui/uitest"
)

// Space in an empty field that can be browsed opens its whole list; in one with
// text it is text.
func TestBrowse(t *testing.T) {
	ref := Of(domain.FieldPerson)
	list := NewList([]Item{{Code: "19600917-2336", Find: "6009172336"}, {Code: "x1", Label: "Förhöjd taxa"}})
	f := New(theme.Plain(), Spec{Ref: ref, Kind: Pick, List: list, Browse: true})
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
