package labels

// Choice of clinic (A3).
const (
	ClinicsTitle  = "Välj klinik"
	ClinicsLead   = "Du är användare på flera kliniker. Vilken ska du fakturera för?"
	ClinicsNone   = "Du är inte upplagd på någon klinik. Be klinikens kontaktperson lägga till dig."
	ClinicsTake   = "välj klinik"
	ClinicsEmpty  = "ingen klinik"
	RoleContactIs = "klinikkontakt"
)
