//go:build linux

package cryptoki

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestWhatIsNoLibrary(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "text.so")
	if err := os.WriteFile(text, []byte("not a library"), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]error{filepath.Join(dir, "none.so"): ErrMissing, text: ErrNoLibrary, "/lib/x86_64-linux-gnu/libm.so.6": ErrNotCryptoki} {
		if _, err := Load(t.Context(), path); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", path, err, want)
		}
	}
}
