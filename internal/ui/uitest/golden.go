package uitest

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/screen"
)

var update = flag.Bool("update", false, "write the golden frames anew")

// Sizes are the windows every screen is drawn in: full function, wide, and
// smaller than the shell draws, where nothing may break.
var Sizes = []layout.Size{{W: 80, H: 24}, {W: 120, H: 40}, {W: 40, H: 15}}

// frameRows are the rows that the shell takes from a window.
const frameRows = 5

// Body is what the shell leaves of a window for the screen.
func Body(window layout.Size) layout.Size {
	return layout.Size{W: window.W, H: window.H - frameRows}
}

// Golden compares a player's screen, in the three windows, with
// testdata/NAME-80x24.golden and so on. The keys of the footer stand below the
// frame. The raw View may be neither wider nor taller than the body.
func (p *Player) Golden(name string) {
	p.t.Helper()
	for _, window := range Sizes {
		z := Body(window)
		p.resize(z)
		raw := p.Screen.View(z)
		if n := strings.Count(raw, "\n") + 1; n > z.H {
			p.t.Errorf("%s at %v: View has %d lines, the body %d", name, window, n, z.H)
		}
		for i, line := range strings.Split(raw, "\n") {
			if w := ansi.StringWidth(line); w > z.W {
				p.t.Errorf("%s at %v: line %d of View is %d cells wide", name, window, i, w)
			}
		}
		CheckOutline(p.t, p.Screen, z)
		CompareFrame(p.t, name, window, Fit(p.t, raw, z)+"\n"+p.footer())
	}
	p.resize(Body(Sizes[0]))
}

// resize tells the screen its size, as the root does.
func (p *Player) resize(z layout.Size) {
	if r, ok := p.Screen.(screen.Sizer); ok {
		r.Resize(z)
	}
}

func (p *Player) footer() string {
	var out []string
	for _, b := range screen.Bindings(p.Screen.Actions()) {
		s := b.Help().Key + " " + b.Help().Desc
		if !b.Enabled() {
			s = "(" + s + ")"
		}
		out = append(out, s)
	}
	return "-- " + strings.Join(out, " · ")
}

// Fit fits a view into a size and fails unless every line is exactly as wide.
func Fit(t testing.TB, view string, z layout.Size) string {
	t.Helper()
	frame := layout.Fit(view, z)
	CheckFrame(t, frame, z)
	return frame
}

// CheckFrame fails unless a frame is exactly of a size.
func CheckFrame(t testing.TB, frame string, z layout.Size) {
	t.Helper()
	lines := strings.Split(frame, "\n")
	if len(lines) != z.H {
		t.Errorf("frame has %d lines, want %d", len(lines), z.H)
	}
	for i, line := range lines {
		if w := ansi.StringWidth(line); w != z.W {
			t.Errorf("line %d is %d cells wide, want %d: %q", i, w, z.W, line)
		}
	}
}

// CompareFrame compares text with testdata/NAME-WxH.golden; with -update it
// writes the file. Trailing spaces are kept: they are part of the frame.
func CompareFrame(t testing.TB, name string, window layout.Size, got string) {
	t.Helper()
	file := filepath.Join("testdata", fmt.Sprintf("%s-%dx%d.golden", name, window.W, window.H))
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (run the test with -update, then look at the file)", err)
	}
	if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got+"\n", "\n")); d != "" {
		t.Errorf("%s differs (-want +got):\n%s", file, d)
	}
}

// Distinct fails if two frames of different states look the same without
// colours: a state must have a word or a glyph.
func Distinct(t testing.TB, a, b string) {
	t.Helper()
	if ansi.Strip(a) == ansi.Strip(b) {
		t.Errorf("two states look alike in one colour:\n%s", ansi.Strip(a))
	}
}
