package layout_test

import (
	"slices"
	"testing"

	"example.org/tandtui/internal/ui/layout"
)

func TestSqueezeTakesEmptyLinesFirst(t *testing.T) {
	for _, c := range []struct {
		in   string
		h    int
		want string
	}{
		{"\na\n\nb\n", 9, "\na\n\nb"},
		{"\na\n\nb\n", 3, "\na\nb"},
		{"\na\n \nb", 2, "a\nb"},
		{"\na\n\nb\nc", 2, "a\nb"},
		{"a", 0, ""},
		{"", 3, ""},
	} {
		if got := layout.Squeeze(c.in, c.h); got != c.want {
			t.Errorf("Squeeze(%q, %d) = %q, want %q", c.in, c.h, got, c.want)
		}
	}
}

func TestWrapKeepsDatesWhole(t *testing.T) {
	got := layout.Wrap("Godkänd för utbetalning 2026-12-01 av ID-administratör 19600917-2336", 31)
	want := []string{"Godkänd för utbetalning", "2026-12-01 av ID-administratör", "19600917-2336"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
