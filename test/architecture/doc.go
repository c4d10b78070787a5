// Package architecture holds the test of the house rules that a compiler does
// not see: who may import whom, how long a file may be, what no file may name.
// It judges packages by what `go list` says of them and runs none of them.
package architecture
