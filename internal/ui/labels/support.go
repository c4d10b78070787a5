package labels

import (
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/text"
)

// Support (E3).
const (
	SupportTitle   = "Support"
	SupportWhom    = "Vem du ringer"
	SupportUnit    = "Enhet"
	SupportPhone   = "Telefon"
	SupportEmail   = "E-post"
	SupportHours   = "Öppettider"
	SupportLogin   = "Inloggning"
	SupportCheck   = "Kontroll av datorn"
	SupportRuns    = "… kontrollerar"
	SupportAgain   = "kontrollera igen"
	SupportVersion = "Version"
	SupportRefund  = "Bankgiro för återbetalning (plusgirokunder)"
	SupportManual  = "manualen"
	SupportCopy    = "kopiera Vår referens"
	SupportRef     = "Vår referens"
	SupportCopied  = "Vår referens är skickad till terminalens urklipp."
	SupportNoRef   = "ingen faktura har visats sedan inloggningen"
	SupportBundle  = "Ber supporten om mer: skriv tandtui doctor --bundle FIL i ett terminalfönster. Filen har inga personuppgifter."
)

// SupportLacks names what the region's data leave out; "" if nothing.
func SupportLacks(labels []string) string {
	if len(labels) == 0 {
		return ""
	}
	names := strings.Join(labels[:len(labels)-1], ", ")
	if names != "" {
		names += " och "
	}
	return "Regionen har inte lämnat: " + strings.ToLower(names+labels[len(labels)-1]) + "."
}

// Logins names the ways to log in to the region.
func Logins(ways []domain.Login) string {
	names := make([]string, len(ways))
	for i, w := range ways {
		switch w {
		case domain.LoginSITHS:
			names[i] = "SITHS-kort"
		case domain.LoginBankID:
			names[i] = "BankID"
		default:
			names[i] = text.Safe(string(w))
		}
	}
	return strings.Join(names, ", ")
}

// subjects are what a profile may leave out, as the user says it.
var subjects = map[rules.Subject]string{
	rules.SubjectDeadline:  "sista dag att skicka",
	rules.SubjectFees:      "patientavgiftens storlek",
	rules.SubjectCeiling:   "högkostnadstak",
	rules.SubjectBase:      "basbelopp",
	rules.SubjectCareModel: "när vårdmodell krävs",
	rules.SubjectReserve:   "reservnummer",
	rules.SubjectFeeFree:   "avgiftsfria åldrar",
	rules.SubjectFeeOwed:   "saknad patientavgift",
	rules.SubjectCategory:  "sjukdomsgrupper",
	rules.SubjectReminder:  "påminnelse före sista dagen",
	rules.SubjectFrequency: "hur ofta åtgärder betalas",
}

// SupportUnchecked names what the program cannot check in the region; "" if
// nothing.
func SupportUnchecked(list []rules.Subject) string {
	if len(list) == 0 {
		return ""
	}
	return "Kontrolleras inte, regionens uppgift saknas: " + subjectNames(list) + "."
}

func subjectNames(list []rules.Subject) string {
	names := make([]string, len(list))
	for i, s := range list {
		names[i] = subjects[s]
	}
	return strings.Join(names, ", ")
}

// SupportRefLast says which invoice the number is of.
func SupportRefLast(ourRef string) string {
	return ourRef + " (fakturan du senast såg): uppge det när du ringer"
}

// CheckNames are the checks of the computer, as doctor names them.
var CheckNames = map[string]string{
	"settings": "Inställningar",
	"service":  "Kortläsartjänst",
	"reader":   "Kortläsare",
	"card":     "Kort",
	"bankid":   "BankID",
	"server":   "Server",
	"clock":    "Klocka",
	"disk":     "Disk",
	"terminal": "Terminal",
	"versions": "Versioner",
	"store":    "Utkast på datorn",
}
