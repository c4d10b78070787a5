package text

import (
	"os"
	"strings"
	"testing"
)

// The manual's "Vad gör jag när …" quotes what the program says: a sentence
// that is changed here must be changed there.
func TestManualQuotesTheProgram(t *testing.T) {
	raw, err := os.ReadFile("../../docs/manual.sv.md")
	if err != nil {
		t.Fatal(err)
	}
	said := []string{"Fönstret är för litet"} // labels.TooSmall begins so, which a test there holds
	for _, all := range []map[string]Sentence{errorTexts, findings} {
		for _, s := range all {
			said = append(said, s.What)
		}
	}
	_, table, _ := strings.Cut(string(raw), "\n## Vad gör jag när …\n")
	table, _, _ = strings.Cut(table, "\n## ")
	quotes := 0
	for line := range strings.Lines(table) {
		cells := strings.Split(line, "|")
		if len(cells) < 3 || strings.Contains(cells[1], "---") || strings.TrimSpace(cells[1]) == "det står" {
			continue
		}
		quotes++
		quote, found := strings.TrimSpace(cells[1]), false
		for _, s := range said {
			found = found || strings.HasPrefix(s, quote)
		}
		if !found {
			t.Errorf("the program never says %q", quote)
		}
	}
	if quotes < 10 {
		t.Fatalf("only %d sentences quoted", quotes)
	}
}
