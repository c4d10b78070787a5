package text

import (
	"cmp"
	"strconv"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/invoicefile"
)

// fileFindings are the sentences of what is wrong with an invoice file (C2).
var fileFindings = map[string]Sentence{
	invoicefile.CodeFileKind:       {"Filen är ingen fakturafil.", "Välj den XML-fil, eller den ZIP med bilagor, som journalsystemet har gjort."}, // its kind has the words
	invoicefile.CodeEncoding:       {"Filens teckenkodning går inte att läsa.", "Spara filen som UTF-8, och låt den börja med <?xml version=\"1.0\" encoding=\"UTF-8\"?>."},
	invoicefile.CodeXMLTag:         {"En tagg är inte hel, eller fel sluttagg står här.", "Låt journalsystemet göra filen på nytt; skriv < i text som &lt;."},
	invoicefile.CodeXMLCut:         {"Filen slutar mitt i.", "Hämta filen på nytt från journalsystemet."},
	invoicefile.CodeXMLChar:        {"Här står tecken som inte får stå i en fil.", "Ta bort dem; det kan vara fel teckenkodning."},
	invoicefile.CodeXMLEntity:      {"Ett & står fel.", "Skriv & i text som &amp;."},
	invoicefile.CodeXMLTrailing:    {"Något står efter filens slut.", "Skicka en fil i taget, och inget efter </invoiceFile>."},
	invoicefile.CodeXMLDoctype:     {"Filen har en DOCTYPE, som inte är tillåten.", "Ta bort den."},
	invoicefile.CodeXMLInstruction: {"Filen har en processinstruktion (<?…?>), som inte är tillåten.", "Ta bort den."},
	invoicefile.CodeXMLDeep:        {"Elementen ligger för djupt i varandra.", "Högst 32 nivåer: låt journalsystemet göra filen på nytt."},
	invoicefile.CodeXMLLong:        {"En text eller räkning är för stor.", "Högst 64 kB i en text och 4 MB i en räkning."},
	invoicefile.CodeXMLAttributes:  {"Ett attribut står två gånger, eller så är de för många.", "Ta bort det ena ({name})."},
	invoicefile.CodeXMLNamespace:   {"{name}: namnrymden går inte att läsa här.", "Deklarera alla namnrymder i invoiceFile."},

	invoicefile.CodeRoot:             {"Filen är ingen fakturafil av version 1.", "Välj den fil som journalsystemet har gjort; den börjar med <invoiceFile xmlns=\"" + invoicefile.Namespace + "\" version=\"" + invoicefile.Version + "\">."},
	invoicefile.CodeElementUnknown:   {"Elementet {name} hör inte hemma här.", "Ta bort det, eller rätta namnet."},
	invoicefile.CodeElementTwice:     {"Elementet {name} står två gånger.", "Ta bort det ena."},
	invoicefile.CodeElementMissing:   {"Elementet {name} saknas.", "Lägg till det."},
	invoicefile.CodeElementOrder:     {"Elementet {name} står i fel ordning.", "Ordningen är header, fakturor och krediteringar, extension."},
	invoicefile.CodeAttributeUnknown: {"Attributet {name} hör inte hemma här.", "Ta bort det, eller rätta namnet."},
	invoicefile.CodeAttributeMissing: {"Attributet {name} saknas.", "Lägg till det."},
	invoicefile.CodeTextStray:        {"Text står mellan elementen.", "Flytta den till ett element, eller ta bort den."},
	invoicefile.CodeValue:            {"{name}: \"{text}\" har fel form.", "Skriv {wants}."},
	invoicefile.CodeValueEmpty:       {"{name} är tomt.", "Fyll i ett värde."},
	invoicefile.CodeValueLong:        {"{name} är {over} tecken för långt.", "Korta texten."},

	invoicefile.CodeFileLarge:       {"Filen är för stor (gränsen är {limit} MB).", "Dela den på flera filer."},
	invoicefile.CodeFileMany:        {"Filen har för många räkningar (gränsen är {limit}).", "Dela den på flera filer."},
	invoicefile.CodeInvoiceMany:     {"Fakturan har fler än 5 000 räkningar.", "Dela den på flera fakturor."},
	invoicefile.CodeCountBills:      {"Filen har {read} räkningar men säger {stated}.", "Något saknas eller är för mycket: hämta filen på nytt från journalsystemet."},
	invoicefile.CodeCountCredits:    {"Filen har {read} krediteringar men säger {stated}.", "Något saknas eller är för mycket: hämta filen på nytt från journalsystemet."},
	invoicefile.CodeSum:             {"Filens summa är {read} kr men den säger {stated} kr.", "Något saknas eller är för mycket: hämta filen på nytt från journalsystemet."},
	invoicefile.CodeOrgNumber:       {"Organisationsnumret är inte riktigt.", "Kontrollera orgNumber: tio siffror, NNNNNN-NNNN."},
	invoicefile.CodeProvider:        {"Klinik {clinic} hör till en annan vårdgivare än filens.", "En fil har en vårdgivares kliniker: kontrollera orgNumber och kliniknummer."},
	invoicefile.CodeClinic:          {"Du kan inte fakturera för klinik {clinic}.", "Kontrollera kliniknumret, eller be klinikkontakten om behörighet."},
	invoicefile.CodeIDTwice:         {"Samma id står redan på rad {other}.", "Varje räkning ska ha ett eget id. Är det samma räkning: ta bort den ena."},
	invoicefile.CodePersonKind:      {"Numret är ett {kind}.", "Rätta kind, eller kontrollera numret."},
	invoicefile.CodeItemFee:         {"Patientavgiften står som item.", "Skriv den som fee, med ett positivt belopp."},
	invoicefile.CodeFeeUnpaid:       {"Avgiften har ett belopp som inte går ihop med paid.", "Skriv paid=\"true\" och ett positivt belopp, eller ta bort amountOre."},
	invoicefile.CodeCreditTarget:    {"Krediteringen säger inte vad den gäller.", "Skriv ourRef (Vår referens), billRef (räkningsreferens) eller båda."},
	invoicefile.CodeAttachmentTwice: {"Bilagan {name} står två gånger.", "Ta bort den ena."},
	invoicefile.CodeEntitlementNo:   {"Intyg {entitlement} är inte patientens.", "Kontrollera intygets nummer, eller utelämna det."},
	invoicefile.CodeBillRefTwice:    {"Räkningsreferensen står redan på rad {other} i filen.", "Ge den ena räkningen en annan referens."},
	invoicefile.CodeDouble:          {"{code} den {date} står redan på rad {other} i filen.", "Kontrollera att det inte är samma åtgärd."},

	invoicefile.CodeZIPForm:           {"ZIP-filen är skadad, har lösenord eller är av ett ovanligt slag.", "Gör den på nytt: en vanlig ZIP utan lösenord, med XML-filen och bilagorna."},
	invoicefile.CodeZIPMany:           {"ZIP-filen har för många filer (gränsen är {limit}).", "Dela fakturafilen på flera, med sina bilagor."},
	invoicefile.CodeZIPOne:            {"ZIP-filen har {count} XML-filer.", "En ZIP har en fakturafil (.xml) och dess bilagor."},
	invoicefile.CodeZIPName:           {"ZIP-filen innehåller \"{name}\", som inte får vara med.", "Packa filerna utan mapp. Bilagor heter med bokstäver och siffror och slutar på .pdf, .jpg eller .png."},
	invoicefile.CodeZIPTwice:          {"Namnet {name} finns två gånger i ZIP-filen.", "Ge filerna olika namn; stora och små bokstäver räknas som lika."},
	invoicefile.CodeZIPLarge:          {"{name} blir orimligt stor när den packas upp.", "Gör ZIP-filen på nytt, och kontrollera vad som är i den."},
	invoicefile.CodeAttachmentBare:    {"Bilagan {name} följer inte med.", "Lägg XML-filen och bilagorna i en ZIP och välj den, eller visa upp bilagan på begäran."},
	invoicefile.CodeAttachmentMissing: {"Bilagan {name} finns inte i ZIP-filen.", "Lägg till den med just det namnet, eller ta bort den från räkningen."},
	invoicefile.CodeAttachmentUnnamed: {"Ingen räkning nämner bilagan {name}.", "Nämn den på sin räkning, eller ta bort den ur ZIP-filen."},
	invoicefile.CodeAttachmentType:    {"Bilagan {name} är inte det som namnet säger.", "Spara den på nytt som pdf, jpg eller png."},
	invoicefile.CodeAttachmentLarge:   {"Bilagan {name} är större än 10 MB.", "Spara den mindre, eller dela den på flera."},
	invoicefile.CodeAttachmentDamaged: {"Bilagan {name} är skadad.", "Gör ZIP-filen på nytt."},

	invoicefile.CodeIDChanged:   {"En räkning med samma id är redan mottagen (Vår referens {ourRef}), men med annat innehåll.", "Ge en ny räkning ett nytt id; ska den mottagna rättas, kreditera eller radera den."},
	invoicefile.CodeCreditNone:  {"Det som ska krediteras finns inte hos regionen.", "Kontrollera ourRef och billRef; där räkningsreferenser får stå flera gånger ska ourRef stå."},
	invoicefile.CodeCreditState: {"Det kan inte krediteras nu.", "Kontrollera fakturan."}, // its reason has the words
	invoicefile.CodeNoKey:       {"Regionen tar inte emot bilagor.", "Skicka XML-filen utan ZIP, och visa upp bilagorna på begäran."},
	invoicefile.CodeAllLarge:    {"Filens bilagor är för stora för allt eller inget (gränsen är {limit} MB).", "Skicka de rätta räkningarna, eller dela filen."},
	invoicefile.CodeAllMany:     {"Filen har för många räkningar för allt eller inget (gränsen är {limit}).", "Skicka de rätta räkningarna, eller dela filen."},
}

