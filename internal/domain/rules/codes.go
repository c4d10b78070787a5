package rules

import "slices"

// Codes of findings. They are stable: stored, sent and documented.
const (
	CodePersonMissing       = "R-PERSON-MISSING"
	CodePersonInvalid       = "R-PERSON-INVALID"
	CodePersonReserve       = "R-PERSON-RESERVE"
	CodePersonUnborn        = "R-PERSON-UNBORN"
	CodePersonUnknown       = "R-PERSON-UNKNOWN"
	CodePersonProtected     = "R-PERSON-PROTECTED"
	CodeSupportMissing      = "R-SUPPORT-MISSING"
	CodeSupportUnknown      = "R-SUPPORT-UNKNOWN"
	CodeEntitlement         = "R-ENTITLEMENT"
	CodeCareModelMissing    = "R-CAREMODEL-MISSING"
	CodeCareModelUnknown    = "R-CAREMODEL-UNKNOWN"
	CodeCategoryMissing     = "R-CATEGORY-MISSING"
	CodeCategoryUnknown     = "R-CATEGORY-UNKNOWN"
	CodeCategoryEnded       = "R-CATEGORY-ENDED"
	CodeApprovalMissing     = "R-APPROVAL-MISSING"
	CodeApprovalInvalid     = "R-APPROVAL-INVALID"
	CodeApprovalDate        = "R-APPROVAL-DATE"
	CodeApprovalNeeded      = "R-APPROVAL-NEEDED"
	CodeApprovalMixed       = "R-APPROVAL-MIXED"
	CodeApprovalAmount      = "R-APPROVAL-AMOUNT"
	CodePriceListWrong      = "R-PRICELIST-WRONG"
	CodeExemptionNo         = "R-EXEMPTION-NO"
	CodeExemptionPeriod     = "R-EXEMPTION-PERIOD"
	CodeExemptionOrder      = "R-EXEMPTION-ORDER"
	CodeFeeGroundUnknown    = "R-FEEGROUND-UNKNOWN"
	CodeFeeGroundAge        = "R-FEEGROUND-AGE"
	CodeInvoiceNoMissing    = "R-INVOICENO-MISSING"
	CodeBillRefMissing      = "R-BILLREF-MISSING"
	CodeBillRefUsed         = "R-BILLREF-USED"
	CodeBillRefTwice        = "R-BILLREF-TWICE"
	CodeTextLong            = "R-TEXT-LONG"
	CodeTextSigns           = "R-TEXT-SIGNS"
	CodeItemsNone           = "R-ITEMS-NONE"
	CodeItemsMany           = "R-ITEMS-MANY"
	CodeDateMissing         = "R-DATE-MISSING"
	CodeDateInvalid         = "R-DATE-INVALID"
	CodeDateFuture          = "R-DATE-FUTURE"
	CodeDateLate            = "R-DATE-LATE"
	CodeDateSoon            = "R-DATE-SOON"
	CodeCodeMissing         = "R-CODE-MISSING"
	CodeCodeUnknown         = "R-CODE-UNKNOWN"
	CodeCodeSupport         = "R-CODE-SUPPORT"
	CodeCodeNoList          = "R-CODE-NOLIST"
	CodeCodeSpecialist      = "R-CODE-SPECIALIST"
	CodeCodeExchange        = "R-CODE-EXCHANGE"
	CodePositionMissing     = "R-POSITION-MISSING"
	CodePositionUnwanted    = "R-POSITION-UNWANTED"
	CodePositionInvalid     = "R-POSITION-INVALID"
	CodePositionKind        = "R-POSITION-KIND"
	CodePositionTeeth       = "R-POSITION-TEETH"
	CodePositionDeciduous   = "R-POSITION-DECIDUOUS"
	CodePriceInvalid        = "R-PRICE-INVALID"
	CodePriceMissing        = "R-PRICE-MISSING"
	CodePriceNegative       = "R-PRICE-NEGATIVE"
	CodePriceList           = "R-PRICE-LIST"
	CodePerformerMissing    = "R-PERFORMER-MISSING"
	CodePerformerUnknown    = "R-PERFORMER-UNKNOWN"
	CodePerformerDate       = "R-PERFORMER-DATE"
	CodePerformerSpecialist = "R-PERFORMER-SPECIALIST"
	CodeLicence             = "R-LICENCE"
	CodeSumNegative         = "R-SUM-NEGATIVE"
	CodeFeeMissing          = "R-FEE-MISSING"
	CodeFeeExempt           = "R-FEE-EXEMPT"
	CodeFeeFree             = "R-FEE-FREE"
	CodeFeeTwice            = "R-FEE-TWICE"
	CodeFeeAlone            = "R-FEE-ALONE"
	CodeFeeSign             = "R-FEE-SIGN"
	CodeFeeAmount           = "R-FEE-AMOUNT"
	CodeDouble              = "R-DOUBLE"
	CodeFrequency           = "R-FREQUENCY"
	CodeProvisional         = "R-PROVISIONAL"
	CodeSelfCare            = "R-SELFCARE"
	CodeFeeCeiling          = "R-FEE-CEILING"
	CodeDoubleEarlier       = "R-DOUBLE-EARLIER"
	CodeBasePassed          = "R-BASE-PASSED"
)

