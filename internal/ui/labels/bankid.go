package labels

import (
	"strconv"

	"example.org/tandtui/internal/text"
)

// Login by BankID (A1).
const (
	LoginBankID     = "BankID"
	LoginLeadBankID = "Tryck Enter för att logga in med BankID, eller sätt i ditt SITHS-kort."
	LoginWithBankID = "Logga in igen för att fortsätta: Enter för BankID, eller kort och PIN. Allt du skrev är sparat på den här datorn."

	LoginLeadEither   = "Skriv kortets PIN, eller tryck B för att logga in med BankID."
	LoginLockedEither = "Logga in igen för att fortsätta: skriv kortets PIN, eller tryck B för BankID. Allt du skrev är sparat på den här datorn."

	BankIDTitle  = "Logga in med BankID"
	BankIDStarts = "… frågar BankID"
	BankIDCancel = "avbryt"
	BankIDHere   = "BankID på den här datorn"
	BankIDPhone  = "DEMO: låtsas vara telefonen"
	BankIDOpens  = "öppna"
	BankIDNext   = "vidare"

	BankIDLink    = "Öppna länken på den här datorn, där BankID-programmet finns:"
	BankIDSmall   = "QR-koden får inte plats. Gör fönstret större, minst 71 tecken brett och 24 rader högt, eller texten mindre."
	BankIDStripes = "Syns ränder i koden: minska radavståndet i terminalens inställningar."

	BankIDWords      = "Lösenfras"
	BankIDWordsAgain = "Samma igen"
)

// BankIDUnknown is said of somebody whom BankID knows and the region does not.
var BankIDUnknown = text.Sentence{What: "BankID stämmer, men du är inte upplagd som användare.", Do: "Be klinikens kontaktperson lägga till dig under Klinikadministration."}

// BankIDNotHere is said where the app on this computer could not be asked for.
var BankIDNotHere = text.Sentence{What: "BankID-programmet på den här datorn kunde inte öppnas.", Do: "Skanna QR-koden med telefonen i stället."}

// BankIDDiffer is said of two passphrases that should be one.
var BankIDDiffer = text.Sentence{What: "De två lösenfraserna är inte lika.", Do: "Skriv dem på nytt."}

// BankIDNewWords names the field of a passphrase that is being made.
func BankIDNewWords(least int) string {
	return "Ny lösenfras, minst " + strconv.Itoa(least) + " tecken"
}

// BankIDShort is said of a passphrase that could be guessed.
func BankIDShort(least int) text.Sentence {
	return text.Sentence{What: "Lösenfrasen är för kort.", Do: "Skriv minst " + strconv.Itoa(least) + " tecken, till exempel några ord."}
}

// BankIDShows says what the app must say: another purpose is somebody else's.
func BankIDShows(purpose string) string {
	return "Appen ska visa: ”" + purpose + "”. Visar den något annat, avbryt."
}
