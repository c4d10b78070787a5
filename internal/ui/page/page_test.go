package page_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/page"
	"example.org/tandtui/internal/ui/theme"
)

func sample() *page.Page {
	var s page.Page
	s.Head("Kvittens")
	s.Space()
	s.Row("Vår referens", "572775")
	s.Row("Saknas", "")
	s.RowAs(page.OK, "Kort", "SITHS eID, giltigt till 2029-03-31")
	s.Mark(page.OK, "gäller", "N  764153")
	s.Sides("2026-11-20 101", "1 100,00", 2)
	s.Say(page.Warn, "Sista dag att skicka: 2027-05-20.")
	s.SayIn(page.Plain, "Spara kvittensen.", 2)
	return &s
}

func TestLinesStandInTheirColumns(t *testing.T) {
	s := sample()
	got := strings.Join(s.Lines(page.Look{Theme: theme.Plain(), Width: 35, Margin: 1, Label: 14}), "\n")
	want := ` Kvittens
 
 Vår referens  572775
 Kort          ✓ SITHS eID, giltigt
                 till 2029-03-31
 ✓ gäller  N  764153
   2026-11-20 101          1 100,00
 ! Sista dag att skicka:
   2027-05-20.
   Spara kvittensen.`
	if got != want {
		t.Errorf("\n%s\nwant\n%s", got, want)
	}
}

func TestNoLineIsWiderThanItMayBe(t *testing.T) {
	s := sample()
	rapid.Check(t, func(t *rapid.T) {
		k := page.Look{Theme: theme.FromEnv("dark"), Width: rapid.IntRange(24, 120).Draw(t, "width"), Margin: rapid.IntRange(0, 4).Draw(t, "margin"), Label: rapid.IntRange(0, 16).Draw(t, "label")}
		for _, l := range s.Lines(k) {
			if w := ansi.StringWidth(l); w > k.Width {
				t.Fatalf("%+v: %d cells: %q", k, w, l)
			}
		}
	})
}

func TestTheOutlineHasEveryWord(t *testing.T) {
	s := sample()
	o := s.Outline()
	words := strings.Join(o.Words(), " ")
	for _, l := range s.Lines(page.Look{Theme: theme.Plain(), Width: 60, Label: 14}) {
		for _, word := range strings.Fields(l) {
			if !strings.Contains(words, word) {
				t.Errorf("%q is drawn and not told: %s", word, words)
			}
		}
	}
	if o[0] != outline.Part(outline.Heading("Kvittens")) {
		t.Errorf("%#v", o[0])
	}
	var empty page.Page
	if !empty.Empty() || s.Empty() {
		t.Error("empty")
	}
}

func TestTwoColumnsPartAtAHeading(t *testing.T) {
	var s page.Page
	for _, h := range []string{"Ett", "Två", "Tre"} {
		s.Head(h)
		s.Say(page.Plain, "rad")
		s.Space()
	}
	lines := s.TwoColumns(page.Look{Theme: theme.Plain(), Width: 21}, 3)
	if got := strings.Join(lines, "\n"); !strings.HasPrefix(got, "Ett         Två") && !strings.HasPrefix(got, "Ett         Tre") {
		t.Errorf("\n%s", got)
	}
	var words []string
	for _, l := range lines {
		words = append(words, strings.Fields(l)...)
	}
	if len(words) != 6 {
		t.Errorf("%q", words)
	}
}
