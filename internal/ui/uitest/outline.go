package uitest

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"example.org/tandtui/internal/ui/layout"
	"example.org/tandtui/internal/ui/outline"
	"example.org/tandtui/internal/ui/screen"
)

// CheckOutline fails for every word of a screen's frame that its outline does not
// have: whoever reads the outline misses nothing that others see. A word that
// the frame has cut must begin one of the outline's. Glyphs and frames are no
// words; hyphens and line ends may part words in a frame.
func CheckOutline(t testing.TB, s screen.Screen, z layout.Size) {
	t.Helper()
	CheckTold(t, append(s.Outline(), screen.OutlineOf(s.Actions())...), s.View(z))
}

// CheckTold fails for every word of a frame that an outline does not have.
func CheckTold(t testing.TB, o outline.Outline, frame string) {
	t.Helper()
	for _, word := range missing(o, frame) {
		t.Errorf("%q stands in the frame and not in the outline:\n%s", word, frame)
	}
}

// noRoom is what a frame says of what it has no room for: "… och 3 rader till",
// "↑ 2 ↓ 1 rader till".
var noRoom = regexp.MustCompile(`(?m)… och .*$|([↑↓] \d+ )+rad(er)? till|[↑↓] \d+`)

// missing are the words of a frame that are not told.
func missing(told outline.Outline, frame string) (list []string) {
	var all []string
	for _, w := range told.Words() {
		all = append(all, bare(w)...)
	}
	known := map[string]bool{}
	for _, w := range all {
		known[w] = true
	}
	text := strings.Join(all, "")
	frame = ticked.ReplaceAllString(noRoom.ReplaceAllString(ansi.Strip(frame), ""), "")
	for _, line := range strings.Split(frame, "\n") {
		boxed := strings.ContainsAny(line, "│┌└")
		for _, w := range strings.Fields(line) {
			for _, part := range bare(w) {
				if known[part] || boxed && len([]rune(part)) == 1 { // what a box leaves of a word
					continue
				}
				cut := strings.Contains(w, "…")
				begins := func(k string) bool { return strings.HasPrefix(k, part) }
				// A word broken at a line's end, or two that touch, is still told.
				if cut && slices.ContainsFunc(all, begins) || len([]rune(part)) > 1 && strings.Contains(text, part) {
					continue
				}
				list = append(list, part)
			}
		}
	}
	return list
}

// ticked is the sign of a box that is ticked.
var ticked = regexp.MustCompile(`\[x\]`)

// bare are the parts of a word that are letters, digits and what stands inside
// numbers and names.
func bare(w string) []string {
	return strings.FieldsFunc(strings.ToLower(w), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}
