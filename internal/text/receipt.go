package text

import (
	"strconv"

	"example.org/tandtui/internal/domain"
)

// The receipt (B16).
const (
	ReceiptTitle     = "Kvittens"
	ReceiptDone      = "Räkningen är mottagen av regionen."
	ReceiptWaits     = "Räkningen ligger i utkorgen."
	ReceiptWaitsMore = "Den skickas av sig själv, nu eller när nätet är tillbaka. Du kan arbeta vidare: inget går förlorat och inget skickas två gånger."
	ReceiptRefused   = "Regionen tog inte emot räkningen."
	ReceiptMend      = "Enter öppnar räkningen vid det första felet. Allt du skrev är kvar."
	ReceiptOurRef    = "Vår referens"
	ReceiptAt        = "Mottagen"
	ReceiptSum       = "Summa"
	ReceiptBills     = "Räkningar"
	ReceiptKeep      = "Ange Vår referens om du ringer regionen; den står också på utbetalningen."
	ReceiptNext      = "ny räkning"
	ReceiptShow      = "visa under Era fakturor"
	ReceiptOpen      = "rätta räkningen"
	ReceiptMore      = "… och fler: alla står i räkningen"
	ReceiptInvoiceNo = "OCR/Fakturanr"
)

// FindingPlace says where a finding of a draft of so many bills stands:
// "Räkning 2, rad 3: "; "" where there is nothing to tell apart.
func FindingPlace(f domain.Finding, bills int) string {
	switch {
	case bills > 1 && f.Item >= 0:
		return "Räkning " + strconv.Itoa(f.Bill+1) + ", rad " + strconv.Itoa(f.Item+1) + ": "
	case bills > 1:
		return "Räkning " + strconv.Itoa(f.Bill+1) + ": "
	case f.Item >= 0:
		return BillRow(f.Item + 1)
	}
	return ""
}
