package labels

import (
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
)

// Radera of a bill or an invoice (D6).
const (
	DeleteBill    = "radera räkningen"
	DeleteInvoice = "radera fakturan"
	DeleteYes     = "ja, radera"
	DeleteNo      = "nej"
	DeleteWaits   = "ett ärende väntar i utkorgen"
	DeleteChanged = "fakturan har ändrats"
	DeleteMeans   = "Det går inte att ångra när regionen har tagit emot det, och räkningsreferensen kan inte användas igen."
	DeleteKeys    = "j raderar, n eller Esc låter bli."
	DeleteQueued  = "Raderingen lades i utkorgen och skickas av sig själv."
)

// DeleteBillQuestion says which bill will be deleted.
func DeleteBillQuestion(ref, person string, sum domain.Ore) string {
	return "Radera räkning " + text.Safe(ref) + ", " + text.Safe(person) + ", " + text.Kronor(sum) + "?"
}

// DeleteWholeQuestion says which invoice will be deleted, with how many bills.
func DeleteWholeQuestion(invoiceNo string, bills int, sum domain.Ore) string {
	return "Radera hela fakturan " + text.Safe(invoiceNo) + ": " + text.Count(bills, "räkning", "räkningar") + ", " + text.Kronor(sum) + "?"
}
