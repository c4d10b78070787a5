package text

// Kontrollera intyg (B2): the look-up alone.
const (
	EntitlementTitle = "Kontrollera intyg"
	EntitlementLead  = "Skriv personnummer och tryck Enter. Ingen räkning görs. Regionen loggar varje sökning."
	EntitlementFind  = "Sök person"
	EntitlementNone  = "Patienten har inget intyg om N- eller F-tandvård. S-tandvård måste alltid förhandsbedömas."
	EntitlementOld   = "Nätet är nere: uppgifterna är från "
	EntitlementAt    = "Regionens uppgift "
	EntitlementValid = "giltigt"
	EntitlementEnded = "gäller inte"
	EntitlementFHB   = "FHB"
	EntitlementLeft  = "kvar"
)
