package labels

import (
	"time"

	"example.org/tandtui/internal/text"
)

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
	InvoicesNone = "Inga fakturor. Ändra sökning eller period (p), visa all tid (a), eller hämta med F5."
	InvoicesShow = "visa"
	InvoicesNext = "nästa lista"
	InvoicesPrev = "förra listan"
	InvoicesSum  = "Summa"
	InvoicesType = "typ"
	InvoicesBill = "Räkningar"

	TypeBilling = "utan kreditfakturor"
	TypeCredit  = "bara kreditfakturor"
	TypeDeleted = "bara raderade"
)

// InvoicesAge says when the region last answered, and to what the list is
// narrowed.
func InvoicesAge(at time.Time, kind string) string {
	s := ""
	if !at.IsZero() {
		s = "Uppgifter från " + at.Format("2006-01-02 15:04")
	}
	switch {
	case kind == "":
		return s
	case s == "":
		return "Visar " + kind
	}
	return s + " · visar " + kind
}

// InvoicesShown is the portal's counter.
func InvoicesShown(shown, total int) string {
	return "Visar " + text.Number(shown) + " av " + text.Number(total) + " fakturor"
}
