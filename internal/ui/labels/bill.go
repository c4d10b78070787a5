package labels

import (
	"strconv"
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
)

// Registrera tandvårdsräkning (B1–B18); the portal's words where it has them.
const (
	BillTitle         = "Registrera räkning"
	BillPerson        = "Personnummer"
	BillSupport       = "Avser"
	BillCareModelIs   = "Vårdmodell"
	BillCategoryIs    = "Sjukdomsgrupp"
	BillApprovalIs    = "FHB"
	BillExempt        = "Frikort"
	BillExemptWords   = "har frikort"
	BillExemptNo      = "Frikortsnr"
	BillExemptFrom    = "Gäller från"
	BillExemptTo      = "Gäller till"
	BillFeeGround     = "Avgiftsfri"
	BillFeeGroundHint = "skäl? mellanslag"
	BillPerformer     = "Behandlare"
	BillPerformerHint = "vem som gav vården"
	BillInvoiceNo     = "OCR/Fakturanr"
	BillRef           = "Räkningsref."
	BillCommentIs     = "Kommentar"
	BillDate          = "Datum"
	BillProcedure     = "Åtgärd"
	BillPosition      = "Tand"
	BillPrice         = "Pris"
	BillItemComment   = "till regionen"
	BillAdd           = "Lägg till: kod, ord eller datum (ig, -3)"
	BillSum           = "Summa"
	BillInvoiceSum    = "Fakturans summa"
	BillDateHint      = "i = idag, ig = igår"
	BillPersonHint    = "ÅÅMMDDNNNN, Enter söker"
	BillChoose        = "välj"
	BillListPrice     = "prislistans pris"
	BillNoPosition    = "–"
	BillPersonFirst   = "Sök patienten först."
	BillBlank         = "inget är skrivet"
	BillFind          = "sök"
	BillStateCare     = "Ingen rätt hos regionen hittad. Tiotandvård gäller Försäkringskassan." // whole at 80 columns
	BillSearching     = "… söker"
	BillRefusedStill  = "Regionen avvisade det markerade: ändra det, eller F8 igen skickar ändå."
	BillFoundStill    = "Fakturafilen hade fel i det markerade: ändra det, eller F8 igen skickar ändå."
	BillSendAsk       = "Skicka in tandvårdsräkning?"
	BillSendYes       = "skicka in"
	BillSendNo        = "tillbaka"
	BillUnasked       = "Patienten är inte sökt: regionen prövar intyget först vid sändningen."
	BillSendToWarning = "till varningen"
	BillSendWarned    = "läs varningarna: Enter bekräftar dem och skickar in, F3 går till den första"
	BillSending       = "… lägger i utkorgen"
	BillRemoveRow     = "ta bort rad"
	BillRowRemoved    = "Raden är borttagen. Ctrl+Z tar tillbaka den."
	BillRemoveBill    = "ta bort räkning"
	BillRemoved       = "Räkningen är borttagen ur fakturan. Ctrl+Z tar tillbaka den."
	BillOnly          = "fakturan har bara den här räkningen; hela utkastet kastas under Utkast"
	BillNoFaults      = "Inga anmärkningar."
	BillUndone        = "Ångrat."
	BillNothingUndo   = "Det finns inget att ångra."
	BillRedone        = "Gjort igen."
	BillNothingRedo   = "Det finns inget ångrat att göra igen."
	BillAnother       = "ny räkning på fakturan"
	BillNext          = "nästa räkning"
	BillPrev          = "förra räkningen"
	BillRowComment    = "kommentar på raden"
	BillSearchAgain   = "sök personen igen"
	BillPriceListIs   = "Prislista"
	BillWhereAsked    = "om det efterfrågas"
	BillAsLast        = "(senast)"
	BillRecentNone    = "inget intyg"
	BillList          = "fakturans räkningar"
	BillListOpen      = "öppna räkningen"
	BillReady         = "klar"
	BillVisits        = "Besök"
	BillCard          = "hela patientkortet"
	BillSplit         = "dela räkningen"
	BillSplitNone     = "inget att dela"
	BillSplitNothing  = "Räkningen har inget att dela: FHB och annan vård står inte tillsammans."
	BillSplitAllOther = "Ingen åtgärd ingår i den valda FHB:n. Välj en annan FHB, eller töm fältet."
	BillSplitDone     = "Räkningen är delad i två"
	BillSplitKept     = "Ingen rad är borttagen. Ctrl+Z ångrar."
	BillSplitWithout  = ", utan FHB"
	BillSplitGoOn     = "till den nya räkningen"
)

