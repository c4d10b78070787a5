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

	ColInvoiceNo = "OCR/Fakturanr"
	ColReceived  = "Inkom"
	ColAmount    = "Belopp"
	ColStatus    = "Status"
	ColOurRef    = "Vår ref."
	ColBills     = "Räkningsstatus"
	InvoicesNone = "Inga fakturor. Ändra sökning eller period (p), eller hämta med F5."
	InvoicesShow = "visa"
	InvoicesNext = "nästa lista"
	InvoicesPrev = "förra listan"
	InvoicesSum  = "Summa"
)

// InvoicesShown is the portal's counter.
func InvoicesShown(shown, total int) string {
	return "Visar " + strconv.Itoa(shown) + " av " + strconv.Itoa(total) + " fakturor"
}
