// Package text holds every Swedish sentence of the program, one file per area,
// and Safe, the filter that every string from outside passes before it reaches
// the terminal. It decides nothing.
package text