// fileKinds are the sentences about files of another kind; without what to do, that of
// CodeFileKind holds.
var fileKinds = map[string]Sentence{
	invoicefile.KindEmpty:   {"Filen är tom.", "Hämta den på nytt från journalsystemet."},
	invoicefile.KindPDF:     {"Filen är en PDF, ingen fakturafil.", "Välj den XML-fil som journalsystemet har gjort. En PDF kan vara bilaga, i en ZIP med fakturafilen."},
	invoicefile.KindImage:   {"Filen är en bild, ingen fakturafil.", "Välj den XML-fil som journalsystemet har gjort. En bild kan vara bilaga, i en ZIP med fakturafilen."},
	invoicefile.KindExcel:   {"Filen är en Excel-arbetsbok, ingen fakturafil.", ""},
	invoicefile.KindWord:    {"Filen är ett Word-dokument, ingen fakturafil.", ""},
	invoicefile.KindOffice:  {"Filen är ett dokument från ett kontorsprogram, till exempel Excel, ingen fakturafil.", ""},
	invoicefile.KindRTF:     {"Filen är ett textdokument (RTF), ingen fakturafil.", ""},
	invoicefile.KindHTML:    {"Filen är en webbsida, ingen fakturafil.", "Hämtades den från nätet kan det vara ett felmeddelande: öppna den i en webbläsare, och hämta fakturafilen igen."},
	invoicefile.KindJSON:    {"Filen är JSON, ingen fakturafil.", ""},
	invoicefile.KindTable:   {"Filen är text i kolumner (CSV), ingen fakturafil.", ""},
	invoicefile.KindText:    {"Filen är text, ingen fakturafil.", ""},
	invoicefile.KindZIP:     {"Filen är en ZIP som inte kan användas: tom, delad i flera, eller en ZIP i en ZIP.", "Gör den på nytt: en vanlig ZIP med XML-filen och bilagorna."},
	invoicefile.KindArchive: {"Filen är packad på annat sätt än som ZIP.", "Packa upp den, och välj XML-filen. Har den bilagor: lägg dem med XML-filen i en ZIP."},
	invoicefile.KindBinary:  {"Filen är varken XML eller ZIP, och ingen fakturafil.", ""},
	invoicefile.KindUTF16:   {"Filen är sparad som UTF-16 (i Windows kallat Unicode).", "Spara den som UTF-8, och låt den börja med <?xml version=\"1.0\" encoding=\"UTF-8\"?>."},
}

