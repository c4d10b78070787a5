package text

// Support (E3).
const (
	SupportTitle   = "Support"
	SupportWhom    = "Vem du ringer"
	SupportPhone   = "Telefon"
	SupportEmail   = "E-post"
	SupportHours   = "Öppet"
	SupportMissing = "står inte i regionens uppgifter"
	SupportCheck   = "Kontroll av den här datorn"
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
