// Package export writes what screens show into files that other programs read:
// tables as xlsx and csv, documents as PDF. Tables are written row by row, so that
// their length costs no memory. No cell can become a formula, and every text
// passes text.Safe: names and comments are typed by others.
package export