// valueWords are the kinds of values in a file.
var valueWords = map[string]string{
	"guid":     "ett id med 36 tecken: 8-4-4-4-12 av 0–9 och a–f",
	"moment":   "dag, tid och tidszon, till exempel 2026-11-28T10:00:00+01:00",
	"date":     "ÅÅÅÅ-MM-DD",
	"ore":      "hela öre utan decimaler, till exempel 125000 för 1 250 kr",
	"count":    "ett heltal utan mellanslag",
	"boolean":  "true eller false",
	"fileName": "ett filnamn utan mapp som slutar på .pdf, .jpg eller .png",
}

// numbers are the parameters that count something.
func numbers(params map[string]string) map[string]string {
	list := map[string]string{}
	for _, name := range []string{"limit", "stated", "read", "count"} {
		if n, err := strconv.Atoi(params[name]); err == nil {
			list[name] = Number(n)
		}
	}
	return list
}

// fileFinding is the sentence of a finding about a file, before its parameters
// are filled in; ok is false for any other code.
func fileFinding(f domain.Finding) (s Sentence, ok bool) {
	s, ok = fileFindings[f.Code]
	s.What = fill(s.What, numbers(f.Params))
	switch {
	case f.Code == invoicefile.CodeFileKind || f.Code == invoicefile.CodeEncoding:
		if known, ok := fileKinds[f.Params["kind"]]; ok {
			s.What, s.Do = known.What, cmp.Or(known.Do, s.Do)
		}
	case f.Code == invoicefile.CodeValue:
		kind := f.Params["kind"]
		s.Do = fill(s.Do, map[string]string{"wants": cmp.Or(valueWords[kind], kind)})
	case f.Code == invoicefile.CodeCreditState:
		s = Why(domain.Why(f.Params["why"]))
	case f.Code == invoicefile.CodeXMLTag && f.Params["name"] != "":
		s.What = "Sluttaggen </{name}> väntas här."
	case f.Code == invoicefile.CodeXMLAttributes && f.Params["name"] == "":
		s.Do = "Högst 64 attribut på ett element."
	}
	return s, ok
}
