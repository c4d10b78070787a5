// Package perf measures the program as its user meets it, on a pseudo terminal,
// beside the least that Bubble Tea can do. Ratios of turns are what counts.
package perf
