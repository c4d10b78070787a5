package text

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
	ReceiptInvoiceNo = "OCR/Fakturanr"
)
