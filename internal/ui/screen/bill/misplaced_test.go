package bill

import (
	"slices"
	"testing"

	"example.org/tandtui/internal/domain"
)

// After a wrong number Enter keeps the cursor, and the next key replaces it; Tab
// goes on.
func TestWrongNumberKeepsTheCursor(t *testing.T) {
	pl, p := open(t, "")
	pl.Type("6009172337")
	pl.Press("enter")
	if c := cursor(pl); c != "-1 person" {
		t.Fatal("the next field would be typed for nothing:", c)
	}
	pl.Type("6009172336")
	pl.Press("enter")
	if got := last(p).Bills[0].Person; got != person || cursor(pl) == "-1 person" {
		t.Fatalf("%q at %s", got, cursor(pl))
	}
	pl, _ = open(t, "")
	pl.Type("6009172337")
	pl.Press("tab")
	if c := cursor(pl); c == "-1 person" {
		t.Fatal("Tab is always free")
	}
}

// A code typed where the date stands is the code; the date is the one above.
func TestCodeTypedAsDate(t *testing.T) {
	pl, p := open(t, "")
	typeBill(pl)
	pl.Press("shift+tab") // the empty row's date
	pl.Type("301")
	pl.Press("enter")
	pl.Press("shift+tab")
	pl.Type("825") // needs a jaw
	pl.Press("enter")
	items := last(p).Bills[0].Items[3:]
	want := []domain.DraftItem{{Date: "2026-11-23", Code: "301"}, {Date: "2026-11-23", Code: "825"}}
	if !slices.Equal(items, want) || cursor(pl) != "4 position" {
		t.Fatalf("%+v at %s", items, cursor(pl))
	}
	pl.Press("ctrl+z") // what was typed, where it was typed
	if it := last(p).Bills[0].Items[4]; it != (domain.DraftItem{Date: "825"}) || cursor(pl) != "4 date" {
		t.Fatalf("%+v at %s", it, cursor(pl))
	}
}

// A date typed where the next row's code is asked for is the row's date.
func TestDateTypedAsCode(t *testing.T) {
	pl, p := open(t, "")
	typeBill(pl)
	for _, said := range []string{"ig", "-3", "261118", "2026-11-17"} {
		pl.Type(said)
		pl.Press("enter")
		if c := cursor(pl); c[len(c)-4:] != "code" {
			t.Fatal(c)
		}
		pl.Type("301")
		pl.Press("enter")
	}
	items := last(p).Bills[0].Items[3:]
	want := []string{"2026-11-22", "2026-11-20", "2026-11-18", "2026-11-17"}
	if len(items) != 4 {
		t.Fatalf("%+v", items)
	}
	for i, it := range items {
		if it.Date != want[i] || it.Code != "301" {
			t.Errorf("%+v, want %s", it, want[i])
		}
	}
	pl.Press("up", "up") // a row that is not new keeps its procedure's search
	pl.Type("ig")
	if !pl.Screen.(*model).form.Modal() {
		t.Error("no search")
	}
}

// What is neither date nor code keeps the cursor, and no other row takes it over.
func TestWrongDateIsNotHandedOn(t *testing.T) {
	pl, p := open(t, "")
	typeBill(pl)
	pl.Press("shift+tab")
	pl.Type("2026-13-40")
	pl.Press("enter")
	if c := cursor(pl); c != "3 date" {
		t.Fatal(c)
	}
	pl.Press("tab")
	pl.Type("301")
	pl.Press("enter")
	pl.Type("302")
	pl.Press("enter")
	items := last(p).Bills[0].Items[3:]
	if len(items) != 2 || items[0].Date != "2026-13-40" || items[1].Date != "2026-11-23" {
		t.Fatalf("%+v", items)
	}
}
