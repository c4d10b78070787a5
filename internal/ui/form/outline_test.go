package form_test

import (
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/theme"
)

// The outline tells every field as it is read, not as it is stored: a choice by
// its label, a code with its words, a tick as yes or no, and what is wrong.
func TestOutlineTellsFieldsAsTheyAreRead(t *testing.T) {
	f := bill()
	f.SetValue(support, "F")
	f.SetValue(model, "M1")
	f.SetValue(exempt, form.Yes)
	f.SetNotes([]form.Note{{Key: billRef, Severity: domain.SeverityError, Text: "Skriv referensen."}})
	for key, want := range map[form.Key]string{support: "F", model: "M1 Mobil", exempt: "ja", billRef: ""} {
		if got := f.Field(key).Value; got != want {
			t.Errorf("%v: %q, want %q", key, got, want)
		}
	}
	if got := f.Field(billRef); got.Finding != "Skriv referensen." || !got.Edited || got.Focused {
		t.Errorf("%+v", got)
	}
	if got := f.Field(support); len(got.Options) != 3 || got.Options[2] != "S" {
		t.Errorf("options %v", got.Options)
	}
	if got := f.Field(form.Of("no such field")); got.Label != "" || got.Edited {
		t.Errorf("an unknown field: %+v", got)
	}
	f.SetValue(model, "X9") // of an older list
	if got := f.Field(model).Value; got != "X9" {
		t.Errorf("a code that the list no longer has: %q", got)
	}
	focused := 0
	for _, part := range f.Outline() {
		if field, ok := part.(outline.Field); ok && field.Focused {
			focused++
		}
	}
	if focused != 1 {
		t.Errorf("%d fields in focus", focused)
	}
}

// An open list is told below its field: what matches and which is chosen; none where
// nothing matches.
func TestOutlineTellsTheOpenList(t *testing.T) {
	f := bill()
	if f.ListOutline() != nil {
		t.Error("a list is told that is not open")
	}
	f.SetFocus(code(0), 0)
	write(f, "bas")
	list, ok := f.ListOutline()[0].(outline.Table)
	if !ok || list.Len != 2 || list.Selected != 0 || list.Row(0)[1] != "101" || list.Row(1)[1] != "111" {
		t.Fatalf("%+v", f.ListOutline())
	}
	if len(f.Outline()) <= len(f.ListOutline()) {
		t.Error("the list is not told with the fields")
	}
	write(f, "xxx")
	if o := f.ListOutline(); o != nil {
		t.Errorf("nothing matches, but %+v is told", o)
	}
}

// A new list under a search that is going on, as when a price list arrives: what is
// typed is searched for in it, and what was chosen stays chosen.
func TestANewListUnderAnOpenSearch(t *testing.T) {
	spec := func(items ...form.Item) form.Spec {
		return form.Spec{Key: code(0), Kind: form.Pick, List: form.NewList(items)}
	}
	one, two := form.Item{Code: "101", Words: "Basundersökning"}, form.Item{Code: "111", Words: "Basundersökning"}
	f := form.New(theme.Plain(), spec(one, two))
	write(f, "bas")
	press(t, f, "down")
	if it, ok := f.Chosen(); !ok || it.Code != "111" {
		t.Fatalf("chosen %+v", it)
	}
	f.SetSpecs(spec(form.Item{Code: "100", Words: "Basundersökning"}, one, two))
	if it, ok := f.Chosen(); !ok || it.Code != "111" {
		t.Errorf("after the new list %+v", it)
	}
	if list := f.ListOutline()[0].(outline.Table); list.Len != 3 {
		t.Errorf("%d items match", list.Len)
	}
	f.SetSpecs(spec(one))
	if it, ok := f.Chosen(); !ok || it.Code != "101" {
		t.Errorf("after the chosen one has gone %+v", it)
	}
	f.SetSpecs(form.Spec{Key: code(0), Kind: form.Text})
	if f.ListOutline() != nil || f.Value(code(0)) != "bas" {
		t.Errorf("a field without a list: %q", f.Value(code(0)))
	}
}
