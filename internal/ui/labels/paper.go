package labels

import (
	"time"

	"example.org/tandtui/internal/text"
)

// What stands on paper (an invoice or a bill as PDF) beside the screens' words.
const (
	PaperRegion    = "Region"
	PaperClinic    = "Klinik"
	PaperDate      = "Datum"
	PaperCode      = "Åtgärd"
	PaperProcedure = "Vad"
	PaperPosition  = "Tand"
)

// PaperBill is the heading of a bill.
func PaperBill(ref string) string { return "Räkning " + text.Safe(ref) }

// PaperMade is at the foot of each page.
func PaperMade(clinic string, at time.Time) string {
	return text.Safe(clinic) + " · utskrivet " + at.Format("2006-01-02 15:04")
}
