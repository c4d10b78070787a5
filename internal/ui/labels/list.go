package labels

// Words of every list.
const (
	ListSearch     = "Sök"
	ListPeriod     = "Period"
	ListTo         = " till "
	ListFind       = "sök"
	ListWhen       = "period"
	ListEver       = "hela tiden"
	ListAllTime    = "all tid"
	ListBack       = "förra perioden"
	ListSort       = "sortera"
	ListTurn       = "vänd"
	ListFirst      = "öppna"
	ListShow       = "visa perioden"
	ListLeave      = "till listan"
	ListClear      = "visa alla"
	ListCancel     = "avbryt"
	ListClose      = "stäng"
	ListBadPeriod  = "Perioden kan inte läsas: skriv två datum, eller antal dagar (30)."
	ListPeriodHint = "Skriv antal dagar (30) eller två datum: 2026-10-24 till 2026-11-23."
)
