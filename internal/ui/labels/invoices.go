package labels

import "strconv"

// Era fakturor (D1–D3); the portal's words.
const (
	InvoicesTitle = "Era fakturor"
	TabActive     = "Under behandling"
	TabPaid       = "Utbetalda"
	TabCredit     = "Kreditfakturor"
	TabVoided     = "Makulerade"
	// Short names of the submenus, for a window below 70 columns.
	TabActiveShort = "Under behandl."
	TabPaidShort   = "Utbet."
	TabCreditShort = "Kredit"
	TabVoidedShort = "Makul."

	ColInvoiceNo    = "OCR/Fakturanr"
	ColReceived     = "Inkom"
	ColAmount       = "Belopp"
	ColStatus       = "Status"
	ColOurRef       = "Vår ref."
	ColBills        = "Räkningsstatus"
	InvoicesSearch  = "Sök"
	InvoicesPeriod  = "Period"
	InvoicesTo      = " till "
	InvoicesNone    = "Inga fakturor. Ändra sökning eller period (p), eller hämta med F5."
	InvoicesShow    = "visa"
	InvoicesTabs    = "byt lista"
	InvoicesFind    = "sök"
	InvoicesWhen    = "period"
	InvoicesBadDate = "Perioden kan inte läsas: skriv två datum, eller antal dagar (30)."
	InvoicesSum     = "Summa"
	InvoicesLeave   = "till listan"
)

// InvoicesShown is the portal's counter.
func InvoicesShown(shown, total int) string {
	return "Visar " + strconv.Itoa(shown) + " av " + strconv.Itoa(total) + " fakturor"
}
