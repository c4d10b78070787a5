package labels

import (
	"strconv"
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
)

// Kreditera (D7, D9, D10).
const (
	CreditTitle    = "Kreditera"
	CreditBill     = "kreditera"
	CreditInvoice  = "kreditera fakturan"
	CreditRows     = "Rader"
	CreditNoRows   = "Räkningen har inga rader."
	CreditChoose   = "välj rad"
	CreditAll      = "alla eller inga"
	CreditDo       = "kreditera"
	CreditAnew     = "kreditera och registrera ny"
	CreditExempt   = "frikort i efterhand"
	CreditYes      = "kreditera"
	CreditNo       = "avbryt"
	CreditColDate  = "Datum"
	CreditColCode  = "Åtgärd"
	CreditColTooth = "Tand"
	CreditColPrice = "Pris"
	CreditDone     = "krediterad"
	CreditNone     = "ingen rad är vald"
	CreditPart     = "bara när hela räkningen krediteras: välj alla rader (a)"
	CreditBegun    = "en del är redan krediterad"
	CreditNoFee    = "räkningen har ingen patientavgift"
	CreditWaits    = "fakturan har redan något i utkorgen"
	CreditChanged  = "fakturan har ändrats: avbryt och se hur den nu är"
	CreditQueued   = "Krediteringen är lagd i utkorgen."
	CreditAnewDone = "Krediteringen är lagd i utkorgen. Skicka den nya räkningen när den är klar."
	CreditKeys     = "j krediterar. n eller Esc avbryter."
	CreditHelp     = "Mellanslag väljer rader, F8 krediterar de valda."
	CreditMeans    = "Regionen gör en kreditfaktura och tar tillbaka beloppet. Det går inte att ångra när regionen har tagit emot det."
	CreditCopy     = "kopiera konto och Vår referens"
	CreditCopied   = "Skickat till terminalens urklipp."
)

// CreditHead names the bill that is credited.
func CreditHead(ref, person string) string {
	if ref == "" {
		return "Räkning för " + text.Safe(person)
	}
	return "Räkning " + text.Safe(ref) + "   " + text.Safe(person)
}

// CreditPaid is what was paid for a bill.
func CreditPaid(sum domain.Ore) string { return "Betalt " + text.Kronor(sum) }

// CreditChosen counts the rows that will be credited.
func CreditChosen(chosen, all int) string {
	return "Krediteras: " + text.Number(chosen) + " av " + text.Count(all, "rad", "rader")
}

// CreditQuestion asks about rows of a bill.
func CreditQuestion(ref, person string, chosen, all int, sum domain.Ore) string {
	what := text.Count(chosen, "rad", "rader") + " av räkningen"
	if chosen == all {
		what = "hela räkningen"
	}
	if ref != "" {
		what += " " + text.Safe(ref)
	}
	return "Kreditera " + what + " för " + text.Safe(person) + ", " + text.Kronor(sum) + "?"
}

// CreditInvoiceQuestion asks about a whole invoice.
func CreditInvoiceQuestion(no string, bills int, sum domain.Ore) string {
	if no != "" {
		no = " " + text.Safe(no)
	}
	return "Kreditera hela fakturan" + no + ", " + text.Bills(bills) + ", " + text.Kronor(sum) + "?"
}

// CreditThen says what the draft will be that bills the credited bill anew.
func CreditThen(exempt bool) string {
	if exempt {
		return "Räkningen öppnas sedan som en ny, utan patientavgift: fyll i frikortet och skicka den."
	}
	return "Räkningen öppnas sedan som en ny: rätta den och skicka den."
}

// CreditRefund says how the money goes back, by what the clinic is paid to.
// account is the region's bankgiro as it prints it; "": not known.
func CreditRefund(paid domain.GiroKind, account string) string {
	to := "till regionens bankgiro " + text.Safe(account)
	if account == "" {
		to = "till det konto som regionen uppger"
	}
	switch paid {
	case domain.Bankgiro:
		return "Beloppet dras av från klinikens nästa utbetalning; inget behöver betalas in."
	case domain.Plusgiro:
		return "Kliniken har plusgiro: betala in beloppet " + to + " och ange kreditfakturans Vår referens. Fakturan visar numret när regionen har svarat."
	}
	return "Har kliniken bankgiro dras beloppet av från nästa utbetalning. Har den plusgiro betalar ni in det " + to + " och anger kreditfakturans Vår referens."
}

// CreditInstruction tells a clinic with plusgiro what to pay, where, and what to
// state (manual VGR, Kreditera).
func CreditInstruction(c domain.Claim) string {
	ref := strconv.FormatInt(c.OurRef, 10)
	switch {
	case c.State == domain.ClaimWithdrawn:
		return "Inget ska betalas tillbaka: krediteringen är makulerad."
	case c.Account == "":
		return "Betala tillbaka " + text.Kronor(c.Left()) + ": fråga regionen om kontot och ange Vår referens " + ref + "."
	}
	return "Betala tillbaka " + text.Kronor(c.Left()) + " till bankgiro " + text.Safe(c.Account) + " och ange Vår referens " + ref + "."
}

// CreditCopyText is what is copied of it: account, then reference.
func CreditCopyText(c domain.Claim) string {
	return strings.TrimSpace(text.Safe(c.Account) + " " + strconv.FormatInt(c.OurRef, 10))
}
