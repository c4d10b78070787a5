package invoicefile

import "slices"

// Codes of findings about a file; those of a bill's content are the rules' own
// (R-…). They are stable: stored, sent and documented.
const (
	CodeFileKind       = "F-FILE-KIND"
	CodeEncoding       = "F-ENCODING"
	CodeXMLTag         = "F-XML-TAG"
	CodeXMLCut         = "F-XML-CUT"
	CodeXMLChar        = "F-XML-CHAR"
	CodeXMLEntity      = "F-XML-ENTITY"
	CodeXMLTrailing    = "F-XML-TRAILING"
	CodeXMLDoctype     = "F-XML-DOCTYPE"
	CodeXMLInstruction = "F-XML-INSTRUCTION"
	CodeXMLDeep        = "F-XML-DEEP"
	CodeXMLLong        = "F-XML-LONG"
	CodeXMLAttributes  = "F-XML-ATTRIBUTES"
	CodeXMLNamespace   = "F-XML-NAMESPACE"

	CodeRoot             = "F-ROOT"
	CodeElementUnknown   = "F-ELEMENT-UNKNOWN"
	CodeElementTwice     = "F-ELEMENT-TWICE"
	CodeElementMissing   = "F-ELEMENT-MISSING"
	CodeElementOrder     = "F-ELEMENT-ORDER"
	CodeAttributeUnknown = "F-ATTRIBUTE-UNKNOWN"
	CodeAttributeMissing = "F-ATTRIBUTE-MISSING"
	CodeTextStray        = "F-TEXT-STRAY"
	CodeValue            = "F-VALUE"
	CodeValueEmpty       = "F-VALUE-EMPTY"
	CodeValueLong        = "F-VALUE-LONG"

	CodeFileLarge       = "F-FILE-LARGE"
	CodeFileMany        = "F-FILE-MANY"
	CodeInvoiceMany     = "F-INVOICE-MANY"
	CodeCountBills      = "F-COUNT-BILLS"
	CodeCountCredits    = "F-COUNT-CREDITS"
	CodeSum             = "F-SUM"
	CodeOrgNumber       = "F-ORGNUMBER"
	CodeProvider        = "F-PROVIDER"
	CodeClinic          = "F-CLINIC"
	CodeIDTwice         = "F-ID-TWICE"
	CodePersonKind      = "F-PERSON-KIND"
	CodeItemFee         = "F-ITEM-FEE"
	CodeFeeUnpaid       = "F-FEE-UNPAID"
	CodeCreditTarget    = "F-CREDIT-TARGET"
	CodeAttachmentTwice = "F-ATTACHMENT-TWICE"
	CodeEntitlementNo   = "F-ENTITLEMENT-NO"
	CodeBillRefTwice    = "F-BILLREF-TWICE"
	CodeDouble          = "F-DOUBLE"

	// Of a ZIP with attachments (C8).
	CodeZIPForm           = "F-ZIP-FORM"
	CodeZIPMany           = "F-ZIP-MANY"
	CodeZIPOne            = "F-ZIP-ONE"
	CodeZIPName           = "F-ZIP-NAME"
	CodeZIPTwice          = "F-ZIP-TWICE"
	CodeZIPLarge          = "F-ZIP-LARGE"
	CodeAttachmentBare    = "F-ATTACHMENT-BARE"
	CodeAttachmentMissing = "F-ATTACHMENT-MISSING"
	CodeAttachmentUnnamed = "F-ATTACHMENT-UNNAMED"
	CodeAttachmentType    = "F-ATTACHMENT-TYPE"
	CodeAttachmentLarge   = "F-ATTACHMENT-LARGE"
	CodeAttachmentDamaged = "F-ATTACHMENT-DAMAGED"

	// Of the region alone, which knows what it has.
	CodeIDChanged   = "F-ID-CHANGED"
	CodeCreditNone  = "F-CREDIT-NONE"
	CodeCreditState = "F-CREDIT-STATE"
	CodeAllMany     = "F-ALL-MANY"
	CodeAllLarge    = "F-ALL-LARGE"
	CodeNoKey       = "F-ATTACHMENT-REFUSED"
)

// Level is how much one must know to find a fault.
type Level uint8

// The levels.
const (
	LevelXML     Level = iota // no XML, or XML that the format leaves out
	LevelSchema               // the schema finds it
	LevelContent              // it takes more than the schema
)

// Doc is one finding for the document.
type Doc struct {
	Code     string
	Level    Level
	Severity string
	Rule     string // Swedish
}

// Docs lists every finding about a file, in the order of the document.
func Docs() []Doc { return slices.Clone(docs) }

