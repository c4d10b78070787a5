package architecture

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// promise is a line of docs/promises.md.
type promise struct {
	doc, says string
	played    []string // tests, or scripts by their path
}

func promises(t *testing.T) (list []promise) {
	t.Helper()
	doc := ""
	for line := range strings.Lines(document(t, "docs/promises.md")) {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "## "); ok {
			doc = name
		}
		cells := strings.Split(line, " | ")
		if doc == "" || len(cells) != 2 || cells[0] == "| promise" {
			continue
		}
		p := promise{doc: doc, says: strings.TrimPrefix(cells[0], "| ")}
		for _, span := range codeSpan.FindAllStringSubmatch(cells[1], -1) {
			p.played = append(p.played, span[1])
		}
		list = append(list, p)
	}
	return list
}

func document(t *testing.T, name string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "..", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// oneLine is a text without its line breaks: a promise may go on over one.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// testNames are the names of all tests of the module.
func testNames(t *testing.T) map[string]bool {
	t.Helper()
	name, known := regexp.MustCompile(`(?m)^func (Test\w+)\(`), map[string]bool{}
	for _, top := range []string{"cmd", "internal", "test"} {
		err := filepath.WalkDir(filepath.Join("..", "..", top), func(path string, _ os.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, "_test.go") {
				return err
			}
			raw, err := os.ReadFile(path)
			for _, m := range name.FindAllSubmatch(raw, -1) {
				known[string(m[1])] = true
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return known
}

// TestPromisesArePlayed: what the documents promise stands there as docs/promises.md
// quotes it, and the tests that play it exist.
func TestPromisesArePlayed(t *testing.T) {
	list, known := promises(t), testNames(t)
	if len(list) < 60 {
		t.Fatalf("only %d promises", len(list))
	}
	for _, p := range list {
		if !strings.Contains(oneLine(document(t, p.doc)), p.says) {
			t.Errorf("%s does not say %q", p.doc, p.says)
		}
		if len(p.played) == 0 {
			t.Errorf("nothing plays %q", p.says)
		}
		for _, name := range p.played {
			if _, err := os.Stat(filepath.Join("..", "..", name)); !known[name] && (err != nil || !strings.Contains(name, "/")) {
				t.Errorf("%q: there is no %s", p.says, name)
			}
		}
	}
}

// TestREADMENamesTestsThatExist: its table of cards says what proves each row.
func TestREADMENamesTestsThatExist(t *testing.T) {
	known := testNames(t)
	named := regexp.MustCompile("`(Test\\w+)`").FindAllStringSubmatch(document(t, "README.md"), -1)
	if len(named) == 0 {
		t.Fatal("README.md names no test")
	}
	for _, m := range named {
		if !known[m[1]] {
			t.Errorf("there is no %s", m[1])
		}
	}
}

// TestEverySectionHasItsPromises: a section of a manual that has no line in
// docs/promises.md was forgotten.
func TestEverySectionHasItsPromises(t *testing.T) {
	list := promises(t)
	for _, doc := range []string{"docs/manual.sv.md", "docs/region.sv.md"} {
		for _, section := range regexp.MustCompile(`(?m)^##+ `).Split(document(t, doc), -1) {
			title, body, _ := strings.Cut(section, "\n")
			said := false
			for _, p := range list {
				said = said || p.doc == doc && strings.Contains(oneLine(body), p.says)
			}
			if !said && strings.TrimSpace(body) != "" && !strings.HasPrefix(title, "# ") {
				t.Errorf("%s, %q: no promise is named", doc, title)
			}
		}
	}
}

// TestTheManualsStepsArePlayed: the tests that docs/manual-steps.md names exist, and
// each step of a region's manual has its place.
func TestTheManualsStepsArePlayed(t *testing.T) {
	known, steps := testNames(t), 0
	for line := range strings.Lines(document(t, "docs/manual-steps.md")) {
		cells := strings.Split(strings.TrimSpace(line), " | ")
		if len(cells) != 3 || cells[0] == "| the manual's step" {
			continue
		}
		steps++
		for _, span := range codeSpan.FindAllStringSubmatch(cells[2], -1) {
			if strings.HasPrefix(span[1], "Test") && !known[span[1]] {
				t.Errorf("%s: there is no %s", cells[0], span[1])
			}
		}
	}
	if steps < 25 {
		t.Errorf("only %d steps", steps)
	}
}
