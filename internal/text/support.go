package text

import "strings"

// Support (E3).
const (
	SupportTitle   = "Support"
	SupportWhom    = "Vem du ringer"
	SupportUnit    = "Enhet"
	SupportPhone   = "Telefon"
	SupportEmail   = "E-post"
	SupportHours   = "Öppet"
	SupportCheck   = "Kontroll av datorn"
	SupportRuns    = "… kontrollerar"
	SupportAgain   = "kontrollera igen"
	SupportVersion = "Version"
	SupportRefund  = "Bankgiro för återbetalning (plusgirokunder)"
	CheckReader    = "Kortläsare"
	CheckCard      = "Kort"
	CheckServer    = "Server"
	CheckClock     = "Klocka"
	CheckStore     = "Utkast på datorn"
	CheckOK        = "fungerar"
)

// SupportLacks names what the region's data do not tell; "" if nothing.
func SupportLacks(labels []string) string {
	if len(labels) == 0 {
		return ""
	}
	return strings.Join(labels, ", ") + ": står inte i regionens uppgifter."
}

// CheckFine is what a line of the self-check found in order.
func CheckFine(name, detail string) string {
	switch {
	case detail == "":
		return CheckOK
	case name == "server":
		return "svarar, version " + Safe(detail)
	case name == "clock":
		return "rätt (" + Safe(detail) + " från regionens)"
	}
	return Safe(detail)
}
