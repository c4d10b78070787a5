package stage

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// A part that does not start is reported with what it said itself. What had
// started is stopped, and what had not is not touched.
func TestStartFails(t *testing.T) {
	says := filepath.Join(t.TempDir(), "tandserver")
	if err := os.WriteFile(says, []byte("#!/bin/sh\necho first >&2\necho 'tandserver: mappen är upptagen' >&2\nexit 1\n"), 0o700); err != nil { // #nosec G306 -- a program
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, dir, server string
		part              Part
		said              string
	}{
		{"no such program", t.TempDir(), filepath.Join(t.TempDir(), "tandserver"), PartProgram, ""},
		{"a program that fails", t.TempDir(), says, PartServer, "mappen är upptagen"},
		{"a file for a folder", file, says, PartFolder, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := Start(t.Context(), Options{Dir: c.dir, Server: c.server})
			var f *StartError
			if !errors.As(err, &f) || d != nil || f.Part != c.part || f.Said != c.said {
				t.Fatalf("demo %v, error %+v", d, err)
			}
		})
	}
}

// A second start in a folder keeps the log of the running server.
func TestLogIsKept(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "server.log")
	if err := os.WriteFile(name, []byte("of the one that runs\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Start(t.Context(), Options{Dir: dir, Server: filepath.Join(dir, "none")})
	raw, readErr := os.ReadFile(name) // #nosec G304 -- the test's own
	if err == nil || readErr != nil || string(raw) != "of the one that runs\n" {
		t.Errorf("%v, %v: %q", err, readErr, raw)
	}
}
