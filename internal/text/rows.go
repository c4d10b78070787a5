package text

import "fmt"

// The item rows of a bill (B11–B15, B25).
const (
	RowCopy       = "kopiera rad"
	RowVisit      = "samma åtgärder annat datum"
	RowUp         = "flytta upp"
	RowDown       = "flytta ner"
	RowNone       = "Det finns ingen rad ännu."
	RowVisitTitle = "Samma åtgärder ett annat datum"
	RowDateHint   = "t.ex. -3 eller 261120"
	RowDateWrong  = "Skriv ett datum: i, ig, -3, 261120."
	RowAddThem    = "lägg till"
)

// RowsFull says that a bill has as many rows as it may have.
func RowsFull(most int) string {
	return fmt.Sprintf("En räkning får ha högst %d rader: gör en räkning till.", most)
}

// RowsAdded says how many rows came to a date.
func RowsAdded(n int, date string) string {
	return Count(n, "rad", "rader") + " lades till " + date + ". Ctrl+Z ångrar."
}

// RowsPasted says how many rows were pasted, how many lines had no room, and
// how many comments were too long.
func RowsPasted(n, left, cut int) string {
	s := Count(n, "rad", "rader") + " inklistrade. Ctrl+Z ångrar."
	if left > 0 {
		s += " " + Count(left, "rad", "rader") + " fick inte plats."
	}
	if cut > 0 {
		s += " " + Count(cut, "kommentar", "kommentarer") + " kortades."
	}
	return s
}

// RowVisitOf begins the list of the codes that are copied.
func RowVisitOf(n int, date string) string {
	return Count(n, "rad", "rader") + " från " + Safe(date) + ": "
}
