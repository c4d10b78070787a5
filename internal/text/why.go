package text

import "example.org/tandtui/internal/domain"

// Why is the sentence of the reason why something cannot be done to an invoice
// or a bill now. A reason that this program does not know, from a newer region,
// still says what to do.
func Why(why domain.Why) Sentence {
	if s, ok := whyTexts[why]; ok {
		return s
	}
	return Sentence{"Det går inte nu (" + Safe(string(why)) + ").", "Ring regionen och uppge Vår referens."}
}

// HasWhy tells whether a code of an error is such a reason.
func HasWhy(code string) bool {
	_, ok := whyTexts[domain.Why(code)]
	return ok
}

var whyTexts = map[domain.Why]Sentence{
	domain.WhyNothingChosen: {"Ingen räkning är vald.", "Välj en eller flera räkningar, eller hela fakturan."},
	domain.WhyNoSuchBill:    {"Fakturan har ingen sådan räkning.", "Öppna fakturan och välj räkningen i den."},
	domain.WhyNoSuchItem:    {"Räkningen har ingen sådan åtgärdsrad.", "Öppna räkningen och välj raden i den."},
	domain.WhyPaid:          {"Fakturan är utbetald.", "Kreditera den i stället."},
	domain.WhyInPayRun:      {"Fakturan är med i en utbetalning som redan är stängd.", "Vänta tills den är utbetald och kreditera den sedan."},
	domain.WhyNotInPayRun:   {"Fakturan är inte med i någon utbetalning.", "Gör i ordning utbetalningen först."},
	domain.WhyVoided:        {"Den är makulerad.", "Registrera en ny räkning om vården ska faktureras."},
	domain.WhyDeleted:       {"Den är raderad.", "Registrera en ny räkning om vården ska faktureras."},
	domain.WhyOnHold:        {"En räkning är under granskning.", "Vänta tills granskningen är klar."},
	domain.WhyNotOnHold:     {"Räkningen är inte under granskning.", "Se efter räkningens läge i fakturan."},
	domain.WhyNotApproved:   {"Fakturan är inte godkänd för utbetalning.", "Godkänn den först."},
	domain.WhyApproved:      {"Fakturan är redan godkänd för utbetalning.", "Inget mer behöver göras: den betalas ut på sitt datum."},
	domain.WhyNotPaid:       {"Fakturan är inte utbetald än.", "Radera den i stället, om den är fel."},
	domain.WhyIsCredit:      {"Fakturan är en kreditfaktura och kan varken raderas eller krediteras.", "Ring regionen och uppge Vår referens om den är fel."},
	domain.WhyCredited:      {"Den är redan krediterad.", "Se kreditfakturan under Kreditfakturor."},
	domain.WhyNoReason:      {"Skälet saknas.", "Skriv varför: kliniken får se det."},
	domain.WhyNoDate:        {"Datumet saknas.", "Ange ett datum, ÅÅÅÅ-MM-DD."},
	domain.WhyClaimed:       {"Kliniken betalar själv tillbaka krediten, så ingen utbetalning tar den.", "Vänta på kontoutdraget och läs in det med pay settle."},
	domain.WhyNotClaimed:    {"Det finns ingen fordran att betala för den.", "Se efter Vår referens: den ska vara kreditfakturans."},
	domain.WhyUnknownState:  {"Den är i ett läge som det här programmet inte känner till.", "Uppdatera programmet eller ring regionen och uppge Vår referens."},

	domain.WhyNoClinicName:  {"Klinikens namn saknas.", "Skriv namnet som patienter och region känner det."},
	domain.WhyBadText:       {"Texten är för lång eller innehåller tecken som inte kan visas.", "Skriv den kortare och med vanliga tecken."},
	domain.WhyBadEmail:      {"E-postadressen är inte skriven som en adress.", "Skriv den som namn@klinik.se."},
	domain.WhyBadPhone:      {"Telefonnumret är inte skrivet som ett nummer.", "Skriv minst fem siffror; mellanslag, bindestreck och + går bra."},
	domain.WhyNoUserName:    {"Förnamn eller efternamn saknas.", "Skriv båda."},
	domain.WhyNoIdentity:    {"Det saknas vad användaren loggar in med.", "Skriv HSA-id (står på SITHS-kortet) eller personnummer, som regionen begär."},
	domain.WhyTwoIdentities: {"Både HSA-id och personnummer är ifyllda.", "Skriv det ena: det som användaren loggar in med."},
	domain.WhyIdentityFixed: {"Det som en användare loggar in med kan inte ändras.", "Ta bort användaren och lägg till en ny."},
	domain.WhyLoginKind:     {"Till den här regionen loggar ingen in med det.", "Skriv det andra: HSA-id för SITHS-kort, personnummer för BankID."},
	domain.WhyBadHSAID:      {"Det är inget HSA-id.", "Skriv SE, tio siffror, bindestreck och sedan bokstäver och siffror, som på SITHS-kortet."},
	domain.WhyBadPerson:     {"Det är inget personnummer eller samordningsnummer.", "Kontrollera siffrorna; ett reservnummer går inte att logga in med."},
	domain.WhyBadRole:       {"Rollen saknas.", "Välj fakturerare, klinikkontakt eller läsare."},
	domain.WhyUserThere:     {"Användaren finns redan på kliniken.", "Se listan över användare: ändra uppgifterna där i stället."},
	domain.WhyUserOtherName: {"HSA-id:t eller personnumret är redan upplagt med ett annat namn.", "Kontrollera numret och namnet; ring regionen om båda stämmer."},
	domain.WhyNameShared:    {"Användaren arbetar också hos en annan vårdgivare, som använder samma namn.", "Be regionen ändra namnet; övriga uppgifter kan du ändra."},
	domain.WhyNoSuchUser:    {"Användaren finns inte på kliniken.", "Hämta listan på nytt: någon annan kan ha tagit bort användaren."},
	domain.WhyLastContact:   {"Kliniken skulle bli utan klinikkontakt.", "Ge först någon annan rollen klinikkontakt."},
	domain.WhyNothingNew:    {"Inget är ändrat.", "Ändra något och spara sedan."},
	domain.WhyBadPerformer:  {"Behandlarens nummer, namn eller yrke saknas.", "Fyll i alla tre."},
	domain.WhyPerformer:     {"Numret är redan en annan behandlares.", "Ändra behandlaren i listan, eller skriv ett annat nummer."},
	domain.WhySpecialist:    {"Att en behandlare är specialist anger bara regionen.", "Spara utan specialist, och be regionen ändra."},
	domain.WhyBadPeriod:     {"Tiden saknar första dag, eller slutar innan den börjar.", "Skriv första dagen, och en sista dag som inte är före den."},
	domain.WhyBadLicence:    {"Tillståndets läge saknas.", "Välj ett av lägena i listan."},
}
