package labels

import (
	"strconv"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
)

// commandWords are what screens call each kind of command about an invoice: its
// name, and what the region has done when it said yes.
var commandWords = map[domain.CommandKind]struct{ name, done string }{
	domain.CommandDelete: {"Radering", "Raderad hos regionen."},
	domain.CommandCredit: {"Kreditering", "Krediterad hos regionen."},

	domain.CommandContact:   {"Kontaktuppgifter", "Klinikens uppgifter är ändrade hos regionen."},
	domain.CommandUser:      {"Användare", "Användaren är ändrad hos regionen."},
	domain.CommandPerformer: {"Behandlare", "Behandlaren är ändrad hos regionen."},
	domain.CommandLicence:   {"Tillstånd", "Tillståndet är ändrat hos regionen."},
	domain.CommandUpload:    {"Fakturafil", "Filen är granskad hos regionen."},
}

// wordsOf are the words of a kind, general ones of a kind that a newer program
// has queued.
func wordsOf(kind domain.CommandKind) (name, done string) {
	if w, ok := commandWords[kind]; ok {
		return w.name, w.done
	}
	return "Ärende", "Utfört hos regionen."
}

// Command names a command about an invoice, in the room that a patient has:
// "Radering" of all of it, "Radering R-1" of one bill, "Radering av 2" of more, or
// where the references are not known.
func Command(kind domain.CommandKind, part domain.Part, refs []string) string {
	name, _ := wordsOf(kind)
	switch {
	case len(part.Bills) == 0:
		return name
	case len(part.Bills) == 1 && len(refs) == 1 && refs[0] != "":
		return name + " " + text.Safe(refs[0])
	}
	return name + " av " + text.Number(len(part.Bills))
}

// CommandWaits says that a command about the invoice shown has no answer yet.
func CommandWaits(kind domain.CommandKind) string {
	name, _ := wordsOf(kind)
	return name + " väntar i utkorgen."
}

// CommandDone says what the region has done; ourRef is 0 of an invoice file, which may
// have made several.
func CommandDone(kind domain.CommandKind, ourRef int64) string {
	_, done := wordsOf(kind)
	if ourRef == 0 {
		return done
	}
	return done + " Vår referens " + strconv.FormatInt(ourRef, 10) + "."
}

// CommandRefused is why and when the region refused a command about an invoice.
func CommandRefused(r domain.Refusal, zone *time.Location) string {
	return "Avvisad " + r.At.In(zone).Format("2006-01-02 15:04") + ": " + Refused(r).String() + " Enter öppnar fakturan."
}

// OfficeCommand names a change in Klinikadministration: of whom, where it is about
// somebody.
func OfficeCommand(kind domain.CommandKind, removes bool, about string) string {
	name, _ := wordsOf(kind)
	switch {
	case about == "":
		return name
	case removes:
		return "Ta bort " + text.Safe(about)
	}
	return name + " " + text.Safe(about)
}

// OfficeRefused is why and when the region refused a change in Klinikadministration.
// Of one that came after somebody else's it names that person.
func OfficeRefused(r domain.Refusal, zone *time.Location) string {
	why := Refused(r).String()
	if r.Code == clinicChanged {
		why = ClinicOvertaken(r.Detail)
	}
	return "Avvisad " + r.At.In(zone).Format("2006-01-02 15:04") + ": " + why
}

// clinicChanged is the region's code for that.
const clinicChanged = "clinic-changed"

// Refused says why the region refused a command as a whole: our own sentence if
// the code is known, else the region's.
func Refused(r domain.Refusal) text.Sentence {
	if text.HasError(r.Code) || r.Detail == "" {
		return text.Error(r.Code)
	}
	return text.Sentence{What: text.Safe(r.Detail)}
}
