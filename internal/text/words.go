package text

import (
	"strconv"
	"strings"

	"example.org/tandtui/internal/domain"
)

// DeskActor is who did what the region's own staff did, as clinics are told.
const DeskActor = "Regionen"

// Status is the portal's word for an invoice's state, with its date.
func Status(s domain.Status, on domain.Date) string {
	switch s {
	case domain.StatusReceived:
		return "Under behandling"
	case domain.StatusApproved:
		return strings.TrimSpace("Godkänd för utbetalning " + on.String())
	case domain.StatusPaid:
		return strings.TrimSpace("Utbetalningsdatum " + on.String())
	case domain.StatusVoided:
		return "Faktura makulerad"
	case domain.StatusDeleted:
		return "Raderad"
	}
	return "Okänd status (" + Safe(string(s)) + ")"
}

// ListStatus is Status as a list has room for it: "Godkänd 2025-12-01",
// "Utbetald 2025-12-01".
func ListStatus(s domain.Status, on domain.Date) string {
	switch s {
	case domain.StatusApproved:
		return strings.TrimSpace("Godkänd " + on.String())
	case domain.StatusPaid:
		return strings.TrimSpace("Utbetald " + on.String())
	}
	return Status(s, on)
}

// BillState is the word for the state of one bill; "-" for the ordinary one, as
// in the portal.
func BillState(s domain.BillState) string {
	switch s {
	case domain.BillOrdinary:
		return "-"
	case domain.BillOnHold:
		return "Under granskning"
	case domain.BillCredited:
		return "Krediterad"
	case domain.BillVoided:
		return "Makulerad"
	case domain.BillDeleted:
		return "Raderad"
	}
	return Safe(string(s))
}

// BillCounts is the portal's Räkningsstatus: "2 räkningar krediterade, 1
// räkning under granskning"; "" where nothing is out of the ordinary (D3).
func BillCounts(onHold, credited, voided int) string {
	var parts []string
	for _, p := range []struct {
		n         int
		one, many string
	}{
		{credited, "krediterad", "krediterade"},
		{onHold, "under granskning", "under granskning"},
		{voided, "makulerad", "makulerade"},
	} {
		if p.n > 0 {
			parts = append(parts, Bills(p.n)+" "+plural(p.n, p.one, p.many))
		}
	}
	return strings.Join(parts, ", ")
}

// Bills is "1 räkning", "2 räkningar".
func Bills(n int) string { return Count(n, "räkning", "räkningar") }

// PersonAnd names an invoice in a list: its first patient and how many bills
// there are besides.
func PersonAnd(person string, bills int) string {
	switch person = Safe(person); {
	case person == "":
		return Bills(bills)
	case bills > 1:
		return person + " +" + Number(bills-1)
	}
	return person
}

// Count is a number with its noun.
func Count(n int, one, many string) string { return Number(n) + " " + plural(n, one, many) }

// Number is how many there are of something, written as amounts are: "10 000". What
// only names a thing (Vår referens, a line of a file) is no such number.
func Number[N int | int64](n N) string { return WholeKronor(domain.Kronor(int64(n))) }

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// Tries is the number of PIN tries left, in words; -1 if the card does not say.
func Tries(left int) string {
	switch {
	case left < 0:
		return "Kortet säger inte hur många försök som är kvar"
	case left == 1:
		return "! Bara 1 försök kvar"
	}
	return strconv.Itoa(left) + " försök kvar"
}

// TriesLeft is the same as a sentence, after a wrong PIN.
func TriesLeft(left int) string {
	if left == 1 {
		return "Bara 1 försök kvar."
	}
	return Tries(left) + "."
}

// Validity is an entitlement's time: "tills vidare" or "till 2026-10-31".
func Validity(p domain.Period) string {
	if p.To.IsZero() {
		return "tills vidare"
	}
	return "till " + p.To.String()
}

// Support is the word for a part of the support.
func Support(s domain.Support) string {
	if !s.Valid() {
		return "–"
	}
	return string(s) + "-tandvård"
}

// StateCare is said at the look-up of a patient of an age for tiotandvård who
// has no right at the region (B28).
const StateCare = "Ingen rätt hos regionen hittad. Tiotandvård och annat statligt tandvårdsstöd gäller Försäkringskassan, inte regionen."

// Kronor is an amount with its unit.
func Kronor(o domain.Ore) string { return o.String() + " kr" }

// WholeKronor is an amount without ",00" where there are no öre, for narrow places.
func WholeKronor(o domain.Ore) string { return strings.TrimSuffix(o.String(), ",00") }
