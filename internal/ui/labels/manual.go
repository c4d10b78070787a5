package labels

import "example.org/tandtui/internal/text"

// The manual (E3).
const (
	ManualTitle   = "Manual"
	ManualSearch  = "Sök"
	ManualFind    = "sök"
	ManualNext    = "nästa träff"
	ManualPrev    = "förra träffen"
	ManualChapter = "kapitel"
	ManualPage    = "sida"
	ManualEnds    = "början, slutet"
	ManualClear   = "sluta söka"
	ManualNone    = "ingen träff"
)

// ManualHit tells which of the places found is shown.
func ManualHit(no, of int) string { return "träff " + text.Number(no) + " av " + text.Number(of) }
