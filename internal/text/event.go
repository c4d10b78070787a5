package text

import "example.org/tandtui/internal/domain"

var actWords = map[domain.Act]string{
	domain.ActSubmit:  "Mottagen",
	domain.ActHold:    "Under granskning",
	domain.ActRelease: "Granskningen klar",
	domain.ActApprove: "Godkänd för utbetalning",
	domain.ActClose:   "Med i utbetalning",
	domain.ActReject:  "Banken betalade inte",
	domain.ActPay:     "Utbetald",
	domain.ActDelete:  "Raderad",
	domain.ActVoid:    "Makulerad",
	domain.ActCredit:  "Krediterad",
	domain.ActRestore: "Krediteringen makulerad",
	domain.ActSettle:  "Återbetald",
}

// Act is what was done to an invoice, as its history says it (D12). An act of a
// newer region is told by its own name.
func Act(a domain.Act) string {
	if words, ok := actWords[a]; ok {
		return words
	}
	return Safe(string(a))
}

var viaWords = map[domain.Via]string{domain.ViaCard: "SITHS-kort", domain.ViaBankID: "BankID", domain.ViaDesk: "regionens handläggare"}

// Via is the way in by which somebody acted.
func Via(v domain.Via) string {
	if words, ok := viaWords[v]; ok {
		return words
	}
	return Safe(string(v))
}
