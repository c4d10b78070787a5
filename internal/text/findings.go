package text

import (
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// Finding is the sentence of a finding, with its parameters filled in for {name}.
// Where the regions' manuals have a sentence, it is used word for word. For a
// code that this program does not know, from a newer server, the server's own
// sentence is shown.
func Finding(f domain.Finding) Sentence {
	s, ok := findings[f.Code]
	if !ok {
		s, ok = fileFinding(f)
	}
	if !ok && f.Text != "" {
		return Sentence{What: Safe(f.Text)}
	}
	if !ok {
		return Sentence{"Regionen har en anmärkning som den här versionen inte känner till: " + Safe(f.Code) + ".", "Uppdatera programmet eller ring regionen."}
	}
	s = fitted(s, f)
	if f.Params["asked"] != "" {
		s.Do = "Uppgifter från {asked}. " + s.Do // first, because the end is cut off where room is short
	}
	return Sentence{fill(s.What, f.Params), strings.TrimSpace(fill(s.Do, f.Params))}
}

// fill replaces names in braces by their values, in one pass: braces inside a
// value stay as they are.
func fill(s string, params map[string]string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(s, "{")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		name, after, closed := strings.Cut(rest, "}")
		if value, known := params[name]; closed && known {
			b.WriteString(Safe(value))
			s = after
			continue
		}
		b.WriteByte('{')
		s = rest
	}
}

const (
	personForm  = "Kontrollera numret: ÅÅÅÅMMDD-NNNN."
	reserveForm = "Kontrollera numret: ÅÅÅÅMMDD och fyra tecken, t.ex. M071 eller SU3A."
)

var personReason = map[string]Sentence{
	"length":        {"Personnumret har fel antal siffror.", personForm},
	"form":          {"Personnumret har tecken som inte hör hemma där.", personForm},
	"date":          {"Personnumrets födelsedatum finns inte.", personForm},
	"check":         {"Personnumrets kontrollsiffra stämmer inte.", personForm},
	"future":        {"Personnumrets födelsedatum ligger i framtiden.", personForm},
	"serial":        {"Personnumrets löpnummer 000 finns inte.", personForm},
	"plus":          {"+ betyder 100 år eller äldre.", "Skriv - eller hela födelseåret: ÅÅÅÅMMDD-NNNN."},
	"reserve-form":  {"Reservnumret har tecken som inte hör hemma där.", reserveForm},
	"reserve-check": {"Reservnumrets kontrollsiffra stämmer inte.", reserveForm},
}

// PositionHint says what a position rule wants.
func PositionHint(r domain.PositionRule) string {
	base, _, _ := strings.Cut(string(r), ";")
	switch domain.PositionRule(base) {
	case domain.PositionTooth:
		return "tand (11–48, mjölktand 51–85)"
	case domain.PositionTeeth:
		return "tand eller tänder (t.ex. 11 12)"
	case domain.PositionJaw:
		return "käke, ÖK eller UK,"
	case domain.PositionUpperJaw:
		return "ÖK"
	case domain.PositionLowerJaw:
		return "UK"
	case domain.PositionBothJaws:
		return "båda käkarna, ÖK UK,"
	case domain.PositionQuadrant:
		return "kvadrant, Q1–Q4,"
	case domain.PositionAny:
		return "tand eller käke"
	}
	return "tand eller käke"
}

