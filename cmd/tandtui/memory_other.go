//go:build !linux

package main

// keepMemory has nothing to do: Windows writes no memory of a program to a file
// unless its owner has asked for that.
func keepMemory() {}
