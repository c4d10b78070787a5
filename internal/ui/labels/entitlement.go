package labels

import (
	"example.org/tandtui/internal/domain"

	"example.org/tandtui/internal/text"
)

// Kontrollera intyg (B2): the look-up alone.
const (
	EntitlementTitle = "Kontrollera intyg"
	EntitlementLead  = "Skriv personnummer och tryck Enter. Ingen räkning görs. Sökningen loggas."
	EntitlementFind  = "sök personen"
	EntitlementAgain = "sök igen"
	EntitlementOld   = "Nätet är nere: uppgifterna är från "
	EntitlementAt    = "Regionens uppgift "
	EntitlementValid = "giltigt"
	EntitlementEnded = "gäller inte"
)

// EntitlementNoneNow tells of a patient who has no valid entitlement: those that
// ended are named, one of each part of the support.
func EntitlementNoneNow(ended []domain.Entitlement) string {
	const approval = "S-tandvård måste alltid förhandsbedömas."
	if len(ended) == 0 {
		return "Patienten har inget intyg om N- eller F-tandvård. " + approval
	}
	s := "Inget intyg gäller idag:"
	for i, e := range ended {
		if i > 0 {
			s += ","
		}
		s += " " + text.Safe(string(e.Support)) + "-intyg " + text.Safe(e.No) + " gällde till " + e.Validity.To.String()
	}
	return s + ". " + approval
}

// EntitlementLeft is what is left of a prior approval's amount.
func EntitlementLeft(left, granted domain.Ore) string {
	return text.WholeKronor(left) + " av " + text.WholeKronor(granted) + " kr kvar"
}
