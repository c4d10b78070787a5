// Package width asks every judge of a text's width whether it agrees with the
// program: the libraries, and a real terminal.
package width
