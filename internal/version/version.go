// Package version says which program this is. The build stamps Version and
// Commit; a plain `go build` leaves what the toolchain knows.
package version

import (
	"fmt"
	"runtime"
)

// Version and Commit are set by the linker (-X).
var (
	Version = "dev"
	Commit  = "unknown"
)

// Line is what the version verb prints: "tandtui 0.1.0 (commit abc1234, go1.26.8)".
func Line(program string) string {
	return fmt.Sprintf("%s %s (commit %s, %s)", program, Version, Commit, runtime.Version())
}
