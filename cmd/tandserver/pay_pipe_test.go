//go:build unix

package main

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A pipe that nobody writes to does not hold up the desk: it is no bank's file.
func TestABankFileIsNoPipe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "svar.xml")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := openBankFile(path); err == nil || !strings.Contains(err.Error(), "ingen vanlig fil") {
		t.Errorf("%v", err)
	}
}
