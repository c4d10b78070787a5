package labels

import (
	"strconv"
	"strings"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
)

// Ladda upp fakturafil (C1–C11). Titles and choices are the portal's own words.
const (
	UploadTitle   = "Ladda upp fakturafil"
	UploadChoose  = "Välj fil på datorn"
	UploadOpen    = "välj fil på datorn"
	UploadShow    = "visa"
	UploadNone    = "Inga fakturafiler är uppladdade. Tryck o och välj fil på datorn. Filen granskas först; ingenting skickas innan du säger till."
	UploadNoMatch = "Ingen fil passar sökningen. Esc visar alla."
	UploadCancel  = "avbryt"

	UploadFile  = "Fil"
	UploadAt    = "Uppladdad"
	UploadBills = "Räkningar"
	UploadSum   = "Summa"
	UploadState = "Läge"

	UploadChecking = "Granskar filen på den här datorn. Ingenting skickas."
	UploadNotSent  = "Ingenting är skickat"
	UploadBack     = "tillbaka till filuppladdningen"
	UploadSend     = "ladda upp"
	UploadAgain    = "granska igen"
	UploadDraft    = "öppna som utkast"
	UploadReturns  = "returfiler"
	UploadPrint    = "skriv ut fellistan"
	UploadByKind   = "per fel"
	UploadByBill   = "per räkning"
	UploadOfKind   = "visa dem"
	UploadAllKinds = "alla fel"
	UploadDetails  = "visa hela"
	UploadNo       = "tillbaka"

	UploadRight = "Inga fel. Tryck F8 för att ladda upp filen."
	UploadEmpty = "Filen har inga räkningar och inga krediteringar."
)

// The error list (C2): the columns of the portal's, in its order, then ours.
const (
	FaultList    = "Fellista"
	FaultClinic  = "Kliniknummer"
	FaultBill    = "Räkningsnummer"
	FaultPerson  = "Personnummer"
	FaultSays    = "Felmeddelande"
	FaultDo      = "Vad du gör"
	FaultLine    = "Rad"
	FaultField   = "Fält"
	FaultCode    = "Kod"
	FaultHow     = "Antal"
	FaultOf      = "Räkningar"
	FaultNoMatch = "Inget fel passar sökningen. Esc visar alla."
	FaultWarning = "Varning"
)

// Why something cannot be done with a checked file now.
const (
	UploadNothing   = "inget i filen kan skickas"
	UploadWhole     = "felet gäller filen som helhet"
	UploadACredit   = "en kreditering görs under Era fakturor"
	UploadNoFaults  = "filen har inga fel"
	UploadWorking   = "arbetar"
	UploadFileMoved = "filen på datorn är en annan nu: granska den först"
)

// UploadName is a file's name as a heading, with what the portal says of it.
func UploadName(name string, faulty bool) string {
	if faulty {
		return text.Safe(name) + " – Filen innehåller fel"
	}
	return text.Safe(name) + " – Filen är rätt"
}

// UploadCounts says what was found: what can be sent with its sum, the bills with
// errors, the warnings.
func UploadCounts(right int, sum domain.Ore, faulty, warnings int) string {
	parts := []string{"✓ " + strconv.Itoa(right) + " rätta, " + text.Kronor(sum)}
	if faulty > 0 {
		parts = append(parts, "✗ "+strconv.Itoa(faulty)+" med fel")
	}
	if warnings > 0 {
		parts = append(parts, "! "+text.Count(warnings, "varning", "varningar"))
	}
	return strings.Join(parts, "   ")
}

// UploadUnlisted says that there are more findings than the list has.
func UploadUnlisted(n int) string {
	return "Och " + text.Count(n, "anmärkning", "anmärkningar") + " till, som inte ryms i listan."
}

// UploadWholeFault says that nothing of the file can be sent.
const UploadWholeFault = "Filen har fel som helhet, och inget av den kan skickas. Rätta felet i journalsystemet och gör en ny fil."

// UploadAge says how old the facts are that the file was checked with; zero: the
// region was never asked about a patient of the file here.
func UploadAge(at, now time.Time) string {
	return "Granskad med uppgifter från " + Moment(at, now) + ". Regionen granskar igen när filen kommer fram."
}

// UploadUnknown says that patients were not looked up here.
func UploadUnknown(patients int) string {
	return "Intyg för " + text.Count(patients, "patient", "patienter") + " är inte hämtade hit: regionen granskar dem när filen kommer fram."
}

// UploadBefore says that the very same file was uploaded before.
func UploadBefore(at, now time.Time, state string) string {
	return "Samma fil laddades upp " + Moment(at, now) + ": " + state + ". Skickas den igen tas ingen räkning emot två gånger."
}

// UploadQuestion asks before anything is sent.
func UploadQuestion(name string, right int, sum domain.Ore) string {
	return "Ladda upp " + text.Safe(name) + ": " + text.Bills(right) + ", " + text.Kronor(sum) + "?"
}

// UploadRest says what becomes of those with errors.
func UploadRest(faulty int) string {
	return text.Bills(faulty) + " med fel skickas inte: rätta dem och ladda upp dem senare, i en ny fil eller som utkast. Vill du hellre sända filen i sin helhet: gå tillbaka, rätta felen och granska filen igen."
}

// UploadKeys are the answers.
const UploadKeys = "F8 laddar upp, Esc skickar ingenting."

// UploadProgress says how far a check has come, and about how long it still takes;
// left below a second: nothing is said of it.
func UploadProgress(bills int, left time.Duration) string {
	s := text.Bills(bills)
	if left >= time.Second {
		s += " · ungefär " + text.Count(int(left.Round(time.Second)/time.Second), "sekund", "sekunder") + " kvar"
	}
	return s
}

// FaultAt is where a finding stands in the file.
func FaultAt(line int, path string) string {
	return "Rad " + strconv.Itoa(line) + " · " + text.Safe(path)
}

// FaultTotal counts the shown part of the error list.
func FaultTotal(errors, warnings int) string {
	return text.Count(errors, "fel", "fel") + " · " + text.Count(warnings, "varning", "varningar")
}

// UploadReturned names the return files that were written.
func UploadReturned(paths []string) string {
	if len(paths) == 0 {
		return "Ingen returfil behövdes."
	}
	for i, p := range paths {
		paths[i] = text.Safe(p)
	}
	return "Sparat: " + strings.Join(paths, " och ")
}

// Ends of the names of return files (C6).
const (
	UploadAccepted = "-godkända.xml"
	UploadRejected = "-avvisade.xml"
)
