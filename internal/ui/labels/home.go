package labels

import "example.org/tandtui/internal/text"

// The start page.
const (
	HomeTitle     = "Start"
	HomeRegister  = "Registrera räkning"
	HomeUpload    = "Ladda upp fakturafil"
	HomeInvoices  = "Era fakturor"
	HomeClinic    = "Klinikadministration"
	HomeSupport   = "Support"
	HomeDrafts    = "Utkast"
	HomeCheck     = "Kontrollera intyg"
	HomeOpen      = "öppna"
	HomeNotYet    = "finns inte i den här versionen"
	HomeCheckHelp = "se om ett intyg gäller, utan att göra en räkning"
	HomeRegHelp   = "en eller flera behandlingar för en patient"
	HomeInvHelp   = "i behandling, utbetalda, kredit och makulerade"
	HomeSupHelp   = "vem du ringer; prov av kort, server och klocka"
	HomeUpHelp    = "flera patienters räkningar ur journalsystemet"
	HomeCliHelp   = "kontaktuppgifter och användare"
)

// HomeGreeting greets by name and clinic.
func HomeGreeting(name, clinic string) string {
	return "Välkommen " + text.Safe(name) + ". Du fakturerar för " + text.Safe(clinic) + "."
}

// HomeDraftHelp says how many drafts wait.
func HomeDraftHelp(drafts int) string {
	if drafts == 0 {
		return "inga påbörjade räkningar"
	}
	return text.Count(drafts, "påbörjad räkning", "påbörjade räkningar")
}
