// Package text holds the Swedish words of the field that both programs use:
// errors, findings and statuses, one file per area. (What only the terminal's
// screens say is in internal/ui/labels.) It also holds Safe, the filter that
// every string from outside passes before it reaches the terminal. It decides
// nothing.
package text
