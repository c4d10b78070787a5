package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/recovery"
)

// TestA8RescueReadsTheKey out of a file or from what is typed; a slip, a file that is no
// key, a huge one and none are told apart from a key, and nothing of them is said.
func TestA8RescueReadsTheKey(t *testing.T) {
	made, err := recovery.New()
	if err != nil {
		t.Fatal(err)
	}
	written := strings.Join(made.Groups(), " ") + "\n"
	name := filepath.Join(t.TempDir(), "nyckel.txt")
	for content, want := range map[string]string{
		written: "", "# Anna Ek\n" + written: "", written[:50]: app.CodeRecoveryTyped, "": app.CodeRecoveryTyped,
		strings.Repeat("Q", 1<<20): app.CodeRecoveryTyped, "\x00\xff": app.CodeRecoveryTyped,
	} {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, from := range []string{name, "-"} {
			key, err := readKey(from, strings.NewReader(content))
			if domain.CodeOf(err) != want || want == "" && key.Number() != made.Number() || err != nil && strings.Contains(said(err).Error(), "QQQ") {
				t.Errorf("%s: %v", from, err)
			}
		}
	}
	if _, err := readKey(name+"-none", nil); err == nil {
		t.Error("no file, and no error")
	}
}
