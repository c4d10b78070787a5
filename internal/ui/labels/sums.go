package labels

import "strconv"

// Summor: what was billed over time (D14).
const (
	SumsTitle    = "Summor"
	SumsMonth    = "Månad"
	SumsBar      = "█ utb ░ vänt"
	SumsBilled   = "Fakturerat"
	SumsPaid     = "Utbetalt"
	SumsWaiting  = "Väntar"
	SumsCredited = "Krediterat"
	SumsNext     = "nästa år"
	SumsPrev     = "förra året"
	SumsNone     = "Inga summor."
	SumsHelp     = "Efter den månad då fakturan kom in. Makulerade och raderade är inte med."
	SumsOpen     = "summor"
)

// SumsYear names the year shown.
func SumsYear(year int) string { return "Summor " + strconv.Itoa(year) }
