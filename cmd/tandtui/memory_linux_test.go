package main

import (
	"testing"

	"golang.org/x/sys/unix"
)

// The end-to-end test looks at the limits of the running program.
func TestMemoryIsKept(t *testing.T) {
	keepMemory()
	if dumpable, err := unix.PrctlRetInt(unix.PR_GET_DUMPABLE, 0, 0, 0, 0); err != nil || dumpable != 0 {
		t.Errorf("dumpable %d, %v", dumpable, err)
	}
	var core unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_CORE, &core); err != nil || core != (unix.Rlimit{}) {
		t.Errorf("core files of %+v bytes, %v", core, err)
	}
}
