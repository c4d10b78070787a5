package labels

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
)

// The patient's card (B1, B2, B8, B22).
const (
	PanelTitle          = "Intyg"
	PanelNone           = "Inget giltigt intyg: S-tandvård antas, FHB krävs."
	PanelStateCare      = "Ingen rätt: tiotandvård gäller hos Försäkringskassan."
	PanelFHB            = "FHB"
	PanelApprovalsHead  = "Förhandsbedömningar (FHB)"
	PanelBase           = "Basbelopp"
	PanelBaseNone       = "inget känt för regionen"
	PanelBasePassed     = "Passerat: sök FHB innan vården fortsätter."
	PanelFee            = "Avgift"
	PanelFeeHead        = "Patientavgift"
	PanelFeePerVisit    = " per besök"
	PanelFeeExempt      = "ingen, frikort"
	PanelFeeAge         = "ingen på grund av ålder"
	PanelFeeGround      = "ingen, skäl angivet"
	PanelFeeUnknown     = "okänd för regionen"
	PanelFeeDue         = "ja, beloppet okänt"
	PanelEnded          = "gällde till "
	PanelLast           = "Senast"
	PanelBills          = "Senaste räkningar här"
	PanelBillsNone      = "inga på den här kliniken"
	PanelMore           = "… F9 visar resten"
	ApprovalAll         = "alla åtgärder"
	ExemptionRemembered = "från patientens senaste räkning"
)

// PanelFeeOther is the fee where somebody else treats the patient.
func PanelFeeOther(who string, amount domain.Ore) string {
	return who + " " + text.WholeKronor(amount) + " kr"
}

// PanelAsOf tells how old the facts about the patient are.
func PanelAsOf(when string) string { return "uppgifter från " + when }

// PanelAsking is PanelAsOf while the region is being asked again.
func PanelAsking(when string) string { return "frågar, från " + when }

// PanelOld is PanelAsOf when the region could not be asked.
func PanelOld(when string) string { return "utan nät, från " + when }

// PanelBaseUsed is how much of the base amount is used, in kronor, in a line of 23 cells.
func PanelBaseUsed(used, limit domain.Ore) string {
	return "använt " + text.WholeKronor(used) + " av " + text.WholeKronor(limit)
}

// PanelBaseOf heads the base amount of a year.
func PanelBaseOf(year int) string { return PanelBase + " " + strconv.Itoa(year) }

// PanelBaseSpent is what is used of the base amount.
func PanelBaseSpent(used domain.Ore) string { return "använt " + text.WholeKronor(used) + " kr" }

// PanelBaseLeft is what is left of it.
func PanelBaseLeft(used, limit domain.Ore) string {
	return "kvar " + text.WholeKronor(max(limit-used, 0)) + " av " + text.WholeKronor(limit) + " kr"
}

// PanelFeesPaid is what was paid in fees here in a year, against the ceiling.
func PanelFeesPaid(paid, limit domain.Ore) string {
	return "betalt " + text.WholeKronor(paid) + " av " + text.WholeKronor(limit) + " kr på ett år"
}

// PanelApprovals names several FHB, or counts them where w cells are no room.
func PanelApprovals(numbers []string, w int) string {
	if s := strings.Join(numbers, ", ") + " · F9"; utf8.RuneCountInString(s) <= w {
		return s
	}
	return strconv.Itoa(len(numbers)) + " st, F9 visar"
}

// ApprovalLeft is what is left of an FHB; one without an amount has no limit.
func ApprovalLeft(a domain.PriorApproval) string {
	if a.Amount == 0 {
		return "utan beloppsgräns"
	}
	return EntitlementLeft(max(a.Amount-a.Used, 0), a.Amount)
}

// ApprovalRest is the same where there is less room.
func ApprovalRest(a domain.PriorApproval) string {
	if a.Amount == 0 {
		return ApprovalLeft(a)
	}
	return text.WholeKronor(max(a.Amount-a.Used, 0)) + " kr kvar"
}

// ApprovalUsed tells how often a procedure of an FHB was billed.
func ApprovalUsed(n int) string {
	if n == 0 {
		return "kvar"
	}
	return "fakturerad " + text.Count(n, "gång", "gånger")
}

// Exemption says until when a frikort is valid; one that is still being filled in
// has no date yet.
func Exemption(e domain.FeeExemption) string {
	if e.Validity.From.IsZero() || e.Validity.To.IsZero() {
		return "inte ifyllt än"
	}
	return text.Validity(e.Validity)
}

// Since is a validity with its first day: "2024-01-16 tills vidare".
func Since(p domain.Period) string {
	if p.From.IsZero() {
		return text.Validity(p)
	}
	return p.From.String() + " " + text.Validity(p)
}

// PersonKind names the sort of a number; "" for an ordinary personnummer.
func PersonKind(k domain.PersonKind) string {
	switch k {
	case domain.Samordningsnummer:
		return "Samordningsnummer"
	case domain.ReservnummerVGR:
		return "Reservnummer, Västra Götaland"
	case domain.ReservnummerVarml:
		return "Reservnummer, Värmland"
	}
	return ""
}

// PersonAge is the age in words.
func PersonAge(years int) string { return strconv.Itoa(years) + " år" }

// reserveOf says whose a form of reservnummer is.
var reserveOf = map[domain.Reserve]string{domain.ReserveVGR: "Västra Götalands", domain.ReserveVarmland: "Värmlands"}

// LookupError is the sentence of a failed look-up, with a next step that fits the
// kind of number (B24). own is the form of the region's reservnummer; said is the
// region's own sentence, used if this program is too old to know the code.
func LookupError(code, said string, kind domain.PersonKind, own domain.Reserve) text.Sentence {
	if said != "" {
		return text.Sentence{What: text.Safe(said)}
	}
	if code != "person.unknown" {
		return text.Error(code)
	}
	s := text.Error(code)
	switch form := kind.Reserve(); {
	case form != "" && own != "" && form != own:
		return text.Sentence{What: "Reservnumret är " + reserveOf[form] + ".", Do: "Patienter från andra regioner faktureras inte här: se regionens manual för utomlänstandvård."}
	case form != "":
		return text.Sentence{What: "Regionen känner inte till reservnumret.", Do: "Kontrollera tecknen, eller sök personnumret om patienten har fått ett."}
	case kind == domain.Samordningsnummer:
		return text.Sentence{What: "Regionen känner inte till samordningsnumret.", Do: "Kontrollera numret, eller sök personnumret om patienten har fått ett."}
	}
	return s
}
