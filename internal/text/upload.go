package text

import (
	"strconv"
	"strings"

	"example.org/tandtui/internal/domain"
)

// What tandtui upload and tandtui export say.
const (
	PINNoWindow    = "PIN skrivs i ett terminalfönster: starta kommandot där, inte från ett skript"
	UploadCardGone = "kortet drogs ut: filen ligger i utkorgen och skickas när du loggar in igen"
	UploadStopped  = "avbrutet: filen ligger i utkorgen och skickas när du loggar in igen, eller ta bort den i utkorgen"
	UploadNotSent  = "Inget är skickat."
)

// UploadSending says that a file is on its way.
func UploadSending(n, credits int) string {
	return "Skickar " + FileThings(n, credits) + " och väntar på svaret …"
}

// FileThings counts what is in a file: bills, and credits where it has any.
func FileThings(n, credits int) string {
	if credits == 0 {
		return Bills(n)
	}
	return Count(n, "räkning eller kreditering", "räkningar och krediteringar")
}

// UploadWhichClinic says that the clinic must be one of the user's.
func UploadWhichClinic(named string, nos []string) string {
	if named == "" {
		return "du har flera kliniker: skriv --clinic och ett av " + strings.Join(nos, ", ")
	}
	return "--clinic " + Safe(named) + " är ingen av dina kliniker: " + strings.Join(nos, ", ")
}

// UploadLater says that the region has not answered yet, and why.
func UploadLater(why Sentence) string {
	return "inget svar än: filen ligger i utkorgen och skickas när regionen går att nå. " + why.String()
}

// UploadDone says what the region has done with a file.
func UploadDone(r domain.Receipt) (lines []string) {
	u := r.Upload
	if u.Earlier != "" {
		lines = append(lines, "Samma fil har laddats upp förut.")
	}
	if u.Before > 0 {
		lines = append(lines, FileThings(u.Before, u.Credits)+map[bool]string{true: " var redan mottagen och är orörd.", false: " var redan mottagna och är orörda."}[u.Before == 1])
	}
	if u.Nothing() {
		return append(lines, "Inget är mottaget: "+FileThings(len(u.Refused), u.Credits)+" har fel.")
	}
	lines = append(lines, "Mottaget: "+FileThings(u.Taken, u.Credits)+", "+Kronor(r.Sum)+", på "+Count(u.Made, "faktura", "fakturor")+".")
	if u.Attachments > 0 {
		lines = append(lines, Attached(u.Attachments))
	}
	for _, v := range u.Invoices {
		lines = append(lines, "  Vår referens "+strconv.FormatInt(v.OurRef, 10)+", klinik "+Safe(v.Clinic)+", "+Safe(v.InvoiceNo)+": "+Bills(v.Bills)+", "+Kronor(v.Sum))
	}
	if more := u.Made - len(u.Invoices); more > 0 {
		lines = append(lines, "  och "+Count(more, "faktura", "fakturor")+" till; alla står under Mottagna fakturor")
	}
	return lines
}

// Attached says how many attachments the region keeps with their bills.
func Attached(n int) string {
	return Count(n, "bilaga är sparad hos regionen, krypterad.", "bilagor är sparade hos regionen, krypterade.")
}

// ExportDone says what was written.
func ExportDone(path string, bills int) string { return Safe(path) + ": " + Bills(bills) }

// ExportNone says that there is nothing to write.
const ExportNone = "det finns inga utkast att skriva"
