package labels

import (
	"strconv"
	"strings"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
)

// Utkorg: what is on its way to the region, and what it answered.
const (
	OutboxTitle     = "Utkorg"
	OutboxNone      = "Utkorgen är tom: allt är skickat och besvarat."
	OutboxNoMatch   = "Inget i utkorgen passar sökningen. Esc visar allt."
	OutboxColTried  = "Senast"
	OutboxColNext   = "Nästa"
	OutboxColQueued = "Inlagd"
	OutboxWaits     = "väntar"
	OutboxSending   = "skickas"
	OutboxReceived  = "mottagen"
	OutboxRefused   = "avvisad"
	OutboxNow       = "nu"
	OutboxShow      = "visa"
	OutboxMend      = "rätta"
	OutboxTryNow    = "försök nu"
	OutboxUnsend    = "ta tillbaka"
	OutboxDrop      = "ta bort"
	OutboxDropYes   = "ja, ta bort"
	OutboxDropNo    = "nej"

	OutboxMaySent           = "kan ha nått regionen"
	OutboxAnswered          = "besvarad"
	OutboxDamaged           = "skadad"
	OutboxIsDamaged         = "Posten är skadad på den här datorn och kan inte skickas. Se under Era fakturor om den kommit fram. t tar bort den ur utkorgen."
	OutboxDropAsk           = "Ta bort den skadade posten ur utkorgen?"
	OutboxDropDraftMeans    = "Räkningen själv finns kvar och blir ett utkast igen. Har regionen redan fått den får du kvittensen när du skickar den en gång till: den tas emot en enda gång."
	OutboxDropCommandMeans  = "Vad ärendet gällde går inte att läsa längre. Det skickas aldrig. Se under Era fakturor vad som är gjort, och gör om det som saknas."
	OutboxDropKeys          = "j tar bort, n eller Esc låter bli."
	OutboxDropped           = "Den skadade posten är borttagen."
	OutboxCommandTaken      = "Ärendet är tillbakataget. Inget skickades."
	OutboxTrying            = "Försöker nu."
	OutboxNothing           = "Inget väntar på att skickas."
	OutboxTaken             = "Räkningen är ett utkast igen. F8 skickar den."
	OutboxOnItsWay          = "Skickas just nu."
	OutboxNotTried          = "Skickas av sig själv så snart regionens server kan nås."
	OutboxIsOurs            = "Inget har lämnat datorn: t tar tillbaka den som utkast."
	OutboxCommandIsOurs     = "t tar tillbaka ärendet: inget har lämnat datorn."
	OutboxCommandMayBeThere = "Regionen kan redan ha fått ärendet, så det kan inte tas tillbaka. Det skickas igen tills svaret kommer, och görs en enda gång."
	OutboxMayBeThere        = "Regionen kan redan ha fått den, så den kan inte tas tillbaka. Samma räkning skickas igen tills svaret kommer, och tas emot en enda gång."
)

// OutboxCounts is how many wait, were refused and were received: "2 väntar · 1
// avvisad · 3 mottagna".
func OutboxCounts(waiting, refused, received int) string {
	var parts []string
	for _, p := range []struct {
		n         int
		one, many string
	}{
		{waiting, "väntar", "väntar"}, {refused, "avvisad", "avvisade"}, {received, "mottagen", "mottagna"},
	} {
		if p.n > 0 {
			parts = append(parts, text.Count(p.n, p.one, p.many))
		}
	}
	return strings.Join(parts, " · ")
}

// OutboxFailed says why the last try did not succeed.
func OutboxFailed(at time.Time, now time.Time, code string) string {
	return "Försöket " + Moment(at, now) + " gick inte: " + text.Error(code).What
}

// OutboxReceipt is where a received bill is found.
func OutboxReceipt(r domain.Receipt, zone *time.Location) string {
	return "Mottagen " + r.Received.In(zone).Format("2006-01-02 15:04") + ". Vår referens " + strconv.FormatInt(r.OurRef, 10) + ". Enter visar kvittensen."
}

// Moment is a time of today as "10:42", of another day as "11-22 10:42", and "–"
// for the zero time.
func Moment(at, now time.Time) string {
	at = at.In(now.Location())
	switch {
	case at.IsZero():
		return "–"
	case at.Format(time.DateOnly) == now.Format(time.DateOnly):
		return at.Format("15:04")
	}
	return at.Format("01-02 15:04")
}

// HomeOutboxHelp says how many wait for an answer, after those that were refused
// and nobody has looked at.
func HomeOutboxHelp(waiting, unseen int) string {
	said := "inget väntar på svar från regionen"
	if waiting > 0 {
		said = text.Number(waiting) + " väntar på svar från regionen"
	}
	if unseen > 0 {
		return "✗ " + text.Count(unseen, "avvisad", "avvisade") + " att läsa · " + said
	}
	return said
}
