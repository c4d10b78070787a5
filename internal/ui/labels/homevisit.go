package labels

import (
	"strconv"
	"strings"

	"example.org/tandtui/internal/text"
)

// Hembesök (B25).
const (
	HomeVisitTitle      = "Hembesök"
	HomeVisitHelp       = "samma åtgärder för flera patienter samma dag"
	HomeVisitMake       = "gör räkningarna"
	HomeVisitExcept     = "undantag"
	HomeVisitItems      = "Åtgärder för alla"
	HomeVisitFees       = "patientavgift för dem som betalar"
	HomeVisitAmount     = "Belopp"
	HomeVisitAmountHint = "vad var och en betalade, kronor"
	HomeVisitFee        = "patAvg, om patienten betalar avgift"
	HomeVisitAddItem    = "Lägg till åtgärd: skriv kod eller ord"
	HomeVisitAdd        = "Lägg till patient: personnummer, eller klistra in flera"
	HomeVisitExtra      = "Lägg till en åtgärd för den här patienten"
	HomeVisitWhere      = "tand"
	HomeVisitWrong      = "fel personnummer"
	HomeVisitFeeTaken   = "avgift redan tagen"
	HomeVisitFirst      = "skriv patientens personnummer först"
	HomeVisitEmpty      = "skriv minst en åtgärd och en patient först"
)

// HomeVisitNoRight is what to do with a patient who has neither intyg nor FHB.
var HomeVisitNoRight = text.Sentence{What: "Patienten har varken intyg eller FHB den dagen.", Do: "Ctrl+D tar bort raden; F5 frågar regionen igen."}

// HomeVisitPatients heads the list of patients.
func HomeVisitPatients(n int) string { return text.Count(n, "patient", "patienter") }

// ItemField names a field of a procedure for all, for a reader: "Åtgärd 2, Tand".
func ItemField(row int, field string) string {
	return BillProcedure + " " + strconv.Itoa(row) + ", " + field
}

// PatientField names a field of a patient, for a reader.
func PatientField(row int, field string) string { return "Patient " + strconv.Itoa(row) + ", " + field }

// HomeVisitPasted says how many patients of a pasted list were taken, and how
// many lines were not.
func HomeVisitPasted(n, left int) string {
	if left == 0 {
		return text.Count(n, "patient tillagd.", "patienter tillagda.")
	}
	return text.Count(n, "patient tillagd", "patienter tillagda") + ", " + text.Count(left, "rad", "rader") + " fick inte plats: klistra in resten i ett eget hembesök."
}

// HomeVisitOf heads a patient's exceptions.
func HomeVisitOf(number string) string { return "Undantag för " + text.Safe(number) }

// HomeVisitDiffers says how one patient's visit differs from the common one.
func HomeVisitDiffers(without, where, extra []string) string {
	said := ""
	if len(where) > 0 {
		said += " · " + text.Safe(strings.Join(where, ", "))
	}
	if len(without) > 0 {
		said += " · utan " + text.Safe(strings.Join(without, ", "))
	}
	if len(extra) > 0 {
		said += " · även " + text.Safe(strings.Join(extra, ", "))
	}
	return said
}
