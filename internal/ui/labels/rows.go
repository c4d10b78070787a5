package labels

import (
	"fmt"
	"strconv"
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/text"
)

// The item rows of a bill (B11–B15, B25).
const (
	RowCopy      = "kopiera rad"
	RowVisit     = "besöket igen"
	RowUp        = "flytta upp"
	RowDown      = "flytta ner"
	RowNone      = "här finns ingen rad ännu"
	RowFromBill  = "som förra räkningen"
	RowBillTitle = "Samma åtgärder som förra räkningen (Enter: samma datum)"
	RowDateHint  = "t.ex. -3 eller 261120"
	RowDateWrong = "Skriv ett datum: i, ig, -3, 261120."
	RowAddThem   = "lägg till"
	RowFees      = "avgift"
	RowNoFees    = "ingen saknas"
	RowFavourite = "favorit"
	RowOpenPrice = "skrivs"
)

// PositionSign is a short word for where in the mouth a procedure needs a
// position; rules of the price list that are not listed accept any.
func PositionSign(r domain.PositionRule) string {
	switch base, _, _ := strings.Cut(string(r), ";"); domain.PositionRule(base) {
	case domain.PositionNone, domain.PositionUpperJaw, domain.PositionLowerJaw, domain.PositionBothJaws:
		return "–" // no position, or one that is filled in
	case domain.PositionTooth:
		return "tand"
	case domain.PositionTeeth:
		return "tänd."
	case domain.PositionJaw:
		return "käke"
	case domain.PositionQuadrant:
		return "kvad."
	case domain.PositionOptional:
		return "(…)"
	}
	return "läge"
}

// FeesMissing says which visits have no fee and what it is. unsure marks the
// amount as not certain; the patient's card says why.
func FeesMissing(dates []string, amount domain.Ore, unsure bool) string {
	s := "Avgift saknas " + strings.Join(dates, ", ")
	if len(dates) > 2 || unsure && len(dates) > 1 { // the advice must have room
		s = "Avgift saknas för " + strconv.Itoa(len(dates)) + " besök"
	}
	if amount > 0 {
		s += ": " + text.WholeKronor(amount) + " kr"
	}
	s += " · Alt+A lägger till"
	if unsure {
		s += " · osäkert belopp (F9)"
	}
	return s
}

// FeesNone says why visits have no fee.
func FeesNone(dates []string, why string) string {
	return "Ingen avgift " + strings.Join(dates, ", ") + ": " + why
}

// FeeWhy gives the reason why a visit has no fee, "" where one is due.
func FeeWhy(f rules.VisitFee) string {
	switch f.Reason {
	case rules.FeeExempt:
		return "frikort"
	case rules.FeeTaken:
		return "redan tagen på en annan räkning"
	case rules.FeeUnknown:
		return "okänd för regionen"
	case rules.FeeFreeByGround:
		return "skäl angivet"
	case rules.FeeFreeByAge:
		if f.Free.FromAge > 0 {
			return fmt.Sprintf("fyllt %d", f.Free.FromAge)
		}
		return fmt.Sprintf("fyller högst %d i år", f.Free.UntilYearOf)
	}
	return ""
}

// FeesAdded says how many fees were added.
func FeesAdded(n int) string {
	return text.Count(n, "patientavgift", "patientavgifter") + " lades till. Ctrl+Z ångrar."
}

// FeesNoneAdded says that no fee was added, and why if that is known.
func FeesNoneAdded(why string) string {
	if why == "" {
		return "Ingen patientavgift saknas."
	}
	return "Ingen patientavgift saknas: " + why + "."
}

// RowsAway says how many rows of a bill are scrolled out of sight: "↑ 3 ↓ 2 rader
// till".
func RowsAway(above, below int) string {
	if above+below == 0 {
		return ""
	}
	if above+below == 1 {
		return LinesAway(above, below) + " rad till"
	}
	return LinesAway(above, below) + " rader till"
}

// LinesAway says how many lines are scrolled out of sight, as the frame of a box
// does: "↑ 3 ↓ 2"; "" for none.
func LinesAway(above, below int) string {
	var parts []string
	if above > 0 {
		parts = append(parts, "↑ "+text.Number(above))
	}
	if below > 0 {
		parts = append(parts, "↓ "+text.Number(below))
	}
	return strings.Join(parts, " ")
}

// RowsFull says that a bill has as many rows as it may have.
func RowsFull(most int) string {
	return fmt.Sprintf("En räkning får ha högst %d rader: gör en räkning till.", most)
}

// RowPastTitle names the patient's last visit.
func RowPastTitle(date domain.Date) string {
	return "Samma åtgärder som patientens besök " + date.String() + " (Enter: idag)"
}

// RowsAdded says how many rows came.
func RowsAdded(n int) string { return text.Count(n, "rad", "rader") + " lades till. Ctrl+Z ångrar." }

// RowsPasted says how many rows were pasted, and how many lines had no room.
func RowsPasted(n, left int) string {
	return text.Count(n, "rad", "rader") + " inklistrade" + noRoomFor(left) + ". Ctrl+Z ångrar."
}

// BillsPasted says how many patients of a pasted list have a bill, and how many
// lines had no room.
func BillsPasted(n, left int) string {
	return text.Count(n, "räkning", "räkningar") + " av listan, en för varje patient" + noRoomFor(left) + ". Ctrl+Z ångrar."
}

func noRoomFor(lines int) string {
	if lines == 0 {
		return ""
	}
	return ", " + text.Number(lines) + " fick inte plats"
}

// RowVisitOf begins the list of the codes that are copied.
func RowVisitOf(n int) string { return text.Count(n, "rad", "rader") + ": " }

// RowVisitTitle heads the list for copying a visit.
func RowVisitTitle(date string) string {
	return "Åtgärderna " + text.Safe(date) + " igen, ett annat datum"
}
