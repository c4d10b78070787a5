package text

import "strconv"

// Utkast (B18, B21) and the outbox.
const (
	DraftsTitle    = "Utkast"
	DraftColPerson = "Patient"
	DraftColFor    = "Avser"
	DraftColDate   = "Datum"
	DraftColSum    = "Summa"
	DraftColState  = "Läge"
	DraftColDays   = "Dagar kvar"
	DraftColRef    = "OCR/Fakturanr"
	DraftsNone     = "Inga utkast. Tryck n för en ny räkning."
	DraftOpen      = "öppna"
	DraftNew       = "ny"
	DraftCopy      = "kopiera"
	DraftDiscard   = "kasta"
	DraftDiscarded = "Utkastet är kastat. Ctrl+Z tar tillbaka det."
	DraftRestored  = "Utkastet är tillbaka."
	DraftCopied    = "Kopian ligger i listan, utan räkningsreferens."
	DraftIsQueued  = "Räkningen är på väg: vänta på svaret, den kan inte ändras eller kastas nu."
	DraftNoUndo    = "inget kastat"
	DraftReady     = "klar"
	DraftWaits     = "i utkorgen"
	DraftIsRefused = "avvisad"
	DraftBegun     = "påbörjad"
)

// DraftFaults says how many errors a draft has.
func DraftFaults(n int) string { return strconv.Itoa(n) + " fel" }

// DraftDays says how long is left to send, with a mark when it is short.
func DraftDays(days int) string {
	switch {
	case days < 0:
		return "!! för sent"
	case days < 7:
		return "!! " + Count(days, "dag", "dagar")
	case days < 30:
		return "! " + strconv.Itoa(days) + " dagar"
	}
	return strconv.Itoa(days) + " dagar"
}
