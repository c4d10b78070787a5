package labels

import (
	"example.org/tandtui/internal/domain"

	"example.org/tandtui/internal/text"
)

// Kontrollera intyg (B2): the look-up alone.
const (
	EntitlementTitle = "Kontrollera intyg"
	EntitlementLead  = "Skriv personnummer och tryck Enter. Ingen räkning görs. Sökningen loggas."
	EntitlementFind  = "Sök person"
	EntitlementAgain = "sök igen"
	EntitlementNone  = "Patienten har inget intyg om N- eller F-tandvård. S-tandvård måste alltid förhandsbedömas."
	EntitlementOld   = "Nätet är nere: uppgifterna är från "
	EntitlementAt    = "Regionens uppgift "
	EntitlementValid = "giltigt"
	EntitlementEnded = "gäller inte"
)

// EntitlementLeft is what is left of a prior approval's amount.
func EntitlementLeft(left, granted domain.Ore) string {
	return text.WholeKronor(left) + " av " + text.WholeKronor(granted) + " kr kvar"
}
