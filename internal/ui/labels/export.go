package labels

import (
	"strconv"

	"example.org/tandtui/internal/text"
)

// Taking a list or an invoice out of the program (D11).
const (
	ExportKey    = "exportera"
	ExportExcel  = "Excel"
	ExportCSV    = "CSV"
	ExportNo     = "avbryt"
	ExportFailed = "Filen kunde inte skrivas. Kontrollera att mappen Dokument finns och att det finns plats på disken."
	ExportPDF    = "PDF av fakturan"
	ExportBill   = "PDF av räkningen"
	ExportPrint  = "skriv ut fakturan"
	ExportPaper  = "Fakturan är skickad till skrivaren."
)

// ExportQuestion asks in what form.
func ExportQuestion(rows int) string {
	return "Spara " + text.Count(rows, "rad", "rader") + " i mappen Dokument? Filen innehåller det som listan visar."
}

// ExportSaved names the file.
func ExportSaved(path string) string { return "Sparat: " + text.Safe(path) }

// ExportInvoice is the name of a file about an invoice, without extension: it names
// nobody.
func ExportInvoice(ourRef int64) string { return "faktura-" + strconv.FormatInt(ourRef, 10) }

// ExportBillOf is that of one of its bills.
func ExportBillOf(billNo int64) string { return "räkning-" + strconv.FormatInt(billNo, 10) }
