// Package text holds the Swedish of the field, which both programs say: errors,
// findings and statuses, one file per area (what only the terminal's screens say
// is internal/ui/labels); and Safe, the filter that every string from outside passes before it reaches
// the terminal. It decides nothing.
package text
