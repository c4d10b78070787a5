//go:build linux && race

package memtest

// Exact says whether a search tells of our own code alone. With the race detector
// it does not: the detector interrupts goroutines far more often, and the runtime
// saves their registers where nobody can wipe them. `make memory` runs without it.
const Exact = false
