package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"example.org/tandtui/cmd/internal/cli"
)

// A file that is still being written is not judged half: the exit code says to
// try again.
func TestAFileThatGrowsIsForLater(t *testing.T) {
	name := filepath.Join(t.TempDir(), "fakturor.xml")
	if err := os.WriteFile(name, []byte("<invoiceFile"), 0o600); err != nil {
		t.Fatal(err)
	}
	read := func(f *os.File) error { _, err := io.ReadAll(f); return err }
	if err := steady(name, read); err != nil {
		t.Fatalf("a file that nobody writes: %v", err)
	}
	err := steady(name, func(f *os.File) error {
		return errors.Join(read(f), os.WriteFile(name, []byte("<invoiceFile>"), 0o600))
	})
	var exit cli.Exit
	if !errors.As(err, &exit) || exit.Code != cli.Later || exit.Why == "" {
		t.Errorf("%v", err)
	}
}
