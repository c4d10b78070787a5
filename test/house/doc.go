// Package house tests what stands around the Go code: the script that installs
// system packages. It installs nothing: the system's commands are stood in for.
package house
