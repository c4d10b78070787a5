package imports

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/sheet"
)

// The Swedish titles that a kind's help names are each one column's, and no title
// of a kind is two columns'.
func TestTheSwedishTitlesOfAKindAreEachOneColumns(t *testing.T) {
	for kind, k := range Kinds {
		owner := map[string]string{}
		for _, c := range k.Columns {
			for _, title := range append([]string{c.Name}, c.Also...) {
				if was, taken := owner[title]; taken {
					t.Errorf("%s: %q is %s and %s", kind, title, was, c.Name)
				}
				owner[title] = c.Name
			}
		}
		said := strings.NewReplacer("; om så önskas ", ", ").Replace(sheet.Swedish(k.Columns))
		for title := range strings.SplitSeq(said, ", ") {
			if owner[title] == "" {
				t.Errorf("%s: %q is no column's title", kind, title)
			}
		}
		if len(strings.Split(said, ", ")) < len(k.Columns)/2 {
			t.Errorf("%s: only %q", kind, said)
		}
	}
}