// BillSendOff says why sending is off.
func BillSendOff(errors int) string { return strconv.Itoa(errors) + " fel kvar" }

// BillErrorsLeft says it as a sentence.
func BillErrorsLeft(errors int) string {
	return text.Count(errors, "fel kvar", "fel kvar") + ": rätta det markerade."
}

// BillFeeRemove adds to an advice how the fee's row is taken away.
func BillFeeRemove(do string) string { return do + " Ctrl+D på raden tar bort den." }

// BillDateTyped says what Enter makes of a date typed in a row's procedure.
func BillDateTyped(d domain.Date) string { return "Enter: datum " + d.String() }

// BillPlace says which of several bills of the invoice is shown.
func BillPlace(at, of int) string {
	return "Räkning " + strconv.Itoa(at) + " av " + strconv.Itoa(of)
}

// BillRow names the row that a finding points at.
func BillRow(row int) string { return "Rad " + strconv.Itoa(row) + ": " }

// RowField names a field of a row, for a reader: "Rad 2, Åtgärd".
func RowField(row int, field string) string { return "Rad " + strconv.Itoa(row) + ", " + field }

// BillSendSummary says what will be sent; a patient fee is no procedure.
func BillSendSummary(bills, procedures, fees int, sum string) string {
	s := text.Bills(bills) + ", " + text.Count(procedures, "åtgärd", "åtgärder")
	if fees > 0 {
		s += ", " + text.Count(fees, "patientavgift", "patientavgifter")
	}
	return s + ", summa " + sum
}

// BillNumber names a bill of the invoice.
func BillNumber(n int) string { return "Räkning " + strconv.Itoa(n) }

// BillSplitOffer is what to do about a bill that mixes FHB and other care, with
// the key that does it.
func BillSplitOffer(f domain.Finding) string {
	return "F7 delar räkningen: " + text.Safe(f.Params["code"]) + " ingår inte i FHB " + text.Safe(f.Params["approval"]) + "."
}

// BillSplitNext says what the new bill of a split needs.
func BillSplitNext(n string) string {
	return "Räkning " + n + " behöver en egen räkningsreferens: Enter går dit."
}

// BillExemptFilled says that a frikort was filled in from an earlier bill.
func BillExemptFilled(no string, to domain.Date) string {
	return "Frikort " + no + " till " + to.String() + " är ifyllt från förra räkningen."
}

// Supports lists parts of the support: "N, F".
func Supports(list []domain.Support) string {
	words := make([]string, len(list))
	for i, s := range list {
		words[i] = text.Safe(string(s))
	}
	return strings.Join(words, ", ")
}

// BillListTitle heads the list of an invoice's bills.
func BillListTitle(no string, bills int) string {
	if no == "" {
		return "Fakturan · " + text.Bills(bills)
	}
	return "Faktura " + no + " · " + text.Bills(bills)
}

// Warnings counts what does not stop sending.
func Warnings(n int) string { return text.Count(n, "varning", "varningar") }

// Visits is the day of a bill's first visit, and how many there are.
func Visits(dates []domain.Date) string {
	switch len(dates) {
	case 0:
		return ""
	case 1:
		return dates[0].String()
	}
	return dates[0].String() + ", " + strconv.Itoa(len(dates)) + " besök"
}

// Performer is who a performer is: "Åsa Ek, tandläkare, specialist".
func Performer(p domain.Performer) string {
	words := text.Safe(p.Name) + ", " + text.Safe(p.Profession)
	if p.Specialist {
		words += ", specialist"
	}
	return words
}
