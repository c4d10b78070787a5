package labels

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
)

// The receipt (B16).
const (
	ReceiptTitle     = "Kvittens"
	ReceiptWaitsMore = "Utkorgen skickas av sig själv, nu eller när nätet är tillbaka. Du kan arbeta vidare: inget går förlorat och inget skickas två gånger."
	ReceiptRefused   = "Regionen tog inte emot räkningen."
	ReceiptMend      = "Enter öppnar räkningen vid det första felet. Allt du skrev är kvar."
	ReceiptOurRef    = "Vår referens"
	ReceiptAt        = "Mottagen"
	ReceiptSum       = "Summa"
	ReceiptBills     = "Räkningar"
	ReceiptKeep      = "Ange Vår referens om du ringer regionen; den står också på utbetalningen."
	ReceiptNext      = "ny räkning"
	ReceiptShow      = "Era fakturor"
	ReceiptOpen      = "rätta räkningen"
	ReceiptMore      = "… och fler: alla står i räkningen"
	ReceiptInvoiceNo = "OCR/Fakturanr"
	ReceiptPrint     = "skriv ut"
	ReceiptCopy      = "kopiera numret"
	ReceiptCopied    = "Vår referens är skickad till terminalens urklipp."
	ReceiptPrinted   = "Kvittensen är skickad till skrivaren."
	ReceiptNoPrint   = "Kvittensen kunde varken skrivas ut eller sparas. Skriv av Vår referens."
)

// ReceiptDone says that bills have come to the region.
func ReceiptDone(bills int) string {
	if bills > 1 {
		return text.Number(bills) + " räkningar är mottagna av regionen."
	}
	return "Räkningen är mottagen av regionen."
}

// ReceiptWaits says that bills wait in the outbox.
func ReceiptWaits(bills int) string {
	if bills > 1 {
		return text.Number(bills) + " räkningar ligger i utkorgen."
	}
	return "Räkningen ligger i utkorgen."
}

// ReceiptSaved says where the receipt lies, where there was no printer.
func ReceiptSaved(file string) string {
	return "Ingen skrivare: kvittensen ligger i " + text.Safe(file)
}

// ReceiptPage is the receipt as a printed page: what region and clinic need to
// find the invoice, and nothing about the patients.
func ReceiptPage(portal, region, clinic string, r domain.Receipt, refs []string, zone *time.Location) string {
	var b strings.Builder
	row := func(label, value string) { fmt.Fprintf(&b, "%-16s%s\n", label, text.Safe(value)) }
	fmt.Fprintf(&b, "%s · %s\n%s\n\n", text.Safe(portal), text.Safe(region), ReceiptTitle)
	row("Klinik", clinic)
	row(ReceiptOurRef, strconv.FormatInt(r.OurRef, 10))
	row(ReceiptInvoiceNo, r.InvoiceNo)
	row(ReceiptAt, r.Received.In(zone).Format("2006-01-02 15:04"))
	row(ReceiptBills, text.Number(r.Bills))
	row(ReceiptSum, text.Kronor(r.Sum))
	if len(refs) > 0 {
		row("Räkningsref.", strings.Join(refs, ", "))
	}
	b.WriteString("\n" + ReceiptKeep + "\n")
	return b.String()
}

// FindingPlace says where in a draft with so many bills a finding is: "Räkning 2,
// rad 3: "; "" if there is only one place it can be.
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
