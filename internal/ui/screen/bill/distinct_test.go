package bill

import (
	"testing"

	"example.org/tandtui/internal/ui/uitest"
)

// Each state of the rows is told from every other one without colours: where
// the cursor is, what is wrong, what is chosen, marked or a favourite.
func TestRowStatesInOneColour(t *testing.T) {
	var names, frames []string
	state := func(name string, pl *uitest.Player) {
		names, frames = append(names, name), append(frames, pl.View(uitest.Sizes[0]))
	}
	pl, p := open(t, "")
	typeBill(pl)
	state("new row", pl)
	for _, name := range []string{"date", "code of the fee", "date of the fee", "jaw above", "code above"} {
		pl.Press("shift+tab")
		state(name, pl)
	}
	pl.Type("9")
	state("a code being typed", pl)
	pl.Press("tab")
	state("an error", pl)
	pl.Press("ctrl+z", "ctrl+d") // undone, all is as it was
	state("a row less", pl)
	pl.Press("ctrl+w")
	state("visit asked", pl)
	pl.Type("x")
	pl.Press("enter")
	state("visit with a wrong date", pl)
	pl.Press("esc", "down")
	pl.Type("421")
	state("list", pl)
	pl.Press("ctrl+f")
	state("favourite", pl)
	pl.Press("enter", "ctrl+f")
	state("chart", pl)
	pl.Press("right")
	state("chart, next tooth", pl)
	pl.Press(" ", "left")
	state("chart, marked", pl)
	pl.Press("esc", "f4")
	state("comment", pl)
	if len(p.favs) != 1 {
		t.Fatal(p.favs)
	}
	for i := range frames {
		for j := range i {
			t.Run(names[i]+" and "+names[j], func(t *testing.T) { uitest.Distinct(t, frames[i], frames[j]) })
		}
	}
}
