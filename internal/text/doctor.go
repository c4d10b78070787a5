package text

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"example.org/tandtui/internal/domain"
)

// What the self-check says where nothing is wrong, or nothing can be said (E3).
const (
	DoctorWorks       = "Fungerar."
	DoctorLooks       = "Undersöks …"
	DoctorNoService   = "Kan inte undersökas utan kortläsartjänsten."
	DoctorNoReader    = "Kan inte undersökas utan kortläsare."
	DoctorNoServer    = "Kan inte jämföras när servern inte svarar."
	DoctorServerUnset = "Kan inte undersökas innan en server är inställd."
	DoctorAfterLogin  = "Undersöks när du har loggat in."
	DoctorNotNeeded   = "Behövs inte: du är inloggad utan kort."
	DoctorOrBankID    = "Behövs inte för den som loggar in med BankID."
	DoctorBankID      = "Regionen tar emot BankID."
	DoctorDiskUnknown = "Ledigt utrymme är okänt."
	DoctorNoTerminal  = "Undersöks bara i ett terminalfönster."
	DoctorMend        = "Rätta filen; tandtui config validate räknar upp alla fel."
	DoctorRenew       = "Beställ ett nytt kort hos din ID-administratör nu, och skicka det som ligger under Utkast innan det här går ut."
)

// Sentences of faults and warnings that have no number in them.
var (
	DoctorNoSettings = Sentence{"Ingen server är inställd.", "Skriv tandtui setup."}
	DoctorLastTry    = Sentence{"Kortet har ett enda försök kvar för PIN.", "Skriv rätt PIN nästa gång, eller lås upp kortet hos din ID-administratör först."}
	DoctorNotUTF8    = Sentence{"Terminalen är inte inställd på UTF-8: å, ä och ö kan visas fel.", "Välj UTF-8 i terminalens inställningar, eller sätt LANG=sv_SE.UTF-8."}
)

// DoctorCards tells of several cards that can be used.
func DoctorCards(n int) string {
	return fmt.Sprintf("%d kort kan användas: välj ett vid inloggningen.", n)
}

// DoctorCardDays tells for how long the card's certificate is valid.
func DoctorCardDays(days int, last domain.Date) string {
	return fmt.Sprintf("Gäller %d dagar till (%s).", days, last)
}

// DoctorAnswers tells that the server answers.
func DoctorAnswers(address string) string {
	if address == "" {
		return "Svarar."
	}
	return address + " svarar."
}

// DoctorNoAnswer tells that it does not.
func DoctorNoAnswer(address string) Sentence {
	what := "Regionens server svarar inte."
	if address != "" {
		what = "Regionens server " + address + " svarar inte."
	}
	return Sentence{what, "Kontrollera datorns nät. Arbeta vidare: det du skickar väntar i utkorgen."}
}

// DoctorOtherRegion tells that the server is another region's than is set.
func DoctorOtherRegion(theirs, wanted string) Sentence {
	return Sentence{fmt.Sprintf("Servern tillhör en annan region (%s) än inställningarna säger (%s).", theirs, wanted), "Skicka inget. Kontrollera inställningarna (server, region) med tandtui config show."}
}

// DoctorClock tells that the clock is right.
func DoctorClock(skew time.Duration) string {
	return fmt.Sprintf("Rätt (%.0f s från regionens).", skew.Abs().Seconds())
}

// ClockWrong tells how wrong it is.
func ClockWrong(skew time.Duration) Sentence {
	way := "före"
	if skew < 0 {
		way = "efter"
	}
	return Sentence{fmt.Sprintf("Datorns klocka går %s %s.", spoken(skew.Abs()), way), "Ställ klockan: datum och kort beror på den."}
}

// spoken is a time in whole minutes, or hours where it is long.
func spoken(d time.Duration) string {
	if d < 2*time.Hour {
		return fmt.Sprintf("%.0f minuter", d.Minutes())
	}
	return fmt.Sprintf("%.0f timmar", d.Hours())
}

const (
	megabyte = 1 << 20
	gigabyte = 1 << 30
)

// DoctorDisk tells what the disk has left.
func DoctorDisk(bytes int64) string {
	if bytes >= 10*gigabyte {
		return fmt.Sprintf("%d GB lediga.", bytes/gigabyte)
	}
	return fmt.Sprintf("%d MB lediga.", bytes/megabyte)
}

// DoctorDiskFull tells that it is little.
func DoctorDiskFull(bytes int64) Sentence {
	return Sentence{fmt.Sprintf("Disken är nästan full: %d MB lediga.", bytes/megabyte), "Frigör plats: utkasten sparas där."}
}

// DoctorTerminal tells of the window.
func DoctorTerminal(w, h int, colours string) string {
	names := map[string]string{"none": "utan färger", "sixteen": "16 färger", "256": "256 färger", "true": "alla färger"}
	return fmt.Sprintf("%d × %d tecken, %s, UTF-8.", w, h, names[colours])
}

// DoctorSmall tells that the window is too small.
func DoctorSmall(w, h int) Sentence {
	return Sentence{fmt.Sprintf("Fönstret är litet: %d × %d tecken.", w, h), "Gör det minst 80 × 24."}
}

// DoctorVersions tells what versions meet; "" for one that is not known.
func DoctorVersions(client, server, rules string) string {
	parts := []string{"tandtui " + client}
	if server != "" {
		parts = append(parts, "server "+server)
	}
	if rules != "" {
		parts = append(parts, "regionens regler "+rules)
	}
	return strings.Join(parts, ", ") + "."
}

// DoctorRemnants tells of damaged files of drafts that were put aside.
func DoctorRemnants(n int) Sentence {
	what := fmt.Sprintf("Fungerar, men %d skadade filer har lagts åt sidan.", n)
	if n == 1 {
		what = "Fungerar, men en skadad fil har lagts åt sidan."
	}
	return Sentence{what, "Skriv tandtui rescue i ett terminalfönster: det visar vad som går att läsa ur dem."}
}

// The bundle for the region's support.
const (
	BundleHead        = "Underlag till supporten från tandtui. Filen innehåller inga personuppgifter."
	BundleChecks      = "Kontroller"
	BundleSettings    = "Inställningar"
	BundleEnvironment = "Terminal och miljö"
	BundleFolder      = "Mappen för utkast:"
	BundleOther       = "övriga"
	BundleSet         = "är satt"
)

// BundleWrite asks about writing it.
func BundleWrite(file string) string { return "Skriva detta i " + file + "?" }

// BundleWritten tells that it is written.
func BundleWritten(file string) string {
	return "Skrivet i " + file + ". Skicka filen till regionens support."
}

// BundleFailed tells that it could not be written.
func BundleFailed(file string, err error) string {
	why := FileWhy(err)
	if errors.Is(err, fs.ErrNotExist) { // a new file's folder
		why = "mappen finns inte"
	}
	return "underlaget kunde inte skrivas i " + file + " (" + why + "): välj en annan fil"
}

// BundleThere tells that there is such a file already.
func BundleThere(file string) string { return "filen " + file + " finns redan: välj ett annat namn" }
