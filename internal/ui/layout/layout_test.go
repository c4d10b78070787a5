package layout_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"example.org/tandtui/internal/ui/layout"
)

// anyText mixes what the fast measure knows with what it must not guess.
func anyText(t *rapid.T, label string) string {
	return rapid.StringOfN(rapid.RuneFrom([]rune("abc ÅÄÖåäö.,–—’”•…›●○✓✗×−─│┌é×€漢字\u0301\u030a\u200d©®\u00ad👍🏽♥\ufe0f")), 0, 40, -1).Draw(t, label)
}

// styledText is such text with styles in it, and with what only begins like one.
func styledText(t *rapid.T) string {
	var b strings.Builder
	for range rapid.IntRange(0, 4).Draw(t, "parts") {
		b.WriteString(anyText(t, "s"))
		b.WriteString(rapid.SampledFrom([]string{"", "\x1b[1m", "\x1b[38;5;12m", "\x1b[0m", "\x1b[m", "\x1b[", "\x1b[3", "\x1b[2J", "\x1b"}).Draw(t, "style"))
	}
	return b.String()
}

// Text that is cut or filled keeps its styles and has its width.
func TestStyledTextIsCutAsTheTerminalSees(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, w := styledText(t), rapid.IntRange(1, 50).Draw(t, "w")
		if got, want := layout.Cut(s, w), ansi.Truncate(s, w, "…"); strings.Contains(s, "\x1b") && got != want {
			t.Fatalf("Cut(%q, %d) is %q, want %q", s, w, got, want)
		}
	})
}

func TestWidthIsTheTerminals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := styledText(t)
		if got, want := layout.Width(s), ansi.StringWidth(s); got != want {
			t.Fatalf("%q: %d, want %d", s, got, want)
		}
	})
}

func TestCutAndPadAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, w := anyText(t, "s"), rapid.IntRange(0, 50).Draw(t, "w")
		if got := ansi.StringWidth(layout.Cut(s, w)); got > w {
			t.Fatalf("Cut(%q, %d) is %d wide", s, w, got)
		}
		if got := ansi.StringWidth(layout.Pad(s, w)); got != w {
			t.Fatalf("Pad(%q, %d) is %d wide", s, w, got)
		}
		if got := ansi.StringWidth(layout.PadLeft(s, w)); got != w {
			t.Fatalf("PadLeft(%q, %d) is %d wide", s, w, got)
		}
		if w > 0 && layout.Width(s) <= w && layout.Cut(s, w) != s {
			t.Fatalf("Cut changed %q, which fits %d", s, w)
		}
		if got := ansi.StringWidth(layout.Sides(s, anyText(t, "right"), w)); got != w {
			t.Fatalf("Sides is %d wide, not %d", got, w)
		}
	})
}

func TestFitAndOverlayAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		z := layout.Size{W: rapid.IntRange(1, 60).Draw(t, "w"), H: rapid.IntRange(1, 20).Draw(t, "h")}
		block := strings.Join(rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string { return "\x1b[31m" + anyText(t, "l") + "\x1b[0m" }), 0, 30).Draw(t, "lines"), "\n")
		box := layout.Box(anyText(t, "box"), rapid.IntRange(3, 70).Draw(t, "bw"))
		x, y := rapid.IntRange(-5, 80).Draw(t, "x"), rapid.IntRange(-5, 30).Draw(t, "y")
		for name, frame := range map[string]string{"Fit": layout.Fit(block, z), "Overlay": layout.Overlay(block, box, x, y, z)} {
			lines := strings.Split(frame, "\n")
			if len(lines) != z.H {
				t.Fatalf("%s: %d lines, want %d", name, len(lines), z.H)
			}
			for _, l := range lines {
				if w := ansi.StringWidth(l); w != z.W {
					t.Fatalf("%s: %d cells, want %d: %q", name, w, z.W, l)
				}
			}
		}
	})
}

func TestFitKeepsTheTop(t *testing.T) {
	if got := layout.Fit("ett\ntvå\ntre", layout.Size{W: 3, H: 2}); got != "ett\ntvå" {
		t.Errorf("%q", got)
	}
}

func TestCutBySight(t *testing.T) {
	for _, c := range []struct {
		in   string
		w    int
		want string
	}{
		{"Räkning", 7, "Räkning"}, {"Räkning", 4, "Räk…"}, {"åäö", 1, "…"}, {"åäö", 0, ""}, {"漢字", 3, "漢…"}, {"", 3, ""},
	} {
		if got := layout.Cut(c.in, c.w); got != c.want {
			t.Errorf("Cut(%q, %d) = %q, want %q", c.in, c.w, got, c.want)
		}
	}
}

