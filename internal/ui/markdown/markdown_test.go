package markdown_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/tandtui/docs"
	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/markdown"
)

const sample = `# Title

![A picture](x.png)

Words that are **strong** or *soft*, and [a link](x.md): ` + "`a *b* c`" + `.
They go on.

* One item
  that goes on
  * An inner one

  A paragraph of the first.
1. Counted

| key | means |
|---|---|
| ` + "`F1`" + ` | help that is long enough for two lines |
| a \| b | x |

` + "```" + `
code   stays
` + "```" + `
## Next
`

func drawn(text string, w int) (list []string) {
	d := markdown.Read(text)
	for _, l := range d.Lines(w) {
		list = append(list, strings.Repeat("#", l.Heading)+l.Text)
	}
	return list
}

func TestEachKindOfBlock(t *testing.T) {
	want := []string{
		"#Title", "", "Words that are strong or soft,", "and a link: a *b* c. They go", "on.", "",
		"• One item that goes on", "  • An inner one", "", "  A paragraph of the first.", "1. Counted", "",
		"key    means", "F1     help that is long", "       enough for two lines", "a | b  x", "", "  code   stays", "", "##Next",
	}
	if d := cmp.Diff(want, drawn(sample, 30)); d != "" {
		t.Error(d)
	}
}

// Every line of the manual fits, in windows of every width.
func TestTheManualFits(t *testing.T) {
	d := markdown.Read(docs.Manual)
	for _, w := range []int{36, 56, 76, 90} {
		for _, l := range d.Lines(w) {
			if layout.Width(l.Text) > w {
				t.Errorf("%d cells in %d: %q", layout.Width(l.Text), w, l.Text)
			}
			if strings.Contains(l.Text, "**") || strings.Contains(l.Text, "](") || strings.HasPrefix(l.Text, "|") {
				t.Errorf("markup is left: %q", l.Text)
			}
		}
	}
}

// A place is opened by its heading: two of the same name would be one.
func TestHeadingsOfTheManualAreUnique(t *testing.T) {
	d := markdown.Read(docs.Manual)
	seen := map[string]bool{}
	for _, h := range d.Headings(4) {
		if seen[h] {
			t.Errorf("two chapters are called %q", h)
		}
		seen[h] = true
	}
}
