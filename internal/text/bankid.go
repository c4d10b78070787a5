package text

// BankID's own sentences, as its list of messages for relying parties (RFA) has
// them in Swedish; the misprint in RFA15 is corrected. The screen shows them as
// they are: people know them from every other service.
const (
	rfa1   = "Starta BankID-appen."
	rfa3   = "Åtgärden avbröts. Försök igen."
	rfa6   = "Åtgärden avbröts."
	rfa8   = "BankID-appen svarar inte. Kontrollera att den är startad och att du har internetanslutning. Försök sedan igen."
	rfa9   = "Skriv in din säkerhetskod i BankID-appen och välj Identifiera eller Skriv under."
	rfa13  = "Försöker starta BankID-appen."
	rfa15a = "Söker efter BankID. Säkerställ att du har ett giltigt BankID på den här datorn. Om du har ett BankID på kort, sätt in kortet i kortläsaren."
	rfa15b = "Söker efter BankID. Säkerställ att du har ett giltigt BankID i din telefon eller surfplatta."
	rfa16  = "Ditt BankID är för gammalt eller spärrat. Använd ett annat BankID eller skaffa ett nytt hos din bank."
	rfa17a = "Du verkar inte ha BankID-appen/programmet. Installera den och skaffa ett BankID hos din bank."
	rfa17b = "Misslyckades att läsa av QR-koden. Starta BankID-appen och läs av QR-koden."
	rfa21  = "En identifiering eller underskrift pågår."
	rfa22  = "Något gick fel. Försök igen."
	rfa23  = "Fotografera och läs av din ID-handling med BankID-appen."
	rfa24  = "Gör en ansiktsigenkänning i BankID-appen."
	rfa25  = "Välj hur du vill bekräfta din identitet i BankID-appen."
	rfa26  = "Kontrollen av din ID-handling misslyckades. Försök igen."
	rfa27  = "Ansiktsigenkänningen misslyckades. Försök igen."
	rfa28  = "Din enhet saknar den läsare som behövs. Använd en annan enhet och försök igen."
	rfa29  = "Du har flera BankID på din enhet. Välj ett av dem i BankID-appen och försök igen."
	rfa30  = "Bekräftelsen av din identitet misslyckades. Försök igen."

	// scanQR is what BankID's own demonstration says beside the code.
	scanQR = "Starta BankID-appen och tryck på QR-ikonen. Skanna sedan QR-koden."
)

// hint is what is said of a hint: with the QR code, and where the app is on this
// computer.
type hint struct{ scanned, here string }

var pendingHints = map[string]hint{
	"outstandingTransaction": {scanQR, rfa13},
	"noClient":               {rfa1, rfa1},
	"started":                {rfa15b, rfa15a},
	"userSign":               {rfa9, rfa9},
	"userMrtd":               {rfa23, rfa23},
	"userFace":               {rfa24, rfa24},
	"userStepUp":             {rfa25, rfa25},
}

var failedHints = map[string]hint{
	"expiredTransaction":      {rfa8, rfa8},
	"certificateErr":          {rfa16, rfa16},
	"userCancel":              {rfa6, rfa6},
	"cancelled":               {rfa3, rfa3},
	"startFailed":             {rfa17b, rfa17a},
	"mrtdVerificationFailed":  {rfa26, rfa26},
	"facialRecognitionFailed": {rfa27, rfa27},
	"nfcNotSupportedByDevice": {rfa28, rfa28},
	"multipleBankIdsOnDevice": {rfa29, rfa29},
	"stepUpFailed":            {rfa30, rfa30},
}

// BankIDPending says how far a login has come that BankID's hint tells of; here
// is set where the app was started on this computer. A hint that is not known is
// one of a newer BankID: something goes on.
func BankIDPending(code string, here bool) string { return pick(pendingHints, code, here, rfa21) }

// BankIDFailed says why a login has ended. It says what to do too.
func BankIDFailed(code string, here bool) string { return pick(failedHints, code, here, rfa22) }

func pick(of map[string]hint, code string, here bool, unknown string) string {
	h, known := of[code]
	switch {
	case !known:
		return unknown
	case here:
		return h.here
	}
	return h.scanned
}

// BankIDPurpose is what the app says one logs in to: the portal, its region and,
// where the terminal has been used before, the clinic.
func BankIDPurpose(portal, region, clinic string) string {
	as := "användare vid en klinik"
	if clinic != "" {
		as = Safe(clinic)
	}
	return "Logga in i " + portal + " (" + region + ") som " + as
}

// bankIDErrors are the sentences of errors of logging in without a card.
var bankIDErrors = map[string]Sentence{
	"login.session-ended": {"Inloggningen gäller inte längre.", "Logga in med BankID igen. Det du skrivit är sparat."},
	"bankid.off":          {"Regionens server tar inte emot BankID.", "Logga in med SITHS-kort, eller ring regionens support."},
	"bankid.busy":         {"En identifiering eller underskrift pågår redan för ditt personnummer.", "Försök igen."},
	"bankid.down":         {"Något gick fel: BankID svarar inte.", "Försök igen om en stund. Utkasten är kvar."},
	"bankid.offline":      {"Regionens server kan inte nås.", "Kontrollera nätet och försök igen: BankID kräver det. Utkasten är kvar."},
	"keyring.none":        {"Datorn har ingen nyckelring för programmet.", "Skriv en lösenfras i stället."},
	"passphrase.new":      {"Utkasten på den här datorn behöver en lösenfras.", "Hitta på en, och skriv den två gånger. Ingen annan än du kan den. Gör sedan en återställningsnyckel (Support, n), om du skulle glömma den."},
	"passphrase.needed":   {"Utkasten på den här datorn är förseglade.", "Skriv lösenfrasen som du valde. Öppnades de förr av ett kort, logga in med det. Är frasen glömd: F4 tar emot återställningsnyckeln."},
	"passphrase.wrong":    {"Lösenfrasen öppnar inte utkasten.", "Skriv den igen. Är den glömd: F4 tar emot återställningsnyckeln, och du väljer en ny. Finns ingen nyckel kan utkasten inte öppnas."},
}
