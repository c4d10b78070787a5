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

	UploadChecking  = "Granskar filen på den här datorn. Ingenting skickas."
	UploadNotSent   = "Ingenting är skickat"
	UploadBack      = "tillbaka till filuppladdningen"
	UploadSend      = "ladda upp"
	UploadWholeFile = "ladda upp bara i sin helhet"
	UploadAgain     = "granska igen"
	UploadDraft     = "öppna som utkast"
	UploadReturns   = "returfiler"
	UploadPrint     = "skriv ut fellistan"
	UploadByKind    = "per fel"
	UploadByBill    = "per räkning"
	UploadOfKind    = "visa dem"
	UploadAllKinds  = "alla fel"
	UploadDetails   = "visa hela"
	UploadNo        = "tillbaka"

	UploadRight = "Inga fel. Tryck F8 för att ladda upp filen."
	UploadEmpty = "Filen har inga räkningar och inga krediteringar."

	UploadInvoices     = "Fakturor"
	UploadNoInvoices   = "Inga fakturor gjordes av filen."
	UploadNoFaultsBack = "Inget kom tillbaka."
	UploadFaults       = "fellista"
	UploadMade         = "fakturor"
	UploadPrinted      = "Fellistan är skickad till skrivaren."
	UploadWaitsMore    = "Den skickas av sig själv, nu eller när nätet är tillbaka. Du kan arbeta vidare: inget går förlorat och inget skickas två gånger. Regionen granskar filen igen."
	UploadRefusedWhole = "Regionen tog inte emot filen."
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
)

// Why something cannot be done with a checked file now.
const (
	UploadNothing     = "inget i filen kan skickas"
	UploadWhole       = "felet gäller filen som helhet"
	UploadACredit     = "en kreditering görs under Era fakturor"
	UploadNoFaults    = "filen har inga fel"
	UploadWorking     = "arbetar"
	UploadChooseFault = "välj ett fel i listan"
	UploadSendable    = "räkningen kan skickas som den är"
)

// OutboxComesBack says that the region did not take all of an invoice file.
const OutboxComesBack = "Regionen tog inte emot alla räkningar i filen. Enter visar fellistan."

// UploadName is a file's name as a heading, with what the portal says of it; unasked
// is how many bills the region has yet to check.
func UploadName(name string, faulty bool, unasked int) string {
	switch {
	case faulty:
		return text.Safe(name) + " – Filen innehåller fel"
	case unasked > 0:
		return text.Safe(name) + " – Inga fel hittade än"
	}
	return text.Safe(name) + " – Filen är rätt"
}

// UploadCounts says what was found: what can be sent with its sum, the bills with
// errors, the warnings, the attachments that come along.
func UploadCounts(right int, sum domain.Ore, faulty, warnings, attachments int) string {
	parts := []string{"✓ " + text.Number(right) + " rätta, " + text.Kronor(sum)}
	if faulty > 0 {
		parts = append(parts, "✗ "+text.Number(faulty)+" med fel")
	}
	if warnings > 0 {
		parts = append(parts, "! "+text.Count(warnings, "varning", "varningar"))
	}
	if attachments > 0 {
		parts = append(parts, text.Count(attachments, "bilaga", "bilagor"))
	}
	return strings.Join(parts, "   ")
}

// UploadUnlisted says that there are more findings than the list has.
func UploadUnlisted(n int) string {
	return "Och " + text.Count(n, "anmärkning", "anmärkningar") + " till, som inte ryms i listan."
}

// Nothing of the file can be sent: it has a fault, or it is no invoice file at all.
const (
	UploadWholeFault = "Filen har fel som helhet, och inget av den kan skickas. Rätta felet i journalsystemet och gör en ny fil."
	UploadOtherKind  = "Inget av filen kan skickas."
)

// UploadFacts says what the check rests on: at is when its oldest patient was looked up
// here, zero if none was, and unasked how many bills have one who never was.
func UploadFacts(at, now time.Time, unasked int) string {
	s := ""
	if !at.IsZero() {
		s = "Granskad med intyg hämtade " + Moment(at, now) + ". "
	}
	if unasked > 0 {
		return s + "Intyg för " + text.Bills(unasked) + " är inte hämtade hit: regionen granskar dem när filen skickas."
	}
	return s + "Regionen granskar igen när filen skickas."
}

// UploadBefore says that the very same file was uploaded before.
func UploadBefore(at, now time.Time, state string) string {
	return "Samma fil laddades upp " + Moment(at, now) + ": " + state + ". Skickas den igen tas ingen räkning emot två gånger."
}

