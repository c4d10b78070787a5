package outline_test

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/ui/outline"
)

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
