package labels

import (
	"strconv"

	"example.org/tandtui/internal/text"
)

// One invoice (D4, D5); the portal's words.
const (
	InvoiceOurRef     = "Vår referens"
	InvoiceReceived   = "Inkom"
	InvoiceStatus     = "Status"
	InvoiceAmount     = "Belopp"
	InvoiceReason     = "Orsak"
	InvoiceCreditOf   = "Krediterar"
	BillColRef        = "Räkningsref."
	BillColPerson     = "Personnummer"
	BillColApproval   = "FHB nummer"
	BillColFee        = "Patientavgift"
	BillColSum        = "Totalsumma"
	BillColBy         = "Registrerad av"
	BillColState      = "Status"
	BillExpand        = "expandera"
	BillCollapse      = "stäng"
	BillNo            = "Räkningsnummer"
	BillExemption     = "Frikort"
	BillEntitlement   = "Intyg"
	BillCareModel     = "Vårdmodell"
	BillCategory      = "Patientkategori"
	BillComment       = "Kommentar"
	InvoiceBills      = "Räkningar"
	InvoiceNoBills    = "Fakturan har inga räkningar."
	InvoiceNoMatch    = "Ingen räkning passar sökningen. Esc visar alla."
	BillVoidedBecause = "Makulerad för att"
	InvoiceNoneFound  = "Fakturan finns inte på den här datorn."
	InvoiceHistory    = "historik"
	InvoiceNext       = "nästa faktura"
	InvoicePrev       = "förra fakturan"
	BillPayment       = "Betalning"
	InvoiceGone       = "Tryck F5 för att hämta, eller gå tillbaka."
)

// InvoiceTitle names an invoice in the breadcrumb.
func InvoiceTitle(invoiceNo string, ourRef int64) string {
	if invoiceNo == "" {
		return "Faktura " + strconv.FormatInt(ourRef, 10)
	}
	return "Faktura " + text.Safe(invoiceNo)
}

// InvoiceBillsShown counts the bills of an invoice.
func InvoiceBillsShown(shown, all int) string {
	if shown == all {
		return text.Count(all, "räkning", "räkningar")
	}
	return "Visar " + text.Number(shown) + " av " + text.Count(all, "räkning", "räkningar")
}
