// Package editor holds a draft while it is written: text and rows, undo, what is
// pasted, what is filled in, fees, splitting, and which findings may be shown. It
// draws nothing, waits for nothing and knows no keys; screen/bill and
// screen/homevisit are two layouts over it (ADR 022).
package editor