// Doc describes a finding for docs/findings.md.
type Doc struct {
	Code     string
	Severity string
	Rule     string // what is wrong
	Source   string // where the rule comes from
}

// Docs lists every finding, in the order of the form.
func Docs() []Doc { return slices.Clone(docs) }

var docs = []Doc{
	{CodePersonMissing, "error", "no person number", "manual VGR, Registrera tandvårdsräkning"},
	{CodePersonInvalid, "error", "person number not well formed", "rules.md, Person numbers"},
	{CodePersonReserve, "warning", "reservnummer of another region's form", "rules.md, Person numbers"},
	{CodePersonUnborn, "error", "treatment before the date of birth", "rules.md, Checks"},
	{CodePersonUnknown, "error", "patient the region does not know, of another region perhaps", "rules.md, Fees (utomläns); B24"},
	{CodePersonProtected, "error", "patient with protected identity", "rules.md, Fees; B24"},
	{CodeSupportMissing, "error", "none of N, F, S chosen", "manual VGR, Registrera tandvårdsräkning"},
	{CodeSupportUnknown, "error", "part of the support that the region does not bill", "the region's profile, kinds"},
	{CodeEntitlement, "error", "no entitlement of the chosen kind on a visit's date", "manual VGR, fellista; B20"},
	{CodeCareModelMissing, "error", "care model missing where the region asks for one", "manual VGR, Vårdmodell"},
	{CodeCareModelUnknown, "error", "care model not in the region's list", "manual VGR, Vårdmodell"},
	{CodeCategoryMissing, "error", "S-tandvård without disease group", "manual VGR, Patientkategori"},
	{CodeCategoryUnknown, "error", "disease group not in the region's list", "SFS 1998:1338 3–4 §§"},
	{CodeCategoryEnded, "error", "disease group that has ended (S13, S14)", "SFS 1998:1338"},
	{CodeApprovalMissing, "error", "S-tandvård without FHB", "manual VGR, S-tandvård måste alltid förhandsbedömas"},
	{CodeApprovalInvalid, "error", "FHB unknown, another patient's, or for another part of the support", "manual VGR, fellista"},
	{CodeApprovalDate, "error", "FHB not valid on a visit's date", "manual VGR, fellista"},
	{CodeApprovalNeeded, "error", "procedure that the price list allows only with FHB", "the region's price list"},
	{CodeApprovalMixed, "error", "procedure that the FHB does not cover: FHB and other care on one bill", "manual VGR, Förhandsbedömd vård; B9"},
	{CodeApprovalAmount, "error", "more care than what is left of the FHB", "rules.md, Checks"},
	{CodePriceListWrong, "error", "chosen price list is not the one for the part of the support", "manual Värmland, Välj aktuell prislista; B4"},
	{CodeExemptionNo, "error", "frikort without number", "manual VGR, Patienten har frikort"},
	{CodeExemptionPeriod, "error", "frikort without its first or last day", "manual VGR, Patienten har frikort"},
	{CodeExemptionOrder, "error", "frikort that ends before it begins", "manual VGR, Patienten har frikort"},
	{CodeFeeGroundUnknown, "error", "ground of free care that is not in the region's list", "SFS 2024:1099; B26"},
	{CodeFeeGroundAge, "warning", "ground of free care that does not free a patient of this age", "SFS 2024:1099; B26"},
	{CodeInvoiceNoMissing, "error", "OCR/fakturanummer missing where the region asks for one", "manual Värmland, obligatoriska uppgifter"},
	{CodeBillRefMissing, "error", "räkningsreferens missing", "manual VGR, Räkningsreferens"},
	{CodeBillRefUsed, "error", "räkningsreferens used before by the provider", "manual VGR, Räkningsreferens; B17"},
	{CodeBillRefTwice, "error or warning, as the region says", "the same räkningsreferens twice on one invoice", "manual VGR, Räkningsreferens"},
	{CodeTextLong, "error", "text longer than the field holds", "own limit"},
	{CodeTextSigns, "error", "control, invisible or direction characters in a text, loose accents in a reference", "own limit"},
	{CodeItemsNone, "error", "no items", "manual VGR, Lägg till åtgärd"},
	{CodeItemsMany, "error", "more items than a bill can hold", "own limit"},
	{CodeDateMissing, "error", "item without date", "manual VGR, Åtgärdsdatum"},
	{CodeDateInvalid, "error", "no such date", "manual VGR, Åtgärdsdatum"},
	{CodeDateFuture, "error", "item in the future", "rules.md, Checks"},
	{CodeDateLate, "error", "item older than the region's deadline", "rules.md, Checks; B21"},
	{CodeDateSoon, "warning", "deadline near", "B21"},
	{CodeCodeMissing, "error", "item without procedure", "manual VGR, Åtgärd"},
	{CodeCodeUnknown, "error", "procedure not in the list in force on the date", "manual VGR, Åtgärd"},
	{CodeCodeSupport, "error", "procedure that the list has, but not for the part of the support", "the region's price list; B4"},
	{CodeCodeNoList, "error", "no price list in force on the date", "B13"},
	{CodeCodeSpecialist, "warning", "specialist code at a clinic without specialists", "rules.md, Checks"},
	{CodeCodeExchange, "warning", "utbytesåtgärd 921–941, not billed to a region", "rules.md, Checks"},
	{CodePositionMissing, "error", "tooth or jaw missing", "manual VGR, Tand/käke; B12"},
	{CodePositionUnwanted, "error", "tooth or jaw given where none belongs", "manual VGR, Tand/käke; B12"},
	{CodePositionInvalid, "error", "no such tooth or jaw", "ISO 3950"},
	{CodePositionKind, "error", "tooth where a jaw belongs, or the like", "manual VGR, Tand/käke; B12"},
	{CodePositionTeeth, "error", "tooth of another sort than the procedure's name says", "the region's price list; W12"},
	{CodePositionDeciduous, "warning", "milk tooth of an adult", "own check; W12"},
	{CodePriceInvalid, "error", "not an amount", "manual VGR, Pris"},
	{CodePriceMissing, "error", "actual cost not typed", "manual VGR, Pris; B13"},
	{CodePriceNegative, "error", "negative price on a procedure that is no fee", "manual VGR, Pris"},
	{CodePriceList, "error", "price differs from the list in force on the date", "manual VGR, Pris; B13"},
	{CodePerformerMissing, "error", "row without performer where the region asks for one", "rules.md, Checks; B30"},
	{CodePerformerUnknown, "error", "performer who is not registered at the clinic", "rules.md, Checks; B30"},
	{CodePerformerDate, "error", "performer who was not registered at the clinic on the row's date", "rules.md, Checks; B30"},
	{CodePerformerSpecialist, "error", "specialist's price, and a performer who is no specialist", "rules.md, Checks; B30"},
	{CodeLicence, "warning", "care at a clinic that is known to have no licence from IVO", "tandvårdslagen 15 d §; rules.md; E7"},
	{CodeSumNegative, "error", "fees larger than the care", "own check"},
	{CodeFeeMissing, "error or warning, as the region says", "no fee on a visit though one is due", "manual VGR, Kom ihåg patientavgiften; B19"},
	{CodeFeeExempt, "error", "fee though a frikort is valid", "B19"},
	{CodeFeeFree, "error", "fee of a patient who pays none for age", "rules.md, Checks"},
	{CodeFeeTwice, "error", "two fees on one visit", "manual VGR, patientavgiften för varje besök; B14"},
	{CodeFeeAlone, "warning", "fee on a date without care", "B14"},
	{CodeFeeSign, "error", "fee that is not negative", "manual VGR, patAvg -200; B14"},
	{CodeFeeAmount, "warning", "fee differs from the standard amounts", "rules.md, Checks"},
	{CodeFeeCeiling, "warning", "the fees of twelve months at the provider pass the high-cost ceiling", "rules.md, Fees"},
	{CodeDoubleEarlier, "warning", "same procedure, tooth and date as on an earlier bill of the provider", "rules.md, Checks"},
	{CodeDouble, "warning", "same procedure, tooth and date twice for the patient on the invoice", "rules.md, Checks"},
	{CodeFrequency, "warning", "procedure billed more often than the region pays, earlier bills of the provider counted", "rules.md, Checks; B27"},
	{CodeProvisional, "warning", "provisional filling billed as an ordinary one", "region audits; B27"},
	{CodeSelfCare, "warning", "self-care billed", "region audits; B27"},
	{CodeBasePassed, "warning", "base amount for care without FHB passed for the calendar year", "rules.md, Checks; B22"},
}
