package text

import (
	"runtime"

	"example.org/tandtui/internal/domain"
)

// Error is the sentence of an error code (domain.Error.Code). An unknown code
// gets a sentence that still says what to do.
func Error(code string) Sentence {
	if s, ok := errorTexts[code]; ok {
		return s
	}
	if s, ok := bankErrors[code]; ok {
		return s
	}
	if s, ok := bankIDErrors[code]; ok {
		return s
	}
	if HasWhy(code) { // an act that is not possible now
		return Why(domain.Why(code))
	}
	return Sentence{"Något gick fel (" + Safe(code) + ").", "Försök igen; ring supporten om det upprepas. Det du skrivit är sparat."}
}

// HasError reports whether a code has a sentence of its own; for tests.
func HasError(code string) bool {
	_, ours := errorTexts[code]
	_, banks := bankErrors[code]
	_, bankIDs := bankIDErrors[code]
	return ours || banks || bankIDs || HasWhy(code)
}

var errorTexts = map[string]Sentence{
	"templates.full":    {"Kliniken har redan så många mallar som ryms.", "Ta bort en: välj den i listan och tryck Ctrl+D."},
	"favourites.full":   {"Kliniken har redan så många favoriter som ryms.", "Ta bort en: välj den i listan och tryck Ctrl+F."},
	"card.no-service":   NoCardService(runtime.GOOS),
	"card.no-reader":    {"Ingen kortläsare hittas.", "Koppla in kortläsaren."},
	"card.none":         {"Inget kort i läsaren.", "Sätt i ditt SITHS-kort."},
	"card.removed":      {"Kortet togs ut.", "Sätt i kortet och skriv PIN igen."},
	"card.foreign":      {"Kortet är inget SITHS-kort med legitimering.", "Sätt i ditt SITHS-kort, med chippet inåt."},
	"card.issuer":       {"Kortets legitimering är utgiven av någon annan än SITHS.", "Sätt i ditt SITHS-kort. Är det det, be den som sköter datorn lägga till utfärdaren i inställningarna (card-issuer)."},
	"card.secure":       {"Kortet lämnar bara ut sina certifikat krypterat, på ett sätt som programmet inte kan.", "Använd ett annat SITHS-kort, eller kortets eget programbibliotek (card-module). Skriv tandtui card probe och skicka svaret till supporten."},
	"card.unsigned":     {"Programmet känner inte till hur det här kortet signerar. Inget PIN-försök är förbrukat.", "Använd ett annat SITHS-kort, eller kortets eget programbibliotek (card-module). Skriv tandtui card probe och skicka svaret till supporten."},
	"card.module":       {"Kortets programbibliotek (PKCS#11) kan inte användas: filen saknas, är gjord för en annan processor eller svarar inte.", "Be den som sköter datorn kontrollera card-module i inställningarna. Utan den läser programmet kortet självt."},
	"card.expired":      {"Kortets giltighetstid har gått ut.", "Beställ ett nytt kort hos din ID-administratör, om datorns klocka går rätt."},
	"card.several":      {"Kortet har flera legitimeringar som passar.", "Ange utfärdaren i inställningarna (card-issuer)."},
	"card.pin-wrong":    {"Fel PIN.", "Skriv PIN igen."},
	"card.pin-blocked":  {"Kortet är spärrat efter för många fel PIN.", "Lås upp det med PUK i SITHS-programmet eller hos din ID-administratör."},
	"card.pin-format":   {"PIN har fel längd eller annat än siffror; inget försök är förbrukat.", "Skriv kortets PIN."},
	"card.pin-same":     {"Samma felaktiga PIN igen; inget försök är förbrukat.", "Skriv en annan PIN, eller ta reda på den rätta."},
	"card.pin-last":     {"Ett försök kvar: fel PIN nu spärrar kortet. Inget försök är förbrukat.", "Skriv PIN igen om du är säker på den: programmet frågar innan den prövas. Annars Esc."},
	"card.pin-required": {"Kortet vill ha PIN igen.", "Skriv PIN."},
	"card.busy":         {"Ett annat program använder kortet.", "Stäng det andra programmet, eller vänta: kortet läses igen av sig själv. F5 läser genast."},
	"card.silent":       {"Kortet svarar inte.", "Ta ut kortet och sätt i det igen. Hjälper det inte, koppla ur kortläsaren och koppla in den igen."},
	"card.failed":       {"Kortet svarar inte som det ska.", "Ta ut kortet, sätt i det igen och försök en gång till."},
	"card.tls":          {"Kortet och servern har inget gemensamt sätt att signera.", "Ring regionens support; säg att kortet bara klarar PKCS#1."},

	"login.unknown-issuer": {"Regionens server känner inte den som har gett ut ditt kort.", "Använd ditt ordinarie SITHS-kort. Är det det, ring regionens support: kortets utfärdare är okänd för dem."},
	"login.revoked":        {"Ditt kort är spärrat hos utfärdaren.", "Vänd dig till din ID-administratör."},
	"login.user-ended":     {"Du är borttagen som användare vid kliniken. Utkast och utkorg är kvar på datorn, men inget skickas.", "Be klinikens kontaktperson lägga till dig igen: då skickas det."},
	"login.other-region":   {"Servern tillhör en annan region än datorn är inställd för. Inget är skickat.", "Kontrollera inställningarna server och region med tandtui config show, eller ring regionens support."},
	"login.unknown-user":   {"Kortet fungerar, men du är inte upplagd som användare.", "Be klinikens kontaktperson lägga till dig under Klinikadministration."},
	"login.first-online":   {"Första inloggningen på den här datorn behöver nät.", "Anslut datorn och försök igen."},
	"login.offline-long":   {"Datorn har inte nått regionen på så många dagar som regionen tillåter.", "Anslut datorn till nätet och logga in igen. Allt du skrivit är kvar."},
	"login.none":           {"Ingen är inloggad.", "Sätt i kortet och skriv PIN."},

	"server.unreachable":   {"Regionens server kan inte nås.", "Arbeta vidare: det du skickar ligger i utkorgen och går iväg av sig självt."},
	"server.untrusted":     {"Servern kan inte visa att den är regionens: okänd utfärdare.", "Skicka inget. Fråga den som sköter klinikens nät om en brandvägg läser trafiken. Ring annars regionens support."},
	"server.expired":       {"Serverns certifikat är inte giltigt idag.", "Kontrollera datorns klocka. Går den rätt, ring regionens support: certifikatet måste förnyas."},
	"server.name":          {"Serverns certifikat gäller inte den adress som är inställd.", "Kontrollera adressen i inställningarna (server). Är den rätt, ring regionens support."},
	"server.no-card-asked": {"Servern frågade inte efter kortet: en brandvägg eller proxy bryter förbindelsen.", "Be den som sköter klinikens nät släppa igenom trafiken till regionens server orörd."},
	"server.protocol":      {"Programmet är för gammalt för regionens server.", "Uppdatera tandtui. Utkasten är kvar."},
	"server.old":           {"Regionens server är äldre än programmet.", "Arbeta vidare: det du skickar ligger i utkorgen tills servern är uppdaterad. Ring regionens support."},
	"server.busy":          {"Regionens server har mycket att göra.", "Inget: programmet försöker igen av sig självt."},
	"server.refused":       {"Servern godtog inte begäran.", "Försök igen; ring supporten om det upprepas."},
	"server.skew":          {"Datorns klocka går fel.", "Ställ klockan: datum och kort beror på den."},
	"clock.skew":           {"Datorns klocka går fel.", "Ställ klockan: datum och kort beror på den."},

	"person.unknown":   {"Regionen känner inte till personnumret.", "Kontrollera numret. Patienter från andra regioner faktureras inte här."},
	"person.protected": {"Patienten har skyddade personuppgifter.", "Kontakta regionen: räkningen registreras inte här."},
	"files.none":       {"Det finns ingen sådan fil eller mapp.", "Kontrollera namnet, eller välj i listan."},
	"files.denied":     {"Du har inte rätt att läsa den.", "Välj en annan, eller be den som sköter datorn om rätt till mappen."},
	"files.folder":     {"Det är en mapp.", "Välj en fil i den."},
	"files.special":    {"Det är ingen vanlig fil.", "Välj en fil som är sparad på datorn."},
	"files.failed":     {"Filen kan inte läsas.", "Kopiera den till datorn och försök igen."},
	"file.changed":     {"Filen har ändrats sedan den granskades.", "Granska den igen."},
	"file.fault":       {"Filen kan inte skickas så.", "Rätta felen, eller skicka bara de rätta räkningarna."},
	"file.waits":       {"Samma fil ligger redan i utkorgen.", "Vänta på svaret, eller ta tillbaka den i utkorgen."},
	"file.no-bill":     {"Där finns ingen räkning att öppna.", "Gör krediteringar under Era fakturor."},
	"file.gone":        {"Kopian av filen finns inte kvar.", "Välj filen på datorn igen."},

	"events.not-cached": {"Historiken har inte hämtats till den här datorn, och nätet är nere.", "Öppna den igen när du är uppkopplad."},
	"office.not-cached": {"Klinikens uppgifter har inte hämtats på den här datorn, och regionen svarar inte.", "Anslut datorn till nätet och tryck F5."},
	"person.not-cached": {"Patienten har inte sökts på den här datorn, och nätet är nere.", "Skriv räkningen; intyget kontrolleras när den skickas."},

	"draft.errors":         {"Räkningen har fel kvar.", "Rätta dem först: F3 går till nästa."},
	"draft.gone":           {"Utkastet finns inte längre.", "Gå tillbaka till listan."},
	"draft.queued":         {"Utkastet är på väg till regionen och kan inte ändras.", "Vänta på svaret i utkorgen."},
	"outbox.sent":          {"Regionen kan redan ha fått räkningen, så den kan inte tas tillbaka.", "Vänta på svaret; är den fel, kreditera eller radera den sedan."},
	"clinic-changed":       {"Klinikens uppgifter har ändrats sedan du bestämde dig.", "Se hur de nu är, och gör om ändringen om den ännu ska göras."},
	"version-changed":      {"Fakturan har ändrats sedan du bestämde dig.", "Öppna den, se hur den nu är, och gör om det om det ännu ska göras."},
	"outbox.waiting":       {"Fakturan har redan ett ärende i utkorgen.", "Vänta på svaret, eller ta tillbaka ärendet i utkorgen om det inte har skickats."},
	"command.encode":       {"Ärendet kunde inte göras i ordning för sändning.", "Inget är ändrat. Ring supporten."},
	"check.failed":         {"Kontrollen av räkningen avbröts.", "Skriv vidare, så kontrolleras den igen."},
	"draft.encode":         {"Räkningen kunde inte göras i ordning för sändning.", "Utkastet är kvar. Ring supporten."},
	"reference-used":       {"Räkningsreferensen har redan använts, använd ett annat.", ""},
	"fingerprint-mismatch": {"Samma utkast har redan skickats med annat innehåll.", "Se efter under Era fakturor; kopiera utkastet om det ska skickas en gång till."},
	"findings":             {"Regionen har anmärkningar på räkningen.", "Rätta dem och skicka igen."},

	"region.lost": {"Regionen saknar räkningen: den har lagt tillbaka en äldre kopia av sin databas.", "Skicka den igen. Den får en ny Vår referens; den gamla gäller inte längre."},

	"invoice.none":       {"Fakturan finns inte på den här datorn.", "Tryck F5 för att hämta från regionen."},
	"server.ca":          {"Filen med utfärdaren av serverns certifikat (ca) kan inte läsas.", "Kontrollera sökvägen med tandtui config validate, eller kör tandtui setup igen."},
	"server.url":         {"Adressen till regionens server är fel inställd.", "Skriv den som https://värd:port i inställningarna (server)."},
	"feed.old":           {"Listan över fakturor är för gammal.", "Inget: programmet hämtar allt på nytt av sig självt."},
	"feed.hole":          {"En uppdatering från regionen kom i fel ordning.", "Inget: programmet hämtar allt på nytt av sig självt."},
	"store.in-use":       {"Utkasten är öppna i ett annat fönster.", "Gå till det fönstret, eller stäng det och försök igen."},
	"store.wrong-card":   {"Det här kortet öppnar inte utkasten i filen.", "Använd ett kort som har öppnat dem förr, eller återställningsnyckeln: tandtui rescue --key NYCKELFIL."},
	"store.no-remnant":   {"Det finns ingen sådan fil att rädda ur.", "Skriv tandtui rescue för att se vilka som finns."},
	"store.slot-last":    {"Det är enda sättet att öppna utkasten på datorn.", "Lägg till ett annat kort eller skriv ut en återställningsnyckel först."},
	"store.slot-current": {"Du är inloggad med det kortet.", "Logga in med ett annat kort för att ta bort det."},

	"login.new-card":         {"Kortet är ditt, men öppnar inte dina utkast på datorn än.", "Sätt i ditt gamla kort och logga in inom tio minuter, så frågar programmet om det nya. Är det gamla borta: R tar emot återställningsnyckeln."},
	"login.new-card-offline": {"Kortet öppnar inte utkasten på datorn, och regionen svarar inte.", "Logga in med ditt gamla kort, eller försök igen när regionen svarar."},
	"login.new-card-gone":    {"Det har gått för lång tid sedan det nya kortet lästes.", "Sätt i det nya kortet och logga in med det igen."},
	"recovery.typed":         {"Det är ingen återställningsnyckel, eller så är något tecken fel.", "Jämför med papperet, grupp för grupp."},
	"recovery.other":         {"Nyckeln är rätt skriven, men öppnar inte dina utkast på den här datorn.", "Se efter på papperet vems nyckeln är och när den gjordes; den senaste gäller."},

	"store.damaged":    {"Filen med utkast är skadad.", "Rör den inte. Ring supporten: den kan ofta räddas."},
	"store.aside":      {"Filen med utkast är skadad och har lagts åt sidan.", "Logga in igen: då börjas en ny, tom fil. Skriv sedan tandtui rescue i ett terminalfönster: det visar vad som går att läsa i den skadade (namnet slutar på .skadad och tiden)."},
	"store.newer":      {"Filen med utkast är skriven av en nyare version av tandtui.", "Uppdatera programmet."},
	"store.full":       {"Disken är full: det senaste sparades inte.", "Frigör plats på disken. Texten står kvar på skärmen och sparas då."},
	"store.unsure":     {"Det är osäkert om det senaste sparades.", "Stäng inte fönstret. Kontrollera disken och försök igen."},
	"store.permission": {"Programmet får inte skriva i mappen för utkast.", "Be den som sköter datorn om rättighet till mappen."},
	"store.failed":     {"Det senaste sparades inte.", "Texten står kvar på skärmen. Kontrollera disken och försök igen."},
}
