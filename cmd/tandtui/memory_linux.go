package main

import "golang.org/x/sys/unix"

// keepMemory lets no one have a picture of the program's memory, in which PIN,
// keys and patients lie for a while: no core file is written, and no other
// program of the same user can attach or read it (prctl(2), PR_SET_DUMPABLE).
// A system that refuses does not keep anybody from work.
func keepMemory() {
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{})
	_ = unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0)
}
