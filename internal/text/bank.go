package text

// bankErrors are the sentences of what is wrong with a file of the bank
// (internal/bank), by code.
var bankErrors = map[string]Sentence{
	"bank.not-xml":   {"Filen är ingen bankfil i XML.", "Hämta kontoutdraget (camt.053) eller insättningsuppgifterna (camt.054) som XML hos banken, inte som CSV, PDF eller text."},
	"bank.workbook":  {"Filen är en Excelfil eller ett ZIP-arkiv, ingen bankfil i XML.", "Hämta den som XML (camt.053 eller camt.054) hos banken. Är det ett arkiv, packa upp det först."},
	"bank.bgmax":     {"Filen är en BgMax-fil. Formatet upphörde den 27 november 2026.", "Hämta insättningsuppgifterna som camt.054 eller camt.053 hos banken."},
	"bank.kind":      {"Filen är en annan sorts bankfil än den som behövs här.", "Välj rätt fil: camt.053 eller camt.054 vid avstämning, pain.002 för bankens svar på en utbetalning."},
	"bank.truncated": {"Filen är avbruten: den slutar mitt i. Inget i den har använts.", "Hämta den på nytt hos banken."},
	"bank.damaged":   {"Filen går inte att läsa: något i den är inte som det ska. Inget i den har använts.", "Hämta den på nytt hos banken, och spara den utan att öppna den i ett annat program."},
	"bank.doctype":   {"Filen innehåller en DOCTYPE, vilket ingen bankfil gör. Inget i den har använts.", "Använd den inte. Hämta filen på nytt, direkt hos banken."},
	"bank.large":     {"Filen är större än 50 MB. Inget i den har använts.", "Hämta en kortare period åt gången hos banken."},
	"bank.charset":   {"Filens teckenkodning går inte att läsa. Inget i den har använts.", "Hämta den på nytt hos banken, som UTF-8."},
	"bank.other-run": {"Svaret gäller en annan utbetalningskörning.", "Välj bankens svar på den här körningen, eller ange den körning som svaret gäller."},
	"bank.unread":    {"Filen gick inte att läsa där den ligger. Inget i den har använts.", "Kontrollera att den finns kvar och att disken eller nätverksmappen är ansluten, och försök igen."},
	"bank.order":     {"Ingen betalningsfil kan skrivas av körningen.", "Se vilken utbetalning som är fel, och rätta mottagarens namn, ort och kontonummer eller bankprofilen."},
}

// BankReason says why a bank did not make a payment (the ISO 20022 external status
// reasons that occur), with what to do about it. The bank's own text stands beside
// it where there is one.
func BankReason(code string) Sentence {
	if s, ok := bankReasons[code]; ok {
		return s
	}
	if code == "" {
		return Sentence{"Banken har inte sagt varför.", "Fråga banken."}
	}
	return Sentence{"Banken anger skälet " + Safe(code) + ".", "Fråga banken vad det betyder."}
}

var bankReasons = map[string]Sentence{
	"AC01": {"Mottagarens kontonummer är fel.", "Rätta numret hos vårdgivaren och betala på nytt."},
	"AC02": {"Regionens konto är fel angivet.", "Rätta bankprofilen."},
	"AC03": {"Mottagarens kontonummer är fel.", "Rätta numret hos vårdgivaren och betala på nytt."},
	"AC04": {"Mottagarens konto är avslutat.", "Fråga vårdgivaren om ett nytt konto."},
	"AC06": {"Mottagarens konto är spärrat.", "Fråga vårdgivaren om ett annat konto."},
	"AG01": {"Kontot får inte användas för sådana betalningar.", "Fråga banken."},
	"AG02": {"Banken känner inte betalningens slag.", "Rätta bankprofilen tillsammans med banken."},
	"AM01": {"Beloppet är noll.", "Fråga banken: sådana betalningar skrivs inte."},
	"AM02": {"Beloppet är större än banken tillåter.", "Höj gränsen hos banken och betala på nytt."},
	"AM03": {"Banken betalar inte i valutan.", "Rätta bankprofilen tillsammans med banken."},
	"AM04": {"Pengarna på regionens konto räcker inte.", "Fyll på kontot och betala på nytt."},
	"AM05": {"Banken har redan fått betalningen.", "Se efter om den är betald innan den skickas på nytt."},
	"AM09": {"Beloppet är fel.", "Fråga banken."},
	"AM10": {"Filens summa stämmer inte.", "Kontrollera att filen inte har ändrats, och skriv den på nytt."},
	"BE01": {"Mottagarens namn hör inte till kontot.", "Kontrollera vårdgivarens namn och konto."},
	"BE04": {"Mottagarens adress saknas eller är fel.", "Rätta vårdgivarens ort och land."},
	"BE05": {"Banken känner inte avsändaren.", "Rätta bankprofilen tillsammans med banken."},
	"CH03": {"Betalningsdagen ligger för långt fram.", "Skicka filen närmare dagen."},
	"CH04": {"Betalningsdagen är fel.", "Välj en senare bankdag."},
	"CUST": {"Betalningen är återkallad av regionen.", "Betala på nytt om den ska göras."},
	"DT01": {"Betalningsdagen är fel.", "Välj en senare bankdag."},
	"DU01": {"Banken har redan fått filen.", "Inget, om det första svaret var godkänt; skicka den inte igen."},
	"DU02": {"Banken har redan fått filens betalningar.", "Se efter om de är betalda innan de skickas på nytt."},
	"DUPL": {"Banken har redan fått betalningen.", "Se efter om den är betald innan den skickas på nytt."},
	"FF01": {"Filen har fel format för banken.", "Rätta bankprofilen tillsammans med banken."},
	"FOCR": {"Betalningen är återtagen på begäran.", "Fråga banken."},
	"MD07": {"Mottagaren är avliden.", "Fråga vårdgivaren om ett annat konto."},
	"MS02": {"Mottagaren har nekat betalningen.", "Fråga vårdgivaren."},
	"MS03": {"Banken har inte sagt varför.", "Fråga banken."},
	"NARR": {"Skälet står i bankens egen text.", "Läs den; fråga banken om den inte räcker."},
	"NOAS": {"Mottagarens bank har inte svarat.", "Fråga banken."},
	"RC01": {"Mottagarens bank är fel angiven.", "Rätta kontot hos vårdgivaren och betala på nytt."},
	"RF01": {"Betalningens id är inte unikt.", "Ring supporten: numret är använt förut."},
	"RR03": {"Mottagarens namn eller adress saknas.", "Rätta vårdgivarens namn, ort och land."},
	"RR04": {"Banken nekar av skäl i lag.", "Fråga banken."},
	"TM01": {"Filen kom efter bankens bryttid.", "Välj en senare bankdag."},
	"SL01": {"Bankens tjänst medger inte betalningen.", "Fråga banken."},
}
