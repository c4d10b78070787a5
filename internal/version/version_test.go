package version

import (
	"runtime"
	"testing"
)

// TestLine holds the shape that support staff and scripts read.
func TestLine(t *testing.T) {
	was := [...]string{Version, Commit}
	t.Cleanup(func() { Version, Commit = was[0], was[1] })
	Version, Commit = "1.2.3", "abc123"
	if got, want := Line("tandtui"), "tandtui 1.2.3 (commit abc123, "+runtime.Version()+")"; got != want {
		t.Fatalf("%q, want %q", got, want)
	}
}
