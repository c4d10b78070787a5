package bill

import (
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

// TestDrawnBeforeItIsLoaded: the first frame, with its footer, does not wait for
// the disk.
func TestDrawnBeforeItIsLoaded(t *testing.T) {
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	for _, id := range []string{"", "d1"} {
		s := New(clock.Env(), newPort(t, clock), id)
		for _, z := range uitest.Sizes {
			_ = s.View(uitest.Body(z))
		}
		_ = s.Actions()
		s.Update(uitest.Key(t, "f8"))
		s.Update(screen.Changed{})
		s.Update(screen.Tick{Now: clock.Now()})
		for _, name := range []string{"enter", "tab", "ctrl+z", "f9", "f10", "f11", "pgdown", "a"} {
			s.Update(uitest.Key(t, name))
		}
		_ = s.(screen.Typer).Typing()
		_ = s.(screen.Modal).Modal()
		if f := s.(screen.Flusher).Flush(); f != nil {
			t.Error("something to save before anything is loaded")
		}
	}
}

// A number typed with the focus on a choice stays in the bill: its digits are no
// keys of the menu.
func TestDigitsOnAChoiceAreNoMenu(t *testing.T) {
	pl, _ := open(t, "")
	pl.Type(person)
	pl.Press("enter") // on to Avser
	if ref, _ := pl.Screen.(*model).form.Cursor(); domain.Field(ref.Name) != domain.FieldSupport {
		t.Fatalf("the focus is on %s", domain.Field(ref.Name))
	}
	if !pl.Screen.(*model).Typing() {
		t.Error("the root takes digits for its menu")
	}
}
