package labels

import (
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
)

// Klinikadministration.
const (
	ClinicContact    = "Kontaktuppgifter"
	ClinicUsers      = "Användare"
	ClinicPerformers = "Behandlare"
	ClinicLicence    = "IVO-tillstånd"
	ClinicHistory    = "Historik"

	ClinicContactShort    = "Kontakt"
	ClinicPerformersShort = "Behandl."
	ClinicLicenceShort    = "IVO"

	ClinicNext   = "nästa del"
	ClinicPrev   = "förra delen"
	ClinicEdit   = "ändra"
	ClinicAdd    = "ny användare"
	ClinicAddOne = "ny behandlare"
	ClinicRemove = "ta bort"
	ClinicYes    = "ja, ta bort"
	ClinicNo     = "nej"
	ClinicNotYou = "bara klinikens kontaktperson (klinikkontakt) får ändra"

	ClinicOnlyContact = "Bara klinikkontakten får ändra."
	ClinicAway        = "är redan borttagen"
	ClinicNobody      = "Ingen användare är upplagd."
	ClinicNoMatch     = "Ingen passar sökningen. Esc visar alla."
	ClinicNoOne       = "Ingen behandlare är upplagd."
	ClinicNothing     = "Inget är ändrat på kliniken än."
	ClinicReads       = "hämtar …"

	ClinicNumber   = "Kliniknummer"
	ClinicAccount  = "Utbetalas till"
	ClinicNoGiro   = "inget konto är känt"
	ClinicGiroHint = "Kontot ändras av regionen: ring supporten."
	ClinicEnds     = "Sista dag"

	ClinicColName       = "Namn"
	ClinicColRole       = "Roll"
	ClinicColStatus     = "Läge"
	ClinicColLogin      = "Senast inloggad"
	ClinicColID         = "Loggar in med"
	ClinicBankID        = "BankID"
	ClinicColNo         = "Nummer"
	ClinicColProfession = "Yrke"
	ClinicColValid      = "Gäller"
	ClinicColWhen       = "När"
	ClinicColWhat       = "Vad"
	ClinicColWho        = "Av"
	ClinicNever         = "aldrig"

	ClinicLicenceWarn = "Tillstånd från IVO krävs för privat tandvård. Regionen anmäler vårdgivare som saknar det. Inget stoppas i programmet."
	ClinicSpecialist  = "specialist"
)

// ClinicAge says how old what is shown is, and what waits to change it.
func ClinicAge(at time.Time, old bool, waits int) string {
	s := "Hämtat " + at.Format("2006-01-02 15:04") + "."
	if old {
		s = "Regionen svarar inte. Läget " + at.Format("2006-01-02 15:04") + "."
	}
	if waits > 0 {
		s += " " + text.Count(waits, "ändring", "ändringar") + " väntar (9)."
	}
	return s
}

// ClinicRemoveAsk asks before a user is removed.
func ClinicRemoveAsk(name string) string { return "Ta bort " + text.Safe(name) + " från kliniken?" }

// ClinicRemoveMeans says what a removal does.
const ClinicRemoveMeans = "Kortet slutar fungera här inom en minut. Det som är registrerat behåller namnet. Påbörjade räkningar ligger kvar på användarens dator."

// ClinicWaiting says that a user has something in the outbox.
func ClinicWaiting(n int) string {
	return text.Count(n, "ärende", "ärenden") + " väntar i användarens utkorg."
}

// ClinicWaitingLost says what becomes of it when the user is removed.
func ClinicWaitingLost(n int) string {
	return ClinicWaiting(n) + " Det skickas inte efter borttagningen: låt användaren skicka det först, eller registrera det på nytt."
}

// ClinicKeys answers the question.
const ClinicKeys = "j tar bort, n eller Esc låter bli."

// ClinicCount is how many are shown.
func ClinicCount(shown, all int) string { return ListCount(shown, all) }

// ClinicValid is a period as a list has it.
func ClinicValid(p domain.Period) string {
	if p.To.IsZero() {
		return "från " + p.From.String()
	}
	return p.From.String() + "–" + p.To.String()
}

// A form of Klinikadministration.
const (
	ClinicNewUser      = "Ny användare"
	ClinicChangeUser   = "Ändra användare"
	ClinicNewPerformer = "Ny behandlare"
	ClinicOnePerformer = "Ändra behandlare"
	ClinicSave         = "spara"
	ClinicSaveYes      = "ja, spara"
	ClinicForget       = "ta bort det skrivna"
	ClinicForgetNone   = "inget är skrivet"
	ClinicSaveAsk      = "Spara?"
	ClinicSaveKeys     = "j sparar, n eller Esc går tillbaka till det skrivna."
	ClinicQueued       = "Sparat i utkorgen. Ändringen görs hos regionen så snart den kan nås."
	ClinicKept         = "Det du skrev sist är kvar."
	ClinicWaits        = "en ändring av kliniken väntar redan på svar"
	ClinicRights       = "Användaren kan logga in så snart regionen har tagit emot det."
	ClinicFixed        = "kan inte ändras"
	ClinicHSAHint      = "står på SITHS-kortet: SE0000000000-XXXX"
	ClinicPersonHint   = "ÅÅÅÅMMDD-NNNN"
	ClinicOneIsEnough  = "HSA-id eller personnummer: ett av dem räcker."
	ClinicDateHint     = "ÅÅÅÅ-MM-DD"
	ClinicIsSpecialist = "är specialist"
)

// ClinicTheirs is what stands at the region in place of what is typed.
func ClinicTheirs(value string) string {
	if value == "" {
		return "Hos regionen nu: tomt"
	}
	return "Hos regionen nu: " + text.Safe(value)
}

// ClinicOvertaken says that somebody else changed the clinic first.
func ClinicOvertaken(by string) string {
	if by == "" {
		by = "någon annan"
	}
	return text.Safe(by) + " ändrade kliniken samtidigt."
}

// ClinicMeanwhile says it in the form, where both stand.
func ClinicMeanwhile(by string) string {
	return "Inte sparat: " + ClinicOvertaken(by) + " Ditt står i fälten och det som gäller nu bredvid. Spara igen om ditt ska gälla."
}

// ClinicWasIs is a change of a value.
func ClinicWasIs(was, is string) string {
	if was == "" {
		was = "(tomt)"
	}
	if is == "" {
		is = "(tomt)"
	}
	return text.Safe(was) + " → " + text.Safe(is)
}
