package labels

import (
	"strconv"
	"time"

	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/text"
)

// The start page.
const (
	HomeTitle     = "Start"
	HomeClinic    = "Klinikadministration"
	HomeOpen      = "öppna"
	ReaderMayNot  = "din roll är läsare: du ser allt men ändrar inget"
	HomeNotYet    = "finns inte i den här versionen"
	HomeCheckHelp = "se om ett intyg gäller, utan att göra en räkning"
	HomeRegHelp   = "en eller flera behandlingar för en patient"
	HomeInvHelp   = "i behandling, utbetalda, kredit och makulerade"
	HomeSupHelp   = "vem du ringer; prov av kort, server och klocka"
	HomeUpHelp    = "flera patienters räkningar ur journalsystemet"
	HomeCliHelp   = "kontaktuppgifter och användare"
)

// HomeGreeting greets by name and clinic. A reader bills nothing.
func HomeGreeting(name, clinic string, reads bool) string {
	does := "Du fakturerar för "
	if reads {
		does = "Du ser fakturor för "
	}
	return "Välkommen " + text.Safe(name) + ". " + does + text.Safe(clinic) + "."
}

// HomeDraftHelp says how many drafts wait.
func HomeDraftHelp(drafts int) string {
	if drafts == 0 {
		return "inga påbörjade räkningar"
	}
	return text.Count(drafts, "påbörjad räkning", "påbörjade räkningar")
}

// HomeDamaged says that records of this computer's file cannot be read.
func HomeDamaged(n int) string {
	return text.Count(n, "post", "poster") + " på den här datorn är skadade och kan inte läsas. Resten är kvar. Ring supporten."
}

// HomeRescued says what stands for a local file that was damaged (file is its name
// now), and where its parts come from: a copy, zero if there was none, and what could
// be read of the damaged file.
func HomeRescued(file string, copied time.Time, drafts, commands int) string {
	s := "Filen med utkast var skadad och är gjord på nytt"
	if !copied.IsZero() {
		s += " av kopian från " + copied.Format("2006-01-02 15:04")
	}
	s += ", med " + text.Count(drafts, "utkast", "utkast") + " och " + text.Count(commands, "ärende i utkorgen", "ärenden i utkorgen") + " ur den skadade. "
	return s + "Se efter i Utkast att allt är med. Saknas något, ring supporten: den skadade filen ligger kvar (" + text.Safe(file) + ")."
}

// HomeOlder says that an older copy of the file of drafts was put back: known is when
// the newer one was left.
func HomeOlder(known time.Time) string {
	return "Filen med utkast är en äldre kopia än den som användes " + known.Format("2006-01-02 15:04") +
		". Det som skrevs däremellan finns inte här. Räkningar som regionen redan har fått känns igen och får sin kvittens. Lägg tillbaka den nyare filen om den finns, eller ring supporten."
}

// HomeOffline says how many more days one can log in while the region does not answer.
func HomeOffline(left int) string {
	s := "Regionen svarar inte. "
	if left == 0 {
		return s + "Idag är sista dagen du kan logga in utan den: anslut datorn."
	}
	return s + "Du kan logga in utan den i " + text.Count(left, "dag", "dagar") + " till: anslut datorn innan dess."
}

// HomeElsewhere says that something at the user's other clinics waits.
func HomeElsewhere(n int) string {
	return text.Count(n, "ärende", "ärenden") + " väntar vid dina andra kliniker. Ctrl+G byter klinik."
}

// HomeLeft says what is kept of clinics where the user works no more.
func HomeLeft(n int) string {
	return text.Count(n, "utkast eller ärende", "utkast och ärenden") + " är kvar på datorn från en klinik där du inte längre är användare. Inget av det skickas. Be klinikens kontaktperson lägga till dig igen, om det är fel."
}

// HomeAmountsMissing says that the new year's amounts are not known yet.
func HomeAmountsMissing(year int, missing []rules.Subject) string {
	return "Regionens belopp för " + strconv.Itoa(year) + " är inte kända än: " + subjectNames(missing) + ". Besök det året kontrolleras inte mot dem."
}

// HomeWaits says what of the clinic's invoices waits for the clinic (D15).
func HomeWaits(late, payBack, voided int) (words []string) {
	if late > 0 {
		words = append(words, text.Count(late, "faktura är försenad", "fakturor är försenade")+" hos regionen: se Era fakturor (3) och ring regionen.")
	}
	if voided > 0 {
		words = append(words, text.Count(voided, "faktura är makulerad", "fakturor är makulerade")+" av regionen de senaste 30 dagarna: se Makulerade (3).")
	}
	if payBack > 0 {
		words = append(words, text.Count(payBack, "kreditering", "krediteringar")+" ska betalas tillbaka av kliniken: se Era fakturor (3).")
	}
	return words
}
