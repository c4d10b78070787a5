package text

import "example.org/tandtui/internal/domain"

// ServerProblem is the sentence that the region's server sends with a problem
// code, for clients that are too old to know the code.
func ServerProblem(code string) Sentence {
	if s, ok := whyTexts[domain.Why(code)]; ok {
		return s
	}
	return serverProblems[code]
}

var serverProblems = map[string]Sentence{
	"unknown-user":         {"Användaren är inte upplagd hos regionen.", "Be klinikens kontaktperson lägga till dig under Klinikadministration."},
	"user-ended":           {"Du är borttagen som användare vid kliniken.", "Utkast och utkorg är kvar på datorn, men inget skickas. Be klinikens kontaktperson lägga till dig igen: då skickas det."},
	"certificate-required": {"Servern fick inget kort av en utfärdare som regionen godtar.", "Sätt i ditt SITHS-kort och logga in igen."},
	"session-ended":        {"Inloggningen gäller inte längre.", "Logga in igen. Det du skrivit är sparat."},
	"bankid-off":           {"Regionens server tar inte emot BankID.", "Logga in med SITHS-kort, eller ring regionens support."},
	"bankid-in-progress":   {"En identifiering eller underskrift pågår redan för ditt personnummer.", "Försök igen."},
	"bankid-down":          {"BankID svarar inte just nu.", "Försök igen om en stund. Utkasten är kvar."},
	"role":                 {"Din roll på kliniken tillåter inte det.", "Be klinikens kontaktperson göra det, eller ändra din roll."},
	"not-found":            {"Det som söktes finns inte.", "Kontrollera numret och vald klinik."},
	"method-not-allowed":   {"Så kan adressen inte användas.", "Uppdatera programmet."},
	"bad-request":          {"Begäran kunde inte läsas.", "Försök igen; ring supporten om det upprepas."},
	"too-large":            {"Begäran är för stor.", "Dela upp fakturan på flera."},
	"findings":             {"Fakturan har fel.", "Rätta dem och skicka igen."},
	"fingerprint-mismatch": {"Samma id har redan skickats med annat innehåll.", "Se efter under Era fakturor vad som kommit fram."},
	"reference-used":       {"Räkningsreferensen har redan använts, använd ett annat", "Välj en annan räkningsreferens och skicka igen."},
	"version-changed":      {"Fakturan har ändrats sedan du bestämde dig.", "Öppna den, se hur den nu är, och gör om det om det ännu ska göras."},
	"clinic-changed":       {"Klinikens uppgifter har ändrats sedan du bestämde dig.", "Se hur de nu är, och gör om ändringen om den ännu ska göras."},
	"person-unknown":       {"Regionen känner inte till personnumret.", "Kontrollera numret. Patienter från andra regioner faktureras inte här."},
	"person-protected":     {"Patienten har skyddade personuppgifter.", "Kontakta regionen."},
	"cursor-too-old":       {"Ändringslistan börjar om.", "Hämta allt på nytt."},
	"cursor-from-future":   {"Klienten säger sig ha sett ändringar som inte finns.", "Hämta allt på nytt och ring supporten."},
	"protocol":             {"Programmet är för gammalt för regionens server.", "Uppdatera tandtui. Utkasten är kvar."},
	"protocol-newer":       {"Regionens server är äldre än programmet.", "Ring regionens support. Utkasten är kvar."},
	"unknown-name":         {"Fakturan har en uppgift som regionens server inte känner till: programmet är nyare än servern.", "Ring regionens support. Utkastet är kvar."},
	"too-many-requests":    {"Kortet har frågat regionens server för ofta.", "Vänta en minut och försök igen."},
	"busy":                 {"Regionens server har mycket att göra.", "Försök igen om en stund."},
	"internal":             {"Något gick fel hos regionens server.", "Försök igen; ring supporten om det upprepas."},
}
