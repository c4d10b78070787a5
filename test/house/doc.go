// Package house tests the script that installs system packages. It installs
// nothing: fake commands stand in for the system's.
package house
