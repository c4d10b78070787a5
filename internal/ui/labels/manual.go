package labels

import "fmt"

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
func ManualHit(no, of int) string { return fmt.Sprintf("träff %d av %d", no, of) }
