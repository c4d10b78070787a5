package text

import (
	"strconv"
	"time"
)

// What tandtui rescue says.
const (
	RescueHow      = "Utan kort syns inga namn. Skriv tandtui rescue FIL: då läses filen med ditt kort, du får se vad som saknas i dina utkast, och inget ändras förrän du har svarat ja."
	RescueInsert   = "Sätt i ditt SITHS-kort."
	RescueWords    = "Lösenfras för utkasten (syns inte): "
	RescuePIN      = "PIN för legitimering (syns inte): "
	RescueNoWindow = "PIN skrivs i ett terminalfönster: starta tandtui rescue där, inte från ett skript"
	RescueOne      = "Flera kort sitter i: låt bara ditt sitta kvar."
	RescueNothing  = "Inget saknas: allt som går att läsa där finns redan i dina utkast och i utkorgen."
	RescueQuestion = "Ta in det? Filen med utkast läggs undan som den är nu först."
)

// RescueNone says that a folder has nothing to rescue.
func RescueNone(dir string) string { return "Det finns inget att rädda i " + dir + "." }

// RescueFile is a file that may be read, with what can be seen without a card: how many
// drafts and commands, and when the first and the last of them was begun (zero times:
// that is not known).
func RescueFile(name string, at time.Time, size int64, items int, first, last time.Time) string {
	s := name + "\n  ändrad " + at.Format("2006-01-02 15:04") + ", " + strconv.FormatInt((size+1023)/1024, 10) + " kB, " +
		Count(items, "utkast eller ärende", "utkast och ärenden")
	if !first.IsZero() {
		s += ", påbörjade " + first.Format("2006-01-02") + " till " + last.Format("2006-01-02")
	}
	return s
}

// RescueReadable says what a file holds that can be read.
func RescueReadable(name string, drafts, commands int) string {
	return "I " + name + " går " + Count(drafts, "utkast", "utkast") + " och " + Count(commands, "ärende i utkorgen", "ärenden i utkorgen") + " att läsa."
}

// RescueMissing says what of it is not there, or is newer.
func RescueMissing(drafts, commands int) string {
	return "Av det saknas " + Count(drafts, "utkast", "utkast") + " hos dig, eller är nyare där, och " + Count(commands, "ärende", "ärenden") + "."
}

// RescueDone says what was taken in, and where the file as it was lies.
func RescueDone(drafts, commands int, kept string) string {
	return Count(drafts, "utkast", "utkast") + " och " + Count(commands, "ärende", "ärenden") + " är intagna. Filen som den var ligger kvar: " + kept + "."
}