// W17: beside a box stands no rest of a word or amount.
func TestW17NoRestsBesideABox(t *testing.T) {
	z := layout.Size{W: 12, H: 3}
	got := layout.Overlay("aa aaaaaaa a\nbbb bb bb  b\nccc cccc c c", "XY\nZW", 5, 1, z)
	if want := "aa aaaaaaa a\nbbb  XY    b\nccc  ZW     "; got != want {
		t.Errorf("\n%s", got)
	}
	got = layout.Overlay("\x1b[1mab\x1b[0m cdef\n\n", "XY", 5, 0, z)
	if plain := ansi.Strip(got); !strings.HasPrefix(plain, "ab   XY     \n") {
		t.Errorf("\n%q", got)
	}
	got = layout.Cover("aa aaaaaaa a\nbbb bb bbbbb\nccc", "XYXYXYXY\nZWZWZWZW", 1, z)
	if want := "aa aaaaaaa a\n  XYXYXYXY  \n  ZWZWZWZW  "; got != want {
		t.Errorf("\n%s", got)
	}
}

// W17: words are cut between, or else as any text.
func TestW17CutWords(t *testing.T) {
	for _, c := range []struct {
		in   string
		w    int
		want string
	}{
		{"K1 Konventionell kliniktandvård", 25, "K1 Konventionell …"},
		{"P Permanent tandvårdsklinik", 16, "P Permanent …"},
		{"P Permanent", 11, "P Permanent"},
		{"K1 Konventionell", 10, "K1 …"},
		{"Konventionell", 5, "Konv…"},
		{"", 3, ""},
		{"a b", 0, ""},
	} {
		if got := layout.CutWords(c.in, c.w); got != c.want || layout.Width(got) > c.w {
			t.Errorf("%q in %d: %q, want %q", c.in, c.w, got, c.want)
		}
	}
}

// W17: no line ends inside an amount, or before its unit.
func TestW17AmountsStayOnOneLine(t *testing.T) {
	const s = "Basbelopp 1 234 567,00 kr av 20 000 kr, rad 3 krona 12 34"
	for w := 16; w < 60; w++ {
		lines := layout.Wrap(s, w)
		for _, whole := range []string{"1 234 567,00 kr", "20 000 kr"} {
			if !slices.ContainsFunc(lines, func(l string) bool { return strings.Contains(l, whole) }) {
				t.Errorf("%d cells: %q", w, lines)
			}
		}
		if strings.Join(lines, " ") != s {
			t.Errorf("%d cells: %q", w, lines)
		}
	}
}

func TestSidesKeepsTheRight(t *testing.T) {
	if got := layout.Sides("en lång mening", "16 150,00", 16); got != "en lå… 16 150,00" {
		t.Errorf("%q", got)
	}
}

// A word that ends in a hyphen at the end of a line stays inside it.
func TestWrapHyphenAtTheEnd(t *testing.T) {
	const s = "! Patienten har inget intyg om N- eller F-tandvård. S-tandvård måste alltid förhandsbedömas."
	for w := 2; w < 100; w++ {
		lines := layout.Wrap(s, w)
		for _, l := range lines {
			if layout.Width(l) > w {
				t.Errorf("%d cells: %q", w, l)
			}
		}
		if strings.ReplaceAll(strings.Join(lines, ""), " ", "") != strings.ReplaceAll(s, " ", "") {
			t.Errorf("%d cells lose text: %q", w, lines)
		}
	}
}

// What a frame hides is told in it, and never in place of a line.
func TestScrolledTellsWhatIsHidden(t *testing.T) {
	lines := []string{"ett", "två", "tre", "fyra"}
	for _, c := range []struct {
		top, h int
		want   string
	}{
		{0, 6, "┌────────┐\n│ett     │\n│två     │\n│tre     │\n│fyra    │\n└────────┘"},
		{0, 4, "┌────────┐\n│ett     │\n│två     │\n└── ↓ 2 ─┘"},
		{1, 4, "┌── ↑ 1 ─┐\n│två     │\n│tre     │\n└── ↓ 1 ─┘"},
		{9, 4, "┌── ↑ 2 ─┐\n│tre     │\n│fyra    │\n└────────┘"},
	} {
		if got := layout.Scrolled(lines, c.top, 10, c.h); got != c.want {
			t.Errorf("from %d, %d lines:\n%s\nwant\n%s", c.top, c.h, got, c.want)
		}
	}
	if got := layout.Scrolled(lines, 0, 5, 3); !strings.HasSuffix(got, "\n└───┘") {
		t.Errorf("no room for the number:\n%s", got)
	}
}
