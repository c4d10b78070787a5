package labels

import (
	"time"

	"example.org/tandtui/internal/text"
)

// Historik of an invoice (D12).
const (
	HistoryTitle   = "Historik"
	HistoryWhen    = "När"
	HistoryWhat    = "Vad"
	HistoryBills   = "Räkningar"
	HistoryBy      = "Vem"
	HistoryFrom    = "Varifrån"
	HistoryWhole   = "hela"
	HistoryNone    = "Regionen har inte sparat vad som hände med fakturan."
	HistoryNoMatch = "Inget i historiken passar sökningen. Esc visar alla."
	HistoryReason  = "Orsak"
)

// HistoryCount counts what was done.
func HistoryCount(shown, all int) string {
	if shown == all {
		return text.Count(all, "händelse", "händelser")
	}
	return "Visar " + text.Number(shown) + " av " + text.Count(all, "händelse", "händelser")
}

// HistoryOld says that the region does not answer and how old the history is.
func HistoryOld(at time.Time) string {
	return "Regionen svarar inte: historiken är från " + at.Format("2006-01-02 15:04") + "."
}

// HistoryInvoice names the invoice.
func HistoryInvoice(ourRef string) string { return "Vår referens " + ourRef }
