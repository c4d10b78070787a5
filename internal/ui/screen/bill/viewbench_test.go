package bill

import (
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/theme"
	"example.org/tandtui/internal/ui/uitest"
)

// desktop opens a bill with the patient's card and a dozen rows, in colours.
func desktop(b *testing.B) *uitest.Player {
	clock := uitest.NewClock(b, "2026-11-23 10:42:07")
	env := screen.Env{Theme: theme.New("dark", func(string) string { return "" }), Now: clock.Now}
	pl := uitest.Open(b, clock, New(env, newPort(b, clock), ""))
	typeBill(pl)
	pl.Paste(strings.Repeat("101\t\t2026-11-20\n103\t\t2026-11-19\n", 5))
	pl.Press("enter")
	if view := pl.View(layout.Size{W: 200, H: 60}); strings.Count(view, "103") < 5 {
		b.Fatal(view)
	}
	return pl
}

// BenchmarkBillKey is a letter typed in a row's comment, with the frame after
// it; BenchmarkBillView the frame alone. 16.7 ms is a frame at 60 a second.
func BenchmarkBillKey(b *testing.B) {
	pl := desktop(b)
	for _, z := range []layout.Size{{W: 80, H: 24}, {W: 200, H: 60}} {
		b.Run(fmt.Sprintf("%dx%d", z.W, z.H), func(b *testing.B) {
			b.ReportAllocs()
			keys := []tea.KeyMsg{{Type: tea.KeyRunes, Runes: []rune("a")}, {Type: tea.KeyBackspace}}
			for i := 0; b.Loop(); i++ {
				pl.Screen.Update(keys[i%2])
				_ = pl.View(z)
			}
		})
	}
}

func BenchmarkBillView(b *testing.B) {
	pl := desktop(b)
	for _, z := range []layout.Size{{W: 80, H: 24}, {W: 200, H: 60}} {
		b.Run(fmt.Sprintf("%dx%d", z.W, z.H), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_ = pl.View(z)
			}
		})
	}
}
