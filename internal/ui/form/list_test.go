package form_test

import (
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/tandtui/internal/ui/form"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/theme"
)

func TestSearchOrder(t *testing.T) {
	list := form.NewList([]form.Item{
		{Code: "300", Words: "Åtgärd 101 gånger"},
		{Code: "1010", Words: "Lång kod"},
		{Code: "101", Words: "Basundersökning"},
		{Code: "205", Words: "Munhälsa, kortare"},
		{Code: "206", Words: "Kort mun", Favorite: true},
		{Code: "207", Words: "Omun"},
	})
	for query, want := range map[string]string{
		"101":       "101 1010 300", // code, prefix of code, words
		"mun":       "206 205 207",  // favourite first among equals, word's start before inside
		"munhalsa":  "205",          // ä typed as a
		"MUNHÄLSA":  "205",
		"mun kort":  "206 205",
		"basunders": "101",
		"zzzz":      "",
		"":          "206 300 1010 101 205 207",
	} {
		p := form.NewPicker(list)
		p.Filter(query)
		var got []string
		for range p.Len() {
			it, _ := p.Selected()
			got = append(got, it.Code)
			p.Move(down)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q: %s, want %s", query, s, want)
		}
	}
}

func TestFoldIsForSwedishEyes(t *testing.T) {
	for in, want := range map[string]string{"ÅÄÖ": "aao", "Éclair": "eclair", "a\u030a": "a", "abc": "abc", "SS": "ss"} {
		if got := form.Fold(in); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}

// sixHundred is a list longer than any region's.
func sixHundred() *form.List {
	items := make([]form.Item, 600)
	for i := range items {
		items[i] = form.Item{Code: fmt.Sprint(100 + i), Words: fmt.Sprintf("Undersökning nr %d, utförd av tandläkare på särskilt boende", i), Right: "1 100 kr"}
	}
	return form.NewList(items)
}

// BenchmarkPickerKey is one key typed into a list of 600: search and drawing.
// Goal: well under a millisecond, so that no key waits for a frame.
func BenchmarkPickerKey(b *testing.B) {
	p, t := form.NewPicker(sixHundred()), theme.FromEnv("dark")
	queries := []string{"und", "under tand", "355", "sarskilt boende 9", "zzz"}
	for i := 0; b.Loop(); i++ {
		p.Filter(queries[i%len(queries)])
		_ = p.View(t, layout.Size{W: 70, H: 8})
	}
}

var down = tea.KeyMsg{Type: tea.KeyDown}
