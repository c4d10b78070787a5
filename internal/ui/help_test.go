package ui

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

// E3: the key of help, pressed again, opens the manual at the chapter of the screen
// below; Esc leads back to that screen.
func TestE3HelpTwiceOpensTheManual(t *testing.T) {
	w, r := open(t)
	manual := w.place(screen.Manual, "Manual", "", "", "")
	manual.Chapter = "Support"
	r.cfg.Places = append(r.cfg.Places, manual)
	r.cfg.Places[0].Chapter = "Registrera tandvårdsräkning"
	for _, key := range []string{"?", "f1"} {
		press(t, r, "f1")
		if view := r.View(); !strings.Contains(view, "? manualen") {
			t.Fatalf("help does not tell of the manual:\n%s", view)
		}
		press(t, r, key)
		if got := front(r); r.over != nil || got.name != screen.Manual || got.arg != "Registrera tandvårdsräkning" {
			t.Errorf("%s: %s %q in front", key, got.name, got.arg)
		}
		press(t, r, "esc")
		if got := front(r); got.name != "a" {
			t.Errorf("Esc leads to %s", got.name)
		}
	}
	press(t, r, "?", "?", "?", "?") // in the manual help closes by its key
	if r.over != nil || len(r.stack) != 2 {
		t.Errorf("%d screens, help %v", len(r.stack), r.over)
	}
	uitest.CheckTold(t, r.Outline(), r.View())
}
