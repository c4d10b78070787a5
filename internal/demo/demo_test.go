package demo

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestStartFails: a part that does not start is told as an error; what had
// started is stopped, and what had not is not touched.
func TestStartFails(t *testing.T) {
	ends, err := exec.LookPath("false")
	if err != nil {
		t.Fatal(err)
	}
	for name, server := range map[string]string{
		"no such program":      filepath.Join(t.TempDir(), "tandserver"),
		"a program that fails": ends,
	} {
		t.Run(name, func(t *testing.T) {
			d, err := Start(t.Context(), Options{Dir: t.TempDir(), Server: server})
			if err == nil || d != nil || !strings.Contains(err.Error(), "server") {
				t.Fatalf("demo %v, error %v: want an error that names the server", d, err)
			}
		})
	}
}
