package list_test

import (
	"fmt"
	"strings"
	"testing"

	"example.org/tandtui/internal/ui/list"
	"example.org/tandtui/internal/ui/screen"
)

// Of many, those around the chosen one are shown, with its place; Esc takes nothing.
func TestOneOfManyIsChosen(t *testing.T) {
	var taken []int
	w := open(t, nil)
	choose := func() {
		c := list.Choice{Title: "Vilken?", At: 1, Take: func(at int) screen.Step {
			taken = append(taken, at)
			return screen.Stay(nil)
		}}
		for i := range 30 {
			c.Items = append(c.Items, fmt.Sprintf("Klinik %02d", i))
		}
		w.Choose(c)
	}
	choose()
	before := w.chosen()
	w.press(t, "up", "up", "pgdown", "pgdown", "pgdown", "down")
	if view := w.View(z); !w.Modal() || w.Asking() || !strings.Contains(view, "› Klinik 25") || !strings.Contains(view, "26 av 30") || strings.Contains(view, "Klinik 01") {
		t.Errorf("\n%s", view)
	}
	w.press(t, "/", "s", "esc")
	if w.Modal() || len(taken) > 0 || w.chosen() != before || w.Typing() {
		t.Errorf("%v %s", taken, w.chosen())
	}
	choose()
	w.press(t, "pgdown", "pgdown", "pgdown", "pgdown", "down", "enter")
	if len(taken) != 1 || taken[0] != 29 || w.Modal() {
		t.Errorf("%v", taken)
	}
}
