package labels

import (
	"strconv"
	"strings"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
)

// Utkast (B18, B21) and the outbox.
const (
	DraftsTitle    = "Utkast"
	DraftColPerson = "Patient"
	DraftNobody    = "(ingen patient)"
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
	DraftNoUndo    = "inget kastat"
	DraftReady     = "klar"
	DraftWaits     = "i utkorgen"
	DraftIsRefused = "avvisad"
	DraftIsLost    = "saknas" // the region had it
	DraftVisit     = "hembesök"
	DraftBegun     = "påbörjad"
	DraftIsThrown  = "kastad"

	DraftsNoMatch    = "Inget utkast passar sökningen. Esc visar alla, och n gör en ny räkning."
	DraftsThrown     = "Kastade utkast"
	DraftsNoneThrown = "Inga kastade utkast."
	DraftThrown      = "kastade"
	DraftsReading    = "varningarna läses"
	DraftRestore     = "ta tillbaka"
	DraftBackToList  = "till utkasten"
	DraftSendReady   = "skicka klara"
	DraftNoneReady   = "inget är klart"
	DraftNotYet      = "inte nu"
)

// DraftFaults says how many errors a draft has.
func DraftFaults(n int) string { return text.Number(n) + " fel" }

// DraftsShown is how many of the drafts the list shows.
func DraftsShown(shown, total int) string {
	return "Visar " + text.Number(shown) + " av " + text.Number(total) + " utkast"
}

// DraftsSendQuestion asks whether to send all that is ready, with their sum.
func DraftsSendQuestion(n int, sum domain.Ore, warned bool) string {
	s := "Skicka " + text.Count(n, "klart utkast", "klara utkast") + ", " + text.Kronor(sum) + "?"
	if warned {
		return s + " Läs varningarna: Enter skickar, Esc låter bli."
	}
	return s + " Enter skickar, Esc låter bli."
}

// DraftsWarned is a warning of one of the drafts to be sent, and how many more
// there are like it.
func DraftsWarned(person, warning string, more int) string {
	s := person + ": " + warning
	if more > 0 {
		s += " (och " + text.Number(more) + " till)"
	}
	return s
}

// DraftsMoreWarnings says how many kinds of warnings there is no room for.
func DraftsMoreWarnings(n int) string {
	return "… och " + text.Count(n, "slag", "slag") + " av varningar till"
}

// DraftsSent says how many drafts now lie in the outbox, and what the region
// wants remembered.
func DraftsSent(n int, remind []string) string {
	s := text.Count(n, "utkast ligger", "utkast ligger") + " i utkorgen och skickas av sig självt."
	for _, r := range remind {
		s += " " + text.Safe(r)
	}
	return s
}

// DraftsReceived says that the region has received what was sent, and under which
// references.
func DraftsReceived(refs []int64) string {
	if len(refs) == 1 {
		return "Räkningen är mottagen: Vår referens " + strconv.FormatInt(refs[0], 10) + "."
	}
	s := text.Number(len(refs)) + " räkningar är mottagna: Vår referens "
	if len(refs) > mostRefs {
		return s + strconv.FormatInt(refs[0], 10) + "–" + strconv.FormatInt(refs[len(refs)-1], 10) + ", se Era fakturor."
	}
	for i, ref := range refs {
		switch i {
		case 0:
		case len(refs) - 1:
			s += " och "
		default:
			s += ", "
		}
		s += strconv.FormatInt(ref, 10)
	}
	return s + "."
}

// mostRefs is how many references a status line has room for.
const mostRefs = 3

// DraftRefusedBecause is why and when the region refused a draft.
func DraftRefusedBecause(r domain.Refusal, zone *time.Location) string {
	why := Refused(r).String()
	if len(r.Findings) > 0 {
		why = text.Finding(r.Findings[0]).String()
		if n := len(r.Findings) - 1; n > 0 {
			why += " (och " + text.Number(n) + " till)"
		}
	}
	return "Avvisad " + r.At.In(zone).Format("2006-01-02 15:04") + ": " + why + " Enter öppnar vid fältet."
}

// More says how many lines there is no room for.
func More(n int) string { return "… och " + text.Count(n, "rad", "rader") + " till" }

// DraftDays says how long is left to send, marked by how many of the region's
// steps of warning are reached; three marks are the most that there is room for.
func DraftDays(days, steps int) string {
	if days < 0 {
		return "!!! för sent"
	}
	return strings.TrimSpace(strings.Repeat("!", min(steps, 3)) + " " + text.Count(days, "dag", "dagar"))
}

// DraftsThrownShown counts the discarded drafts.
func DraftsThrownShown(n int) string {
	return text.Count(n, "kastat utkast", "kastade utkast")
}
