package rules_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/text"
)

var update = flag.Bool("update", false, "write docs/findings.md")

// docs/findings.md is written from the code: go test ./internal/domain/rules -run Docs -update.
func TestDocs(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Findings\n\nEvery finding of `internal/domain/rules`, made from the code (`go test ./internal/domain/rules -run Docs -update`).\nThe Swedish sentences stand in `internal/text/findings.go`; in braces is what the bill says.\nSources: *manual* is a region's own handbook; *rules.md* and numbers like B24 are the project's description of the field and its list of features, which are kept outside this repository.\n\n| code | severity | what is wrong | source | what the user reads |\n|---|---|---|---|---|\n")
	for _, d := range rules.Docs() {
		read := strings.ReplaceAll(text.Finding(domain.Finding{Code: d.Code}).String(), "|", "\\|")
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", d.Code, d.Severity, d.Rule, d.Source, read)
	}
	const file = "../../../docs/findings.md"
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil || string(got) != b.String() {
		t.Fatalf("docs/findings.md is not what the code says (%v); run with -update", err)
	}
}
