package labels

import (
	"strings"
	"time"

	"example.org/tandtui/internal/text"
)

// Nycklar till utkasten: what opens the drafts on this computer (A8).
const (
	SlotsTitle    = "Nycklar till utkasten"
	SlotsGo       = "nycklar till utkasten"
	SlotsNone     = "Inget öppnar utkasten på den här datorn."
	SlotsNoMatch  = "Ingen nyckel passar sökningen. Esc visar alla."
	SlotsWhat     = "Öppnar utkasten"
	SlotsWhose    = "Vems"
	SlotsUntil    = "Giltigt till"
	SlotsMade     = "Tillagd"
	SlotsUsed     = "Använd"
	SlotsCard     = "Kort"
	SlotsKeyring  = "Datorns nyckelring"
	SlotsWords    = "Lösenfras"
	SlotsPaper    = "Återställningsnyckel"
	SlotsNow      = "nu"
	SlotsUnknown  = "–"
	SlotsMake     = "ny återställningsnyckel"
	SlotsMakeYes  = "gör nyckeln"
	SlotsNo       = "avstå"
	SlotsRemove   = "ta bort"
	SlotsYes      = "ta bort"
	SlotsRemoved  = "Borttagen."
	SlotsIsNow    = "du är inloggad med den"
	SlotsIsLast   = "det är den enda"
	SlotsAdd      = "ta med det nya kortet"
	SlotsAddYes   = "ta med kortet"
	SlotsAdded    = "Det nya kortet öppnar nu dina utkast. Det gamla gör det också, tills du tar bort det."
	SlotsPrint    = "skriv ut"
	SlotsFile     = "aterstallningsnyckel"
	SlotsShut     = "klar"
	SlotsPrinted  = "Skickad till skrivaren. Lås in papperet."
	SlotsNotPrint = "Papperet kunde inte skrivas ut. Skriv av nyckeln."
)

// SlotsNewCard and SlotsLost tell what to do before anything has happened.
const (
	SlotsNewCard = "Nytt kort? Dra ut det här, sätt i det nya och skriv PIN. Sätt sedan i det här igen: då frågar programmet om det nya ska öppna utkasten."
	SlotsLost    = "Borttappat kort eller glömd lösenfras? Då öppnar bara en återställningsnyckel på papper. Gör en nu och förvara den inlåst, till exempel hos klinikkontakten."
	// SlotsPaperThere is SlotsLost where a key is made already.
	SlotsPaperThere = "Borttappat kort eller glömd lösenfras? Då öppnar återställningsnyckeln på papperet. Förvara det inlåst, till exempel hos klinikkontakten."
)

// The question before a key is made.
const (
	SlotsMakeAsk   = "Ska en återställningsnyckel göras?"
	SlotsMakeMeans = "Den står på ett papper och öppnar dina utkast när kortet är borta eller lösenfrasen glömd. Den som har papperet och den här datorn kan läsa utkasten: lås in det. Nyckeln visas bara en gång."
)

// What is said of a key while it is shown.
const (
	SlotsOnce = "Nyckeln visas bara nu. Skriv ut den eller skriv av den, och lås in papperet."
	SlotsWhen = "Kortet borta: logga in med det nya, tryck R. Lösenfrasen glömd: tryck F4."
)

// SlotsMakeKeys and the others name the keys that answer.
const (
	SlotsMakeKeys   = "J gör nyckeln, Esc avstår."
	SlotsRemoveKeys = "J tar bort, Esc avstår."
	SlotsAddKeys    = "J tar med kortet, Esc avstår."
)

// SlotsCount is how many there are.
func SlotsCount(shown, all int) string {
	if shown == all {
		return text.Count(all, "nyckel", "nycklar")
	}
	return "Visar " + text.Number(shown) + " av " + text.Count(all, "nyckel", "nycklar")
}

// SlotCard is whose card it is, and until when.
func SlotCard(name string, until time.Time) string {
	name = text.Safe(name)
	if until.IsZero() {
		return name
	}
	return name + ", giltigt till " + until.Format("2006-01-02")
}

// SlotPaper names a printed key.
func SlotPaper(number string) string { return "nummer " + text.Safe(number) }

// SlotsAddAsk is the question about a card that was put in before.
func SlotsAddAsk(name string, until time.Time) string {
	return "Ska det nya kortet öppna dina utkast på den här datorn? " + SlotCard(name, until) + "."
}

// SlotsRemoveAsk is the question before one is removed.
func SlotsRemoveAsk(what string) string {
	return "Ska den här inte längre öppna dina utkast? " + what
}

// SlotsRemoveMeans says what that means.
const SlotsRemoveMeans = "Det kan inte ångras. Utkasten är kvar och öppnas med det som står kvar i listan."

// SlotsSaved tells where a paper is that no printer took.
func SlotsSaved(file string) string {
	return "Ingen skrivare svarade: papperet är filen " + text.Safe(file) + ". Skriv ut den och ta sedan bort den från datorn."
}

// SlotsKeyTitle names the key that is shown.
func SlotsKeyTitle(number string) string { return SlotsPaper + " " + SlotPaper(number) }

// SlotLines are the groups of a key, four to a line after its beginning.
func SlotLines(groups []string) (lines []string) {
	const perLine = 4
	lines = append(lines, groups[0])
	for rest := groups[1:]; len(rest) > 0; {
		n := min(perLine, len(rest))
		lines, rest = append(lines, strings.Join(rest[:n], " ")), rest[n:]
	}
	return lines
}

// SlotPage is the paper.
func SlotPage(holder, number string, made time.Time, groups []string) string {
	lines := []string{
		"ÅTERSTÄLLNINGSNYCKEL – FÖRVARAS INLÅST", "",
		"Öppnar utkasten av: " + text.Safe(holder),
		"Nyckelns nummer:    " + text.Safe(number),
		"Gjord:              " + made.Format("2006-01-02 15:04"), "",
	}
	for _, l := range SlotLines(groups) {
		lines = append(lines, "    "+l)
	}
	return strings.Join(append(
		lines, "",
		"Så används den när kortet är borta: starta tandtui på samma dator, logga in med",
		"det nya kortet, tryck R och skriv nyckeln. Är en lösenfras glömd: tryck F4 där",
		"den skrivs. Små bokstäver och mellanslag går bra.",
		"Den som har papperet och datorn kan läsa utkasten. Är papperet borta: ta bort",
		"nyckeln under Support, Nycklar till utkasten, och gör en ny.", "",
	), "\n")
}