// UploadThings counts what is in a file: bills, and credits where it has any.
func UploadThings(n, credits int) string {
	return text.FileThings(n, credits)
}

// UploadQuestion asks before anything is sent; things is UploadThings, and sum is of the
// bills.
func UploadQuestion(name, things string, sum domain.Ore) string {
	return "Ladda upp " + text.Safe(name) + ": " + things + ", " + text.Kronor(sum) + "?"
}

// UploadCredits says what the credits of a file do.
func UploadCredits(n int) string {
	return text.Count(n, "kreditering", "krediteringar") + " i filen: de tar tillbaka det som är utbetalt."
}

// UploadRest says what becomes of those with errors.
func UploadRest(faulty int) string {
	return text.Bills(faulty) + " med fel skickas inte: rätta dem och ladda upp dem senare, i en ny fil eller som utkast. Vill du hellre sända filen i sin helhet: gå tillbaka, rätta felen och granska filen igen."
}

// What the region does with what it finds itself.
const (
	UploadValidMeans = "Det som regionen inte tar emot kommer tillbaka i en fellista; resten är inskickat."
	UploadAllMeans   = "Bara i sin helhet: har regionen något att anmärka tas ingenting emot, och fellistan kommer tillbaka."
)

// UploadFaulty is why a file cannot be sent in its whole.
func UploadFaulty(n int) string { return text.Count(n, "räkning har fel", "räkningar har fel") }

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

// FaultAt is where a finding stands in the file: for the clinic its row and the name of
// the element, for the vendor of the journal system the path.
func FaultAt(line int, path string) string {
	if path == "" {
		return FaultRow(line)
	}
	return FaultRow(line) + " · " + FaultElement(path, path)
}

// FaultRow is the line of a finding.
func FaultRow(line int) string { return "Rad " + strconv.Itoa(line) }

// FaultElement is the name of the element at a path, and behind it the path as shown.
func FaultElement(path, shown string) string {
	if name := text.FileElement(path); name != "" {
		return name + " · " + text.Safe(shown)
	}
	return text.Safe(shown)
}

// FaultLineOf is a finding's line, and the name of its element.
func FaultLineOf(line int, path string) string {
	if name := text.FileElement(path); name != "" {
		return strconv.Itoa(line) + " · " + name
	}
	return strconv.Itoa(line)
}

// FaultTotal counts the error list.
func FaultTotal(errors, warnings int) string {
	s := text.Count(errors, "fel", "fel")
	if warnings > 0 {
		s += " · " + text.Count(warnings, "varning", "varningar")
	}
	return s
}

// UploadSendSome names the sending with how many bills it sends.
func UploadSendSome(n int) string {
	if n == 0 {
		return UploadSend
	}
	return UploadSend + " " + text.Number(n)
}

// UploadPercent is a part of a whole.
func UploadPercent(part float64) string { return strconv.Itoa(int(part*100)) + " %" }

// UploadReturnedCount is the state of an upload of which bills come back.
func UploadReturnedCount(n int) string { return text.Number(n) + " kom tillbaka" }

// UploadWaits says that a file waits in the outbox.
func UploadWaits(things string, sum domain.Ore) string {
	return "Filen ligger i utkorgen: " + things + ", " + text.Kronor(sum) + "."
}

// UploadTaken says what the region took, with credits where it took any.
func UploadTaken(n, credits int) string {
	if credits > 0 {
		return text.Count(n, "räkning eller kreditering är mottagen av regionen.", "räkningar och krediteringar är mottagna av regionen.")
	}
	return text.Count(n, "räkning är mottagen av regionen.", "räkningar är mottagna av regionen.")
}

// UploadTakenBefore says what an earlier upload had brought.
func UploadTakenBefore(bills int) string {
	return text.Count(bills, "räkning hade tagits emot förut och lämnas som den är.", "räkningar hade tagits emot förut och lämnas som de är.")
}

// UploadComesBack says how many bills were not taken.
func UploadComesBack(bills int) string {
	return text.Count(bills, "räkning togs", "räkningar togs") + " inte emot: rätta och skicka igen. f visar fellistan."
}

// UploadElsewhere says that a draft is another clinic's.
func UploadElsewhere(clinic string) string {
	return "Utkastet ligger hos klinik " + text.Safe(clinic) + ": byt klinik med Ctrl+G."
}

// UploadOtherClinic is why an invoice is not shown here.
func UploadOtherClinic(clinic string) string {
	return "fakturan är klinik " + text.Safe(clinic) + ":s"
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
