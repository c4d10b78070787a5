package labels

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"example.org/tandtui/internal/text"
)

// Words of the shell that stands round every screen.
const (
	ProgramName  = "Fakturaportalen"
	DemoMark     = "DEMO"
	NotBuilt     = "finns inte i den här versionen"
	HelpTitle    = "Hjälp"
	HelpManual   = "manualen"
	HelpHere     = "Tangenter här"
	HelpAlways   = "Tangenter överallt"
	GotoTitle    = "Gå till"
	GotoNone     = "Inget heter så. Backsteg tar bort tecken."
	LeaveUnsaved = "Det du skrev kunde inte sparas. Ctrl+C igen avslutar ändå, Esc stannar kvar."
	// LeaveUnsavedLocked is shown when the work behind the lock could not be
	// saved.
	LeaveUnsavedLocked = "Det senaste kunde inte sparas. Ctrl+C igen avslutar ändå; kort och PIN ger det tillbaka."
	NotSaved           = "Det du skrev kunde inte sparas."
)

// Short names of places, as the menu line has room for.
const (
	MenuBill     = "Registrera"
	MenuUpload   = "Ladda upp"
	MenuInvoices = "Era fakturor"
	MenuClinic   = "Klinik"
	MenuSupport  = "Support"
	MenuDrafts   = "Utkast"
)

// What keys do, as footer and help say it.
const (
	KeyNext    = "nästa"
	KeyPrev    = "föregående"
	KeyTake    = "välj"
	KeyBack    = "tillbaka"
	KeyHelp    = "hjälp"
	KeyGoto    = "gå till"
	KeyQuit    = "avsluta"
	KeySend    = "skicka"
	KeyRefresh = "hämta"
	KeyUndo    = "ångra"
	KeyRedo    = "gör igen"
	KeySearch  = "sök"
	KeyFault   = "nästa fel"
	KeyMenu    = "meny"
	KeyMenuAlt = "meny medan du skriver"
	KeyLock    = "lås skärmen"
	KeyMove    = "flytta"
	KeyClose   = "stäng"
	KeyList    = "lista"
	KeyTick    = "kryssa"
	// FormUnheard is shown when text is typed on a choice or a tick box.
	FormUnheard = "Här skrivs ingen text: mellanslag väljer, Enter går vidare."
	KeyTakeIt   = "ta"
	KeyScroll   = "bläddra"
	KeyOpen     = "öppna"
	KeyGoOn     = "fortsätt"
)

// Words of the status line.
const (
	StatusOff        = "Inte ansluten"
	StatusLoggedOut  = "Inte inloggad"
	StatusConnecting = "Ansluter …"
	StatusOnline     = "Uppkopplad"
	StatusOffline    = "Frånkopplad"
	StatusRefused    = "Servern nekar"
	StatusClock      = "Datorns klocka går fel"
	StatusNoOutbox   = "utkorg tom"
	StatusNoCard     = "inget kort"
	StatusCard       = "SITHS"
)

// GotoDraft and GotoInvoice are what a search in the go-to list finds.
func GotoDraft(person, invoiceNo string) string {
	return strings.TrimSpace("Utkast " + text.Safe(person) + " " + text.Safe(invoiceNo))
}

// GotoInvoice names an invoice by both its numbers.
func GotoInvoice(invoiceNo, ourRef string) string {
	return "Faktura " + text.Safe(invoiceNo) + " (" + ourRef + ")"
}

// StatusOutbox counts what waits to be sent, and names the key that shows it, if
// there is one.
func StatusOutbox(n int, key string) string {
	if key == "" {
		return text.Number(n) + " i utkorgen"
	}
	return text.Number(n) + " i utkorgen (" + key + ")"
}

// StatusSaved tells when what is typed was saved.
func StatusSaved(at time.Time) string { return "Sparat " + at.Format("15:04:05") }

// Unavailable names a place or an action that cannot be used now, with the
// reason.
func Unavailable(what, why string) string { return what + " – " + why }

// TooSmall is said in a window in which no screen fits.
func TooSmall(w, h, minW, minH int) string {
	return fmt.Sprintf("Fönstret är för litet: %d×%d. Gör det minst %d×%d.", w, h, minW, minH)
}

// What is said besides: whether all is saved, and where keys go.
const (
	TooSmallSaved = "Allt du skrivit är sparat."
	TooSmallTyped = "Det du skriver nu hamnar i fältet där du står."
	TooSmallDeaf  = "Tangenter tas inte emot så länge."
)

// StatusUnseen counts the refusals that nobody has looked at, and names the key
// that shows them, if there is one.
func StatusUnseen(n int, key string) string {
	s := text.Count(n, "avvisad", "avvisade")
	if key == "" {
		return s
	}
	return s + " (" + key + ")"
}

// The screen after a fault of our own.
const (
	FaultTitle = "Något gick fel i programmet."
	FaultSaved = "Det du skrev sparas medan du skriver och finns kvar bland utkasten."
	FaultEnded = "Programmet avslutades av ett fel. " + FaultSaved + " Starta det igen. Händer det igen: ring supporten och läs upp raden nedan."
	// NoTerminal is said where there is nothing to show a screen on.
	NoTerminal = "tandtui behöver ett terminalfönster: starta det där, inte från ett skript eller genom ett rör (|)"
	FaultNext  = "Tryck Enter för att fortsätta. Händer det igen: ring supporten och läs upp raden nedan."
)

// NotNow is the answer to the key of an action that cannot be done now, as a
// sentence: "Skicka – 3 fel kvar."
func NotNow(what, why string) string { return Sentence(Unavailable(what, why)) }

// Sentence makes a sentence of a reason.
func Sentence(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	s = string(unicode.ToUpper(first)) + s[size:]
	if !strings.HasSuffix(s, ".") {
		s += "."
	}
	return s
}
