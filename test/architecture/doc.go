// Package architecture tests the rules of the house that the compiler does not
// check: who may import whom, how wide a port may be, which methods need a
// comment, how long a file may be, what no file may name. It reads the code and
// what `go list` says about it, and runs none of it.
package architecture
