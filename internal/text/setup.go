package text

import (
	"fmt"
	"time"
)

// The first start (ADR 055), in plain lines.
const (
	SetupFirst = "tandtui är inte inställt på den här datorn. Du behöver adressen till regionens server, eller filen som regionen har lämnat till kliniken."
	SetupTry   = "Vill du bara prova: avsluta med Ctrl+C och skriv tandtui demo."
	SetupAsk   = "Adress (https://…) eller fil:"

	SetupByFile        = "Servern är regionens: dess certifikat är av den utfärdare som regionen har lämnat."
	SetupByFingerprint = "Servern är regionens: fingeravtrycket är det som regionen har lämnat."
	SetupByNobody      = "Datorn känner inte den som har gett ut serverns certifikat. Jämför fingeravtrycket med det som regionen har lämnat, tecken för tecken."
	SetupCompare       = "Är det samma fingeravtryck som regionen har lämnat?"
	SetupUnknown       = "ingenting visar att servern är regionens: ange --fingerprint, eller regionens fil, eller kör utan --yes och jämför fingeravtrycket själv"
	SetupDone          = "Klart. Sätt kortet i läsaren och starta med tandtui."
)

// SetupByComputer tells that the computer knows the issuer.
func SetupByComputer(issuer string) string {
	return "Datorn känner den som har gett ut serverns certifikat: " + issuer + "."
}

// SetupAnswers tells that the server answers.
func SetupAnswers(address, version string) string {
	return fmt.Sprintf("%s svarar, version %s.", address, version)
}

// SetupRegion tells whose server it is.
func SetupRegion(id string, demo bool) string {
	if demo {
		return "Region: " + id + " (DEMO: påhittade personer, inga riktiga pengar)."
	}
	return "Region: " + id + "."
}

// SetupClock tells that the clock is right.
func SetupClock(skew time.Duration) string {
	return fmt.Sprintf("Datorns klocka går rätt (%.0f s från regionens).", skew.Abs().Seconds())
}

// SetupFingerprint stands before the fingerprint of the server's certificate.
func SetupFingerprint(until time.Time) string {
	return "Serverns fingeravtryck (SHA-256), certifikatet gäller till " + until.Format(time.DateOnly) + ":"
}

// SetupWrite asks about writing the settings.
func SetupWrite(path string) string { return "Skriva inställningarna i " + path + "?" }

// SetupNotWritten tells that a file could not be written.
func SetupNotWritten(path string, err error) string {
	return "inställningarna kunde inte skrivas i " + path + " (" + FileWhy(err) + "): be den som sköter datorn om hjälp, och skriv sedan tandtui setup igen"
}

// SetupNoAnswer tells that the server does not answer.
func SetupNoAnswer(address string) string {
	return "regionens server " + address + " svarar inte. Kontrollera adressen och datorns nät, och försök igen. Inget är ändrat"
}

// SetupOtherFingerprint tells that the server is not the one that the region has
// told of.
func SetupOtherFingerprint(theirs string) string {
	return "serverns fingeravtryck är ett annat än det som regionen har lämnat: " + theirs + ". Det kan vara en annan server som utger sig för att vara regionens. Inget är ändrat: ring regionens support"
}

// SetupOtherRegion tells that the server is another region's.
func SetupOtherRegion(theirs, wanted string) string {
	return fmt.Sprintf("servern tillhör en annan region (%s) än filen säger (%s). Inget är ändrat: kontrollera att filen är rätt, eller ring regionens support", theirs, wanted)
}

// SetupAbove tells that what was written does not count.
func SetupAbove(name, origin string) string {
	return fmt.Sprintf("%s: %s gäller före det som nu skrevs.", name, origin)
}
