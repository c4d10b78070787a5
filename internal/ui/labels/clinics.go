package labels

import "example.org/tandtui/internal/text"

// Choice of clinic (A3).
const (
	ClinicsTitle  = "Välj klinik"
	ClinicsLead   = "Du är användare på flera kliniker. Vilken ska du fakturera för?"
	ClinicsChange = "Vilken klinik ska du fakturera för nu? Utkast, utkorg och fakturor är klinikens egna."
	ClinicsNone   = "Du är inte upplagd på någon klinik. Be klinikens kontaktperson lägga till dig."
	ClinicsTake   = "välj klinik"
	ClinicsEmpty  = "ingen klinik"
	ClinicsHere   = "här nu"
	RoleContactIs = "klinikkontakt"
)

// ClinicsElsewhere tells of what waits at the clinics that are not worked for.
func ClinicsElsewhere(n int) string {
	if n == 1 {
		return "1 ärende för en annan klinik väntar på svar eller på att du ser svaret."
	}
	return text.Number(n) + " ärenden för andra kliniker väntar på svar eller på att du ser svaret."
}

// GotoClinic is another clinic of the user in the go-to list.
func GotoClinic(no, name string) string {
	return "Byt till klinik " + text.Safe(no) + " " + text.Safe(name)
}

// ClinicChanged says for whom one works now. A reader bills nothing.
func ClinicChanged(name string, reads bool) string {
	if reads {
		return "Du ser nu fakturor för " + text.Safe(name) + "."
	}
	return "Du fakturerar nu för " + text.Safe(name) + "."
}