var findings = map[string]Sentence{
	rules.CodePersonMissing:       {"Personnummer saknas.", "Skriv patientens personnummer."},
	rules.CodePersonInvalid:       {"Personnumret är inte riktigt.", personForm},
	rules.CodePersonReserve:       {"Reservnumret har en annan regions form.", "Kontrollera det mot patientens handlingar."},
	rules.CodePersonUnborn:        {"Åtgärdsdatum {date} ligger före patientens födelse.", "Kontrollera datum och personnummer."},
	rules.CodePersonUnknown:       {"Regionen känner inte till personnumret.", "Kontrollera numret. Patienter från andra regioner faktureras inte här."},
	rules.CodePersonProtected:     {"Patienten har skyddade personuppgifter.", "Kontakta regionen: räkningen registreras inte här."},
	rules.CodeSupportMissing:      {"Del av tandvårdsstödet saknas.", "Välj N-, F- eller S-tandvård."},
	rules.CodeSupportUnknown:      {"Regionen fakturerar ingen {support}-tandvård.", "Välj en del av tandvårdsstödet i listan."},
	rules.CodeEntitlement:         {"Patienten saknar giltigt intyg för {support}-tandvård.", "Besöket är {date}: kontrollera datumet, välj S med FHB eller vänta på nytt intyg."},
	rules.CodeCareModelMissing:    {"Vårdmodell saknas.", "Välj vårdmodell, oftast K1."},
	rules.CodeCareModelUnknown:    {"Vårdmodell {model} finns inte.", "Välj en i listan."},
	rules.CodeCategoryMissing:     {"Sjukdomsgrupp saknas.", "Välj den sjukdomsgrupp som vården gäller."},
	rules.CodeCategoryUnknown:     {"Sjukdomsgrupp {category} finns inte.", "Välj en i listan."},
	rules.CodeCategoryEnded:       {"Sjukdomsgrupp {category} upphörde {date}.", "Välj en annan sjukdomsgrupp."},
	rules.CodeApprovalMissing:     {"{support}-tandvård måste alltid förhandsbedömas.", "Välj patientens FHB, eller sök en hos regionen."},
	rules.CodeApprovalInvalid:     {"Räkningens förhandsbedömningsnummer {approval} är ogiltigt.", "Välj en FHB som gäller för patienten på åtgärdsdatumet."},
	rules.CodeApprovalDate:        {"Räkningens förhandsbedömningsnummer {approval} är ogiltigt.", "Det gäller inte {date}: kontrollera datumet eller välj en annan FHB."},
	rules.CodeApprovalNeeded:      {"{code} får bara faktureras med FHB.", "Välj patientens FHB, eller sök en hos regionen."},
	rules.CodeApprovalMixed:       {"Förhandsbedömd vård kan inte faktureras i samma räkning som icke-förhandsbedömd vård.", "Dela räkningen: {code} ingår inte i FHB {approval}."},
	rules.CodeApprovalAmount:      {"FHB {approval} räcker inte till räkningens vård.", "Kontrollera vad som är kvar av den, eller sök en ny."},
	rules.CodePriceListWrong:      {"Prislistan används inte för {support}-tandvård.", "Välj {right}."},
	rules.CodeExemptionNo:         {"Frikortets nummer saknas.", "Skriv kortnumret, eller bocka ur frikort."},
	rules.CodeExemptionPeriod:     {"Frikortets giltighetstid saknas.", "Skriv från och till vilken dag det gäller."},
	rules.CodeExemptionOrder:      {"Frikortet slutar gälla före det börjar.", "Kontrollera båda datumen."},
	rules.CodeFeeGroundUnknown:    {"Skälet till avgiftsfrihet ({ground}) finns inte.", "Välj ett i listan, eller töm fältet."},
	rules.CodeFeeGroundAge:        {"Skälet \"{ground}\" gäller till och med det år patienten fyller {age}.", "Töm fältet: avgiften följer patientens ålder."},
	rules.CodeInvoiceNoMissing:    {"OCR/Fakturanummer saknas.", "Skriv ett nummer för fakturan."},
	rules.CodeBillRefMissing:      {"Räkningsreferens saknas.", "Skriv en egen referens för räkningen."},
	rules.CodeBillRefUsed:         {"Räkningsreferensen har redan använts, använd ett annat.", ""},
	rules.CodeBillRefTwice:        {"Räkningsreferensen står på två räkningar i fakturan.", "Ge den ena en annan referens."},
	rules.CodeTextLong:            {"Texten är för lång.", "Korta den: 50 tecken i referenser, 500 i kommentarer."},
	rules.CodeTextSigns:           {"Texten har tecken som inte syns.", "Skriv om den för hand i stället för att klistra in."},
	rules.CodeItemsNone:           {"Räkningen har inga åtgärder.", "Lägg till minst en åtgärd."},
	rules.CodeItemsMany:           {"Räkningen har för många åtgärder.", "Dela den: högst 500 rader per räkning."},
	rules.CodeDateMissing:         {"Åtgärdsdatum saknas.", "Skriv datum, eller i för idag."},
	rules.CodeDateInvalid:         {"Datumet {text} finns inte.", "Skriv ÅÅÅÅ-MM-DD, i för idag, ig för igår eller -3."},
	rules.CodeDateFuture:          {"Åtgärdsdatum {date} ligger i framtiden.", "Skriv den dag vården gavs."},
	rules.CodeDateLate:            {"Åtgärden {date} är för gammal: sista dag att skicka var {last}.", "Den kan inte skickas härifrån: ring regionen."},
	rules.CodeDateSoon:            {"Sista dag att skicka närmar sig.", "Skicka räkningen i tid."},
	rules.CodeCodeMissing:         {"Åtgärd saknas.", "Skriv kod eller ord och välj i listan."},
	rules.CodeCodeUnknown:         {"Åtgärd {code} finns inte i prislistan {date}.", "Välj en åtgärd i listan."},
	rules.CodeCodeSupport:         {"Åtgärd {code} får inte faktureras under {support}-tandvård.", "Välj en åtgärd i listan, eller en annan del av tandvårdsstödet."},
	rules.CodeCodeNoList:          {"Ingen prislista gäller {date}.", "Kontrollera datumet, eller be regionen om prislistan för den tiden."},
	rules.CodeCodeSpecialist:      {"{code} är en specialistkod, och kliniken har ingen specialist.", "Kontrollera koden."},
	rules.CodeCodeExchange:        {"{code} är en utbytesåtgärd och faktureras inte regionen.", "Kontrollera åtgärden."},
	rules.CodePositionMissing:     {"Tand eller käke saknas.", "Ange tand eller käke för {code}."},
	rules.CodePositionUnwanted:    {"{code} ska inte ha tand eller käke.", "Töm fältet."},
	rules.CodePositionInvalid:     {"{position} finns inte i munnen.", "Välj tand 11–48, mjölktand 51–85, ÖK, UK eller Q1–Q4."},
	rules.CodePositionKind:        {"{position} passar inte åtgärden.", "Ange tand eller käke för {code}."},
	rules.CodePositionTeeth:       {"Tand {position} passar inte {code}.", "Åtgärden gäller {teeth}: kontrollera tand och åtgärd."},
	rules.CodePositionDeciduous:   {"{position} är en mjölktand och patienten är {age} år.", "Kontrollera tanden."},
	rules.CodePriceInvalid:        {"Priset är inget belopp.", "Skriv kronor, till exempel 1250 eller 1250,50."},
	rules.CodePriceMissing:        {"Pris saknas för {code}.", "Skriv den faktiska kostnaden."},
	rules.CodePriceNegative:       {"Priset för {code} är negativt.", "Bara patientavgiften dras av: skriv den som patAvg."},
	rules.CodePriceList:           {"Priset {price} stämmer inte: prislistan {date} säger {list}.", "Töm fältet så kommer listans pris."},
	rules.CodePerformerMissing:    {"Behandlare saknas.", "Välj vem som gav vården."},
	rules.CodePerformerUnknown:    {"Behandlare {performer} finns inte på kliniken.", "Välj en i listan, eller be regionen registrera behandlaren."},
	rules.CodePerformerDate:       {"Behandlare {performer} var inte registrerad på kliniken {date}.", "Kontrollera datum och behandlare."},
	rules.CodePerformerSpecialist: {"{code} har specialistpris, och behandlare {performer} är inte specialist.", "Välj en specialist, eller åtgärdens allmänna kod."},
	rules.CodeLicence:             {"Kliniken saknar tillstånd från IVO {date}.", "Räkningen kan skickas: klinikkontakten anger tillståndet under Klinikadministration."},
	rules.CodeSumNegative:         {"Räkningens summa är negativ ({sum} kr).", "Kontrollera patientavgifterna."},
	rules.CodeFeeMissing:          {"Patientavgift saknas för besöket {date}.", "Lägg till patAvg, eller fyll i frikort."},
	rules.CodeFeeExempt:           {"Patienten har frikort {date} men betalar avgift.", "Ta bort patAvg, eller bocka ur frikort."},
	rules.CodeFeeFree:             {"Patienten betalar ingen avgift {date} på grund av sin ålder.", "Ta bort patAvg."},
	rules.CodeFeeTwice:            {"Besöket {date} har två patientavgifter.", "Ta bort den ena."},
	rules.CodeFeeAlone:            {"Patientavgift {date} utan någon åtgärd.", "Kontrollera datumet."},
	rules.CodeFeeSign:             {"Patientavgiften ska dras av.", "Skriv vad patienten betalade, till exempel 200."},
	rules.CodeFeeAmount:           {"Patientavgiften {price} kr är inte den vanliga ({fee} kr).", "Kontrollera; den sista avgiften före frikort får vara lägre."},
	rules.CodeFeeCeiling:          {"Patientens avgifter blir {sum} kr på tolv månader: högkostnadstaket är {limit} kr.", "Fråga efter frikort och kryssa i det."},
	rules.CodeDoubleEarlier:       {"{code} den {date} finns redan på räkning {ref}.", "Kontrollera att det inte är samma åtgärd."},
	rules.CodeDouble:              {"{code} står redan på rad {row} samma dag.", "Kontrollera att det inte är samma åtgärd."},
	rules.CodeFrequency:           {"{code} faktureras oftare än regionen betalar.", "Ta bort raden, eller skriv i kommentaren varför den behövs ({source})."},
	rules.CodeProvisional:         {"{code} kan vara en provisorisk fyllning.", "En sådan faktureras inte som vanlig fyllning: kontrollera åtgärden."},
	rules.CodeSelfCare:            {"{code} kan vara egenvård, som regionen inte betalar.", "Kontrollera åtgärden, eller ta bort raden."},
	rules.CodeBasePassed:          {"Vården utan FHB blir {used} kr i år: basbeloppet är {limit} kr.", "Sök FHB före mer vård ({source})."},
}
