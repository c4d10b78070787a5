package outline_test

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/ui/outline"
)

func TestLinesAreToldWithoutStylesAndFrames(t *testing.T) {
	o := outline.Lines([]string{"┌─ ↓ 2 ─┐", "│ \x1b[1mSkicka\x1b[0m   nu │", "│        │"})
	if got := strings.Join(o.Words(), " "); len(o) != 2 || got != "↓ 2 Skicka nu" {
		t.Errorf("%d %q", len(o), got)
	}
}

func TestWordsHoldEveryTextOfEveryPart(t *testing.T) {
	o := outline.Outline{
		outline.Heading("Utkast nu"),
		outline.Field{Label: "Sök", Value: "a b", Hint: "namn", Options: []string{"N", "F"}, Finding: "fel", Off: "låst"},
		outline.Table{Title: "T", Columns: []string{"Patient", "Summa"}, Len: 2, Row: func(i int) []string { return []string{"p", string(rune('0' + i))} }},
		outline.Sentence{Glyph: "!", Text: "Läs detta."},
		outline.Action{Key: "F8", What: "skicka", WhyNot: "inget klart"},
	}
	want := "Utkast nu Sök a b namn fel låst N F T Patient Summa p 0 p 1 ! Läs detta. F8 skicka inget klart"
	if got := strings.Join(o.Words(), " "); got != want {
		t.Errorf("\n%s\nwant\n%s", got, want)
	}
}