var docs = []Doc{
	{CodeFileKind, LevelXML, "error", "en fil av ett annat slag: en arbetsbok, en PDF, en bild, text i kolumner, en tom fil"},
	{CodeEncoding, LevelXML, "error", "annan teckenkodning än UTF-8, ISO-8859-1 eller Windows-1252, eller en deklaration som inte går att läsa"},
	{CodeXMLTag, LevelXML, "error", "en tagg som inte är hel, eller en sluttagg som inte hör till sin starttagg"},
	{CodeXMLCut, LevelXML, "error", "filen slutar för tidigt"},
	{CodeXMLChar, LevelXML, "error", "tecken som XML inte tillåter"},
	{CodeXMLEntity, LevelXML, "error", "& som inte börjar en av &amp; &lt; &gt; &quot; &apos; eller &#…;"},
	{CodeXMLTrailing, LevelXML, "error", "något mer efter filens slut"},
	{CodeXMLDoctype, LevelXML, "error", "DOCTYPE, som formatet inte tillåter"},
	{CodeXMLInstruction, LevelXML, "error", "en processinstruktion (<?…?>), som formatet inte tillåter"},
	{CodeXMLDeep, LevelXML, "error", "fler än 32 element i varandra"},
	{CodeXMLLong, LevelXML, "error", "en text eller tagg över 64 kB, eller en räkning över 4 MB"},
	{CodeXMLAttributes, LevelXML, "error", "samma attribut två gånger, eller fler än 64"},
	{CodeXMLNamespace, LevelXML, "error", "ett prefix utan namnrymd, eller en namnrymd som deklareras utanför roten"},
	{CodeRoot, LevelSchema, "error", "roten är inte invoiceFile i formatets namnrymd, eller har en annan version"},
	{CodeElementUnknown, LevelSchema, "error", "ett element som inte hör hemma där"},
	{CodeElementTwice, LevelSchema, "error", "ett element två gånger"},
	{CodeElementMissing, LevelSchema, "error", "ett element saknas"},
	{CodeElementOrder, LevelSchema, "error", "rotens element i fel ordning"},
	{CodeAttributeUnknown, LevelSchema, "error", "ett attribut som inte hör hemma där"},
	{CodeAttributeMissing, LevelSchema, "error", "ett attribut saknas"},
	{CodeTextStray, LevelSchema, "error", "text mellan elementen"},
	{CodeValue, LevelSchema, "error", "ett värde av fel form"},
	{CodeValueEmpty, LevelSchema, "error", "ett värde saknas"},
	{CodeValueLong, LevelSchema, "error", "en text längre än fältet"},
	{CodeFileLarge, LevelContent, "error", "filen är större än 200 MB"},
	{CodeFileMany, LevelContent, "error", "fler än 100 000 räkningar och krediteringar"},
	{CodeInvoiceMany, LevelContent, "error", "fler än 5 000 räkningar på en faktura"},
	{CodeCountBills, LevelContent, "error", "antalet räkningar är inte det som står i header"},
	{CodeCountCredits, LevelContent, "error", "antalet krediteringar är inte det som står i header"},
	{CodeSum, LevelContent, "error", "summan är inte den som står i header"},
	{CodeOrgNumber, LevelContent, "error", "inget organisationsnummer"},
	{CodeProvider, LevelContent, "error", "kliniken hör till en annan vårdgivare än filens"},
	{CodeClinic, LevelContent, "error", "en klinik som användaren inte får fakturera för"},
	{CodeIDTwice, LevelContent, "error", "samma id på två räkningar eller krediteringar"},
	{CodePersonKind, LevelContent, "error", "numret är av en annan sort än kind säger"},
	{CodeItemFee, LevelContent, "error", "patientavgift som item i stället för fee"},
	{CodeFeeUnpaid, LevelContent, "error", "belopp på en avgift som inte togs ut, eller en negativ avgift"},
	{CodeCreditTarget, LevelContent, "error", "kreditering utan ourRef och billRef"},
	{CodeAttachmentTwice, LevelContent, "error", "samma bilaga två gånger på en räkning"},
	{CodeEntitlementNo, LevelContent, "error", "intygsnumret är inte patientens"},
	{CodeBillRefTwice, LevelContent, "error", "samma räkningsreferens på en annan faktura i filen, där regionen inte tillåter det"},
	{CodeDouble, LevelContent, "warning", "samma åtgärd, tand och datum på en annan faktura i filen"},
	{CodeZIPForm, LevelContent, "error", "en ZIP som är skadad, har lösenord eller inte är av det vanliga slaget"},
	{CodeZIPMany, LevelContent, "error", "fler än 1 000 filer i en ZIP"},
	{CodeZIPOne, LevelContent, "error", "ingen, eller mer än en, XML-fil i en ZIP"},
	{CodeZIPName, LevelContent, "error", "en fil i en ZIP som ligger i en mapp, eller har ett namn eller en sort som inte får vara med"},
	{CodeZIPTwice, LevelContent, "error", "samma namn två gånger i en ZIP"},
	{CodeZIPLarge, LevelContent, "error", "en fil i en ZIP som blir orimligt stor när den packas upp"},
	{CodeAttachmentBare, LevelContent, "warning", "en bilaga är nämnd, men filen är XML utan ZIP"},
	{CodeAttachmentMissing, LevelContent, "error", "en bilaga är nämnd, men finns inte i ZIP-filen"},
	{CodeAttachmentUnnamed, LevelContent, "error", "en bilaga finns i ZIP-filen, men ingen räkning nämner den"},
	{CodeAttachmentType, LevelContent, "error", "en bilaga vars innehåll inte är det som namnet säger"},
	{CodeAttachmentLarge, LevelContent, "error", "en bilaga över 10 MB"},
	{CodeAttachmentDamaged, LevelContent, "error", "en bilaga som är skadad"},
	{CodeIDChanged, LevelContent, "error", "samma id som en räkning eller kreditering som redan är mottagen, men med annat innehåll"},
	{CodeCreditNone, LevelContent, "error", "kreditering av något som regionen inte har hos vårdgivaren"},
	{CodeCreditState, LevelContent, "error", "kreditering av något som inte kan krediteras nu, till exempel för att det inte är utbetalt"},
	{CodeAllMany, LevelContent, "error", "fler räkningar än som kan skickas som allt eller inget"},
	{CodeAllLarge, LevelContent, "error", "större bilagor än som kan skickas som allt eller inget"},
	{CodeNoKey, LevelContent, "error", "bilagor till en region som inte tar emot dem"},
}

// LevelOf is the level of a code; LevelContent for one of the rules.
func LevelOf(code string) Level {
	for _, d := range docs {
		if d.Code == code {
			return d.Level
		}
	}
	return LevelContent
}
