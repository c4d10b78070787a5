package labels

import (
	"strconv"

	"example.org/tandtui/internal/text"
)

// Login and lock (A1, A5).
const (
	LoginLead      = "Sätt i ditt SITHS-kort och skriv PIN."
	LoginLocked    = "Låst – kortet togs ut eller skärmen låstes."
	LoginLockedSub = "Sätt i kortet och skriv PIN för att fortsätta. Allt du skrev är sparat på den här datorn."
	LoginUnsaved   = "Sätt i kortet och skriv PIN för att fortsätta. Det senaste du skrev kunde inte sparas: avsluta inte programmet innan du är tillbaka."
	LoginReader    = "Kortläsare"
	LoginCard      = "Kort"
	LoginHolder    = "Innehavare"
	LoginServer    = "Server"
	LoginPIN       = "PIN"
	LoginLater     = "väntar på PIN"
	LoginConnects  = "… ansluter"
	LoginReads     = "… läser kortet"
	LoginIn        = "logga in"
	LoginNoCard    = "väntar på kort"
	LoginBlocked   = "kortet är spärrat"
	LoginNotLast   = "avstå"
	LoginUnknownAt = "PIN skrivs när kortet är läst"
)

// LoginLastTry warns before the last PIN try is typed.
var LoginLastTry = text.Sentence{What: "En felaktig PIN till spärrar kortet.", Do: "Skriv PIN bara om du är säker på den."}

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

// LoginDemo shows the virtual card's PIN.
func LoginDemo(pin string) string {
	return "DEMO: kortets PIN är " + pin + ". Inga uppgifter är verkliga."
}
