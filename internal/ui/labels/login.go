package labels

import (
	"strconv"

	"example.org/tandtui/internal/text"
)

// Login and lock (A1, A5).
const (
	LoginLead   = "Sätt i ditt SITHS-kort och skriv PIN."
	LoginLocked = "Låst."
	// Why it is locked, where that is known.
	LoginLockedCard = "Låst – kortet togs ut."
	LoginLockedEnd  = "Låst – regionen har avslutat inloggningen."
	LoginLockedTime = "Låst – regionen har inte svarat på för länge."

	LoginLockedSub = "Sätt i kortet och skriv PIN för att fortsätta. Allt du skrev är sparat på den här datorn."
	LoginUnsaved   = "Sätt i kortet och skriv PIN för att fortsätta. Det senaste du skrev kunde inte sparas: avsluta inte programmet innan du är tillbaka."
	LoginReader    = "Kortläsare"
	LoginCard      = "Kort"
	LoginHolder    = "Innehavare"
	LoginServer    = "Server"
	LoginPIN       = "PIN"
	LoginAnswers   = "svarar"
	LoginSilent    = "svarar inte"
	LoginUnusable  = "kan inte användas"
	LoginConnects  = "… ansluter"
	LoginReads     = "… läser kortet"
	LoginIn        = "logga in"
	LoginNoCard    = "väntar på kort"
	LoginBlocked   = "kortet är spärrat"
	LoginNotLast   = "avstå"
	LoginLastYes   = "pröva PIN"
	LoginAgain     = "försök igen"
	LoginChoose    = "ta kortet"
	LoginSeveral   = "flera kort: välj ditt"
	LoginElsewhere = "Tryck Enter. Datorn frågar efter PIN i ett eget fönster."
	LoginKey       = "återställningsnyckel"
	LoginKeyLabel  = "Återställningsnyckel, som på papperet"
	LoginKeyBegins = "AGE-SECRET-KEY-1"
	LoginKeyUse    = "öppna med nyckeln"
	LoginKeyNo     = "avstå"
	LoginKeyTaken  = "Nyckeln är rätt. Skriv PIN till det nya kortet: nu öppnar det dina utkast."
	LoginKeyOpens  = "Nyckeln är rätt."
	LoginDrafts    = "Öppna utkasten på datorn"
	LoginUnknownAt = "PIN skrivs när kortet är läst"
)

// LoginNoReader stands where the PIN would be, at a region that has BankID.
const LoginNoReader = "BankID behöver ingen kortläsare."

// LoginNoServer is said while the region's server does not answer.
var LoginNoServer = text.Sentence{What: "Regionens server kan inte nås.", Do: "Kontrollera nätet; F5 frågar igen. Kort och PIN öppnar utkasten ändå på en dator där du loggat in förut. BankID kräver nät."}

// LoginLastTry warns before the last PIN try is typed.
var LoginLastTry = text.Sentence{What: "En felaktig PIN till spärrar kortet.", Do: "Skriv PIN bara om du är säker på den."}

// LoginLastAsked is the question before the card's last try.
var LoginLastAsked = text.Sentence{What: "Kortets sista försök: är PIN fel spärras kortet. Ska det prövas?", Do: "J prövar PIN, Esc avstår. Inget är skickat till kortet än."}

// What is said of a login that has no answer yet: from the card, from the server.
var (
	LoginSlowCard   = text.Sentence{What: "Kortet har inte svarat än.", Do: "Ett annat program använder det kanske. Vänta några sekunder till."}
	LoginSlowServer = text.Sentence{What: "Servern har inte svarat än.", Do: "Vänta några sekunder till."}
)

// LoginReaders says how many readers hold a card that can be used.
func LoginReaders(n int) string { return strconv.Itoa(n) + " läsare med kort" }

// LoginPINLabel names the PIN field with its length.
func LoginPINLabel(low, high int) string {
	switch {
	case high == 0:
		return LoginPIN
	case low == high:
		return LoginPIN + " (" + strconv.Itoa(low) + " siffror)"
	}
	return LoginPIN + " (" + strconv.Itoa(low) + "–" + strconv.Itoa(high) + " siffror)"
}

// LoginCardValid says which card it is and how long it is valid.
func LoginCardValid(until string) string { return "SITHS eID, giltigt till " + until }

// DemoFiles stands before the demo's invoice files to try.
const DemoFiles = "I Ladda upp fakturafil (2): "

// DemoCards stands before the holders of the demo's other cards.
const DemoCards = "Andra kort, med --user: "

// DemoCard is a card by its holder's name and what she may do.
func DemoCard(name, about string) string { return strconv.Quote(name) + " (" + about + ")" }

// DemoTry stands above the demo's patients to try.
const DemoTry = "Att prova i Registrera räkning (1):"

// LoginDemo shows the virtual card's PIN.
func LoginDemo(pin string) string {
	return "DEMO: kortets PIN är " + pin + ". Inga uppgifter är verkliga."
}
