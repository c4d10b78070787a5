package bill

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/uitest"
)

// settle closes what lies open over the bill.
func settle(pl *uitest.Player) {
	for range 5 {
		if pl.Screen.(*model).Modal() {
			pl.Press("esc")
		}
	}
}

// Random keys never panic, in no window; what stands there is what is saved and
// what comes back when the draft is opened again.
func TestRandomKeys(t *testing.T) {
	names := append([]string{"ctrl+z", "ctrl+y"}, randomKeys...)
	rapid.Check(t, func(rt *rapid.T) {
		pl, p := open(t, "")
		for range rapid.IntRange(1, 60).Draw(rt, "n") {
			play(rt, pl, names)
			pl.Screen.View(uitest.Body(rapid.SampledFrom(uitest.Sizes).Draw(rt, "window")))
		}
		settle(pl)
		pl.Press("tab", "shift+tab") // a date typed half is written in full, as opening would
		pl.Flush()
		pl.Wait(time.Second)
		if len(p.saves) == 0 {
			return
		}
		m := pl.Screen.(*model)
		shown := bytesOf(t, m.ed.Draft())
		if saved := bytesOf(t, last(p)); saved != shown {
			rt.Fatalf("saved:\n%s\nshown:\n%s", saved, shown)
		}
		again := uitest.Open(t, p.clock, New(p.clock.Env(), p, m.id)).Screen.(*model)
		if got := bytesOf(t, again.ed.Draft()); got != shown {
			rt.Fatalf("opened again:\n%s\nbefore:\n%s", got, shown)
		}
	})
}

// lost names a field whose text is another after than before; one that was empty
// may have been filled in from what is known of the patient.
func lost(before, after domain.Draft) string {
	if before.InvoiceNo != after.InvoiceNo {
		return "the invoice number"
	}
	if len(before.Bills) != len(after.Bills) {
		return "a bill"
	}
	for i := range before.Bills {
		b, a := &before.Bills[i], &after.Bills[i]
		for _, f := range domain.FieldsOf(domain.OfBill) {
			if was := b.Text(f.Name); was != "" && was != a.Text(f.Name) {
				return string(f.Name)
			}
		}
		if b.Exempt && !a.Exempt || !slices.EqualFunc(b.Items, a.Items, sameRow) {
			return "a row"
		}
	}
	return ""
}

// sameRow tells that nothing of a row is lost; a date typed as the procedure of a
// new row is its date once that field is left.
func sameRow(was, is domain.DraftItem) bool {
	if d, err := domain.ParseDate(was.Code); err == nil && is.Code == "" {
		was.Date, was.Code = d.String(), ""
	}
	return was == is
}

// Moving about loses nothing that is typed, wherever the keys go.
func TestMovingLosesNothing(t *testing.T) {
	moves := []string{"tab", "shift+tab", "up", "down", "home", "end", "pgup", "pgdown", "f3", "f9", "f10", "ctrl+f", "f5", "f8", "esc"}
	rapid.Check(t, func(rt *rapid.T) {
		pl, _ := open(t, "")
		for range rapid.IntRange(1, 20).Draw(rt, "typed") {
			play(rt, pl, randomKeys)
		}
		m := pl.Screen.(*model)
		settle(pl)
		pl.Press("tab", "shift+tab") // the field that was typed last is written in full
		before := m.ed.Draft()
		for range rapid.IntRange(1, 40).Draw(rt, "moved") {
			key := rapid.SampledFrom(moves).Draw(rt, "key")
			if m.form.Modal() && (key == "tab" || key == "pgup" || key == "pgdown") {
				key = "esc" // in an open list these choose
			}
			if m.box != nil {
				key = "esc"
			}
			pl.Press(key)
			pl.Wait(250 * time.Millisecond)
		}
		settle(pl)
		if what := lost(before, m.ed.Draft()); what != "" {
			rt.Fatalf("%s is lost:\n%s\nbefore:\n%s", what, bytesOf(t, m.ed.Draft()), bytesOf(t, before))
		}
	})
}

// Shift+Tab always moves, and enough of it leads to the first field.
func TestShiftTabAlwaysMoves(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		pl, _ := open(t, "")
		for range rapid.IntRange(1, 40).Draw(rt, "n") {
			play(rt, pl, randomKeys)
		}
		settle(pl)
		if pl.Closed {
			return
		}
		for n := 0; cursor(pl) != "-1 "+string(domain.FieldPerson); n++ {
			was := cursor(pl)
			pl.Press("shift+tab")
			if cursor(pl) == was {
				rt.Fatalf("Shift+Tab stays at %s", was)
			}
			if n > 4000 {
				rt.Fatal("Shift+Tab never comes to the first field")
			}
		}
	})
}
