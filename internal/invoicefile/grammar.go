package invoicefile

import "example.org/tandtui/internal/domain"

// Namespace is that of every element of the format. Its last part is the main
// version: a file that another program must read differently gets a new one.
const Namespace = "urn:tandtui:fakturafil:1"

// Version is what the root states.
const Version = "1.0"

// element is an element of the format: what it may hold and what it means. The
// reader, the schema and the table of docs/fakturafil.md are made of it.
type element struct {
	name     string
	kind     valueKind
	must     bool // stands at least once
	many     bool // may stand again
	ordered  bool // its children stand in the order of the grammar
	some     bool // at least one of its children that may stand again is there
	limit    int  // most characters; 0: the kind's own
	attrs    []*attribute
	children []*element
	means    string // Swedish, for the document

	field domain.Field         // of the draft; "": none
	set   func(*Entry, string) // puts a value where it belongs
}

// attribute is an attribute of an element.
type attribute struct {
	name   string
	kind   valueKind
	must   bool
	limit  int
	values []string // the only ones; none: any of the kind
	means  string
	set    func(*Entry, string)
}

// Values of person/@kind.
const (
	kindPerson       = "personnummer"
	kindCoordination = "samordningsnummer"
	kindReserve      = "reservnummer"
)

var (
	extensionElement = &element{name: "extension", kind: foreign, means: "Avsändarens egna uppgifter, i en egen namnrymd. Läses inte."}

	headerElement = &element{
		name: "header", kind: group, must: true, means: "Om filen och den som gjort den.",
		children: []*element{
			{name: "fileId", kind: guid, must: true, means: "Filens id: ett nytt för varje fil.", set: func(e *Entry, v string) { e.file.header.FileID = v }},
			{name: "created", kind: moment, must: true, means: "När filen gjordes, med tidszon.", set: func(e *Entry, v string) { e.file.header.Created = v }},
			{name: "system", kind: words, must: true, limit: 100, means: "Journalsystemets namn.", set: func(e *Entry, v string) { e.file.header.System = v }},
			{name: "systemVersion", kind: words, must: true, limit: 50, means: "Journalsystemets version.", set: func(e *Entry, v string) { e.file.header.SystemVersion = v }},
			{name: "orgNumber", kind: words, must: true, limit: 13, means: "Vårdgivarens organisationsnummer, med eller utan bindestreck.", set: func(e *Entry, v string) { e.file.header.OrgNumber = v }},
			{name: "bills", kind: count, must: true, means: "Kontrollsumma: antal räkningar i filen.", set: func(e *Entry, v string) { e.file.stated.bills, e.file.header.Bills = true, int(number(v)) }},
			{name: "credits", kind: count, must: true, means: "Kontrollsumma: antal krediteringar i filen.", set: func(e *Entry, v string) { e.file.stated.credits, e.file.header.Credits = true, int(number(v)) }},
			{name: "sumOre", kind: total, must: true, means: "Kontrollsumma i öre: alla priceOre i filen, minus alla amountOre.", set: func(e *Entry, v string) { e.file.stated.sum, e.file.header.Sum = true, domain.Ore(number(v)) }},
		},
	}

	exemptionElement = &element{
		name: "exemption", kind: group, means: "Frikort. Elementet betyder att patienten har frikort.",
		set: func(e *Entry, _ string) { e.Draft.Exempt = true },
		children: []*element{
			{name: "no", kind: words, must: true, field: domain.FieldExemptionNo, means: "Kortets nummer.", set: func(e *Entry, v string) { e.Draft.ExemptionNo = v }},
			{name: "from", kind: date, must: true, field: domain.FieldExemptionFrom, means: "Första dag.", set: func(e *Entry, v string) { e.Draft.ExemptionFrom = v }},
			{name: "to", kind: date, must: true, field: domain.FieldExemptionTo, means: "Sista dag.", set: func(e *Entry, v string) { e.Draft.ExemptionTo = v }},
		},
	}

	itemElement = &element{
		name: "item", kind: group, many: true, means: "Åtgärdsrad.",
		children: []*element{
			{name: "date", kind: date, must: true, field: domain.FieldItemDate, means: "Åtgärdsdatum.", set: func(e *Entry, v string) { e.item().Date = v }},
			{name: "code", kind: words, must: true, field: domain.FieldItemCode, means: "Åtgärdskod enligt regionens prislista. Patientavgift skrivs som fee.", set: func(e *Entry, v string) { e.item().Code = v }},
			{name: "position", kind: words, field: domain.FieldItemPosition, means: "Tand (16), tänder (11 12), käke (ÖK, UK) eller kvadrant (Q1–Q4), där åtgärden kräver det.", set: func(e *Entry, v string) { e.item().Position = v }},
			{name: "priceOre", kind: ore, field: domain.FieldItemPrice, means: "Pris i öre. Får utelämnas där prislistan har ett pris.", set: (*Entry).setPrice},
			{name: "performer", kind: words, field: domain.FieldItemPerformer, means: "Behandlarens nummer, där regionen frågar efter det.", set: func(e *Entry, v string) { e.item().Performer = v }},
			{name: "comment", kind: words, field: domain.FieldItemComment, means: "Kommentar till regionen.", set: func(e *Entry, v string) { e.item().Comment = v }},
		},
	}

	feeElement = &element{
		name: "fee", kind: group, many: true, means: "Patientavgift för ett besök.",
		attrs: []*attribute{{name: "paid", kind: boolean, must: true, means: "true: avgift har tagits ut och dras av. false: ingen avgift togs ut vid besöket.", set: func(e *Entry, v string) { e.waived = v == "false" || v == "0" }}},
		children: []*element{
			{name: "date", kind: date, must: true, field: domain.FieldItemDate, means: "Besökets datum.", set: func(e *Entry, v string) { e.item().Date = v }},
			{name: "amountOre", kind: ore, field: domain.FieldItemPrice, means: "Avgiften i öre, positiv. Utelämnad: regionens vanliga avgift. Får inte stå när paid är false.", set: (*Entry).setFee},
			{name: "comment", kind: words, field: domain.FieldItemComment, means: "Kommentar till regionen.", set: func(e *Entry, v string) { e.item().Comment = v }},
		},
	}

	billElement = &element{
		name: "bill", kind: group, many: true, means: "En räkning: en patient, ett eller flera besök.",
		attrs: []*attribute{{name: "id", kind: guid, must: true, means: "Räkningens id. Står det igen är det samma räkning.", set: func(e *Entry, v string) { e.ID = v }}},
		children: []*element{
			{
				name: "person", kind: words, must: true, field: domain.FieldPerson, means: "Patientens nummer, tio eller tolv tecken, med eller utan bindestreck.",
				attrs: []*attribute{{name: "kind", kind: words, values: []string{kindPerson, kindCoordination, kindReserve}, means: "Vilken sorts nummer det är. Utelämnad: det framgår av numret.", set: func(e *Entry, v string) { e.PersonKind = v }}},
				set:   func(e *Entry, v string) { e.Draft.Person = v },
			},
			{name: "support", kind: words, must: true, field: domain.FieldSupport, means: "Del av tandvårdsstödet: N, F, S, eller en annan som regionen har.", set: func(e *Entry, v string) { e.Draft.Support = v }},
			{name: "careModel", kind: words, field: domain.FieldCareModel, means: "Vårdmodell, där regionen frågar efter den.", set: func(e *Entry, v string) { e.Draft.CareModel = v }},
			{name: "category", kind: words, field: domain.FieldCategory, means: "Sjukdomsgrupp, för S-tandvård.", set: func(e *Entry, v string) { e.Draft.Category = v }},
			{name: "approval", kind: words, field: domain.FieldApproval, means: "FHB-nummer, för förhandsbedömd vård.", set: func(e *Entry, v string) { e.Draft.Approval = v }},
			{name: "entitlement", kind: words, limit: 50, means: "Intygets nummer. Står det ska det vara patientens.", set: func(e *Entry, v string) { e.Entitlement = v }},
			{name: "priceList", kind: words, field: domain.FieldPriceList, means: "Prislista, där regionen har flera.", set: func(e *Entry, v string) { e.Draft.PriceList = v }},
			exemptionElement,
			{name: "feeGround", kind: words, field: domain.FieldFeeGround, means: "Skäl till avgiftsfrihet enligt en äldre åldersgräns.", set: func(e *Entry, v string) { e.Draft.FeeGround = v }},
			{name: "billRef", kind: words, must: true, field: domain.FieldBillRef, means: "Räkningsreferens (räkningsnummer): klinikens eget nummer på räkningen.", set: func(e *Entry, v string) { e.Draft.BillRef = v }},
			{name: "comment", kind: words, field: domain.FieldComment, means: "Klinikens egen kommentar.", set: func(e *Entry, v string) { e.Draft.Comment = v }},
			{name: "items", kind: group, must: true, some: true, field: domain.FieldItems, means: "Räkningens rader, i valfri ordning.", children: []*element{itemElement, feeElement}},
			{name: "attachments", kind: group, some: true, means: "Bilagor.", children: []*element{
				{name: "attachment", kind: fileName, many: true, means: "Filnamn i bilagornas ZIP: pdf, jpg eller png, utan mapp.", set: func(e *Entry, v string) { e.Attachments = append(e.Attachments, v) }},
			}},
			extensionElement,
		},
	}

	invoiceElement = &element{
		name: "invoice", kind: group, many: true, some: true, means: "En faktura: räkningar som skickas in tillsammans.",
		attrs: []*attribute{
			{name: "clinic", kind: words, must: true, limit: 20, means: "Kliniknummer.", set: func(e *Entry, v string) { e.file.invoice.Clinic = v }},
			{name: "invoiceNo", kind: words, limit: 50, means: "OCR/Fakturanummer. Måste stå där regionen kräver det.", set: func(e *Entry, v string) { e.file.invoice.InvoiceNo = v }},
		},
		children: []*element{billElement},
	}

	creditElement = &element{
		name: "credit", kind: group, many: true, means: "Kreditering av något som är utbetalt. ourRef, billRef eller båda ska stå.",
		attrs: []*attribute{
			{name: "id", kind: guid, must: true, means: "Krediteringens id.", set: func(e *Entry, v string) { e.ID = v }},
			{name: "clinic", kind: words, must: true, limit: 20, means: "Kliniknummer.", set: func(e *Entry, v string) { e.Invoice.Clinic = v }},
		},
		children: []*element{
			{name: "ourRef", kind: count, means: "Vår referens på fakturan. Ensam: hela fakturan krediteras.", set: func(e *Entry, v string) { e.Credit.OurRef = number(v) }},
			{name: "billRef", kind: words, limit: 50, means: "Räkningsreferens på den räkning som krediteras.", set: func(e *Entry, v string) { e.Credit.BillRef = v }},
			{name: "reason", kind: words, must: true, limit: 500, means: "Varför.", set: func(e *Entry, v string) { e.Credit.Reason = v }},
		},
	}

	rootElement = &element{
		name: "invoiceFile", kind: group, must: true, ordered: true, some: true, means: "Filen.",
		attrs:    []*attribute{{name: "version", kind: words, must: true, values: []string{Version}, means: "Formatets version."}},
		children: []*element{headerElement, invoiceElement, creditElement, extensionElement},
	}
)

// child finds a child by name, with its place among the children.
func (e *element) child(name []byte) (at int, child *element) {
	for i, c := range e.children {
		if c.name == string(name) {
			return i, c
		}
	}
	return -1, nil
}

// most is the most characters of an element's text.
func (e *element) most() int {
	if e.limit == 0 && e.kind == words {
		return e.field.Limit()
	}
	return e.limit
}
