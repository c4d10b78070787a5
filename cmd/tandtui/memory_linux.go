package main

import "golang.org/x/sys/unix"

// keepMemory keeps the program's memory to itself, since PIN, keys and patients
// are in it for a while: no core file is written, and no other program of the
// same user can attach to it or read it (prctl(2), PR_SET_DUMPABLE). Where the
// system refuses, the program runs all the same.
func keepMemory() {
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{})
	_ = unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0)
}
