package main

// step is a stretch of the story with a picture at its end.
type step struct {
	name string   // of the picture; "" for none
	size [2]int   // of the window from here on; none: as it was
	card string   // "pull" or "insert"
	paid bool     // the region pays what waits first
	told []string // the region's staff do this first: a verb of tandserver, without its database
	do   []string // see player.do
	sign string   // regular expression: when it stands on the screen, the step is done
}

// story is a region's demo and what a user does in it.
type story struct {
	region string
	user   string // "": the demo's first
	steps  []step
	first  bool // the program starts on a computer without settings
}

// stories: in each region the demo's first user bills a patient who has an
// N-intyg until further notice; a clinic with plusgiro credits an invoice.
var stories = []story{
	{region: "vgr", steps: vgr},
	{region: "varmland", steps: varmland},
	{region: "vgr", user: "David Sjö", steps: plusgiro},
	{region: "vgr", steps: file},
	{region: "vgr", user: "Cecilia Holm", steps: office},
	{region: "vgr", user: "Björn Lund", steps: help},
	{region: "vgr", steps: firstStart, first: true},
}

// office shows Klinikadministration to the klinikkontakt, who may change it.
var office = []step{
	{name: "", sign: `PIN \(.*försök kvar|försök kvar`},
	{name: "", do: []string{"123456", "<Enter>"}, sign: `Välkommen`},
	{name: "klinik", do: []string{"4"}, sign: `›Kontaktuppgifter[\s\S]*Demogatan 1`},
	{name: "klinik-anvandare", do: []string{"<Right>"}, sign: `› .*Anna Ek`},
	{name: "ny-anvandare", do: []string{"n", "~HSA-id", "Nils", "<Enter>", "Ny", "<Enter>", "SE0000000000-DEMO09", "<Enter>", "nils.ny@bjorken.example", "<Enter>"}, sign: `nils.ny@bjorken.example`},
	{name: "ivo-tillstand", do: []string{"<C-z>", "<Escape>", "~› .*Anna Ek", "<Right>", "~›Behandl", "<Right>"}, sign: `Tillstånd från IVO`},
}

// help shows what a user of several clinics, who changes nothing of them, has to turn
// to: the choice of clinic, Klinikadministration to read, Support and what it leads to.
var help = []step{
	{name: "", sign: `PIN \(.*försök kvar|försök kvar`},
	{name: "valj-klinik", do: []string{"123456", "<Enter>"}, sign: `Välj klinik`},
	{name: "klinik-las", do: []string{"<Enter>", "~Välkommen", "4"}, sign: `›Kontaktuppgifter[\s\S]*Demogatan`},
	{name: "", do: []string{"5"}, sign: `Server +✓`},
	{name: "nycklar", do: []string{"n"}, sign: `Öppnar utkasten`},
	{name: "meddelanden", told: []string{"message", "send", "--text", "Nya prislistor gäller från den 1 januari.", "--yes"}, do: []string{"<Escape>", "~Server +✓", "r"}, sign: `Nya prislistor`},
	{name: "start-driftstorning", told: []string{"message", "send", "--text", "Servern startas om kl. 17. Det ni skickar då väntar i utkorgen.", "--incident", "--yes"}, do: []string{"<M-1>", "~Lägg till: kod", "<Escape>", "~Välkommen"}, sign: `Servern startas om`},
	{name: "manual", do: []string{"5", "~Server +✓", "?", "~Tangenter överallt", "?"}, sign: `Manual`},
}

// firstStart shows what is asked on a computer without settings, until somebody has
// to compare the server's fingerprint.
var firstStart = []step{
	{name: "", sign: `eller fil:`},
	{name: "forsta-gangen", do: []string{"%server%", "<Enter>"}, sign: `Skriv\s+ja:`},
}

// file shows an invoice file: what is found here, by bill and by kind, and what the
// region answers.
var file = []step{
	{name: "", sign: `PIN \(.*försök kvar|försök kvar`},
	{name: "", do: []string{"123456", "<Enter>"}, sign: `Välkommen`},
	{name: "", do: []string{"7", "~Personnummer", "19910303-2398", "<Enter>", "~inget intyg", "<Escape>"}, sign: `Välkommen`},
	{name: "fellista", do: []string{"2", "~Inga fakturafiler", "o", "~› med-fel.xml", "<Enter>"}, sign: `1 med fel`},
	{name: "fakturafil-fraga", do: []string{"<F8>"}, sign: `Ladda upp med-fel.xml`},
	{name: "fakturafil-kvittens", do: []string{"<F8>"}, sign: `2 räkningar är mottagna`},
	{name: "fel-per-sort", do: []string{"f", "~99999 är ogiltigt", "g"}, sign: `4 +4 `},
	{name: "bilagor", do: []string{"<M-5>", "~Server +✓", "<M-2>", "~med-fel.xml", "o", "~› med-fel.xml", "<Down>", "<Down>", "~› röntgen.zip", "<Enter>", "~Inga fel", "<F8>", "~Ladda upp röntgen.zip", "<F8>"}, sign: `1 bilaga`},
}

// plusgiro shows what a clinic that pays a credit back itself is told.
var plusgiro = []step{
	{name: "", sign: `PIN \(.*försök kvar|försök kvar`},
	{name: "", do: []string{"123456", "<Enter>"}, sign: `Välkommen`},
	{name: "aterbetala", do: []string{
		"3", "~›Under behandling", "<Right>", "~›Utbetalda", "a", "~hela tiden[\\s\\S]*›", "<Enter>", "~Vår referens", "K", "~Kreditera hela", "j", "~Krediterad",
		"<Escape>", "~›Utbetalda", "<Left>", "~› .*_Kredit", "<Enter>",
	}, sign: `Betala tillbaka`},
}

// varmland shows what differs in the other region: the price list, a fee whose
// amount is not known, the reminder of FRISK.
var varmland = []step{
	{name: "", sign: `försök kvar`},
	{name: "bankid", card: "pull", do: []string{"~Tryck Enter för att logga in med BankID", "<Enter>"}, sign: `Logga in i`},
	{name: "", card: "insert", do: []string{"<Escape>"}, sign: `PIN \(.*försök kvar|försök kvar`},
	{name: "", do: []string{"123456", "<Enter>"}, sign: `Välkommen`},
	{name: "varmland-registrera", do: []string{
		"1", "~Lägg till: kod", "19600917-2336", "<Enter>", "~N1", "<Enter>", "<Enter>", "<Enter>", "<Enter>",
		"2026-11-014", "<Enter>", "45678", "<Enter>", "<Enter>", "101", "<Enter>", "~1 100,00", "<M-a>",
	}, sign: `Patientavgiftens belopp saknas`},
	{name: "varmland-kvittens", do: []string{"200", "<Enter>", "~-200,00", "<F8>", "~Prislista +Förhöjd", "<Enter>"}, sign: `FRISK`},
}

// vgr is the main job of the issue.
var vgr = []step{
	{name: "login", sign: `PIN \(.*försök kvar|försök kvar`},
	{name: "start", do: []string{"123456", "<Enter>"}, sign: `Välkommen`},
	{name: "intyg", do: []string{"7", "~Personnummer", "19640731-3607", "<Enter>"}, sign: `tills vidare`},
	{name: "registrera-ny", do: []string{"<Escape>", "~Välkommen", "1"}, sign: `Lägg till: kod`},
	{name: "registrera-patient", do: []string{"19600917-2336", "<Tab>"}, sign: `N1 särskilt boende`},
	{name: "atgard-sok", do: []string{"<Tab>", "<Tab>", "<Tab>", "2026-11-014", "<Tab>", "45678", "<Tab>", "<Tab>", "<Tab>", "bas tandl"}, sign: `2 av \d+ │[\s\S]*bas tandl`},
	{name: "registrera-fel", do: []string{"<Enter>", "~1 100,00", "<Tab>", "825", "<Enter>", "~15 250,00", "<F3>"}, sign: `✗ Rad 2`},
	{name: "registrera", do: []string{"ök", "<Tab>", "~825.*ÖK", "<Tab>", "pat", "~Patientavgift.*│", "<Enter>", "~-200,00"}, sign: `16 150,00 kr`},
	{name: "tandkarta", do: []string{"704", "<Enter>", "~704 +Fyllning", " "}, sign: `›11 │`},
	{name: "mallar", do: []string{"<Escape>", "~ 825 +Kompl", "<C-d>", "~borttagen", "<F12>", "Protes", "<C-s>"}, sign: `› Protes +101, 825`},
	{name: "besoket-igen", do: []string{"<Escape>", "~ 101 +Basunders", "<C-w>", "-7"}, sign: `Datum +-7`},
	{name: "patientkort", do: []string{"<Escape>", "~ 101 +Basunders", "<F9>"}, sign: `Förhandsbedömningar`},
	{name: "hjalp", do: []string{"<Escape>", "~16 150,00 kr", "<F1>"}, sign: `Tangenter överallt`},
	{name: "last", card: "pull", do: []string{"<Escape>"}, sign: `Låst`},
	{name: "", card: "insert", do: []string{"~försök kvar", "123456", "<Enter>"}, sign: `16 150,00 kr`},
	{name: "registrera-bred", size: [2]int{120, 40}, sign: `(?m)^.{100,}DEMO`},
	{name: "skicka", size: [2]int{80, 24}, do: []string{"<F8>"}, sign: `Skicka in tandvårdsräkning\?[\s\S]*Summa`},
	{name: "kvittens", do: []string{"<Enter>"}, sign: `Vår referens +\d+`},
	{name: "utkast", do: []string{"1", "~Lägg till: kod", "19510417-2555", "<Tab>", "~N3", "<M-6>"}, sign: `påbörjad`},
	{name: "utkorg", do: []string{"9"}, sign: `✓ mottagen`},
	{name: "hembesok", do: []string{"8", "~Åtgärder för alla", "<Tab>", "m1", "<Enter>", "2026-11-H1", "<Enter>", "<Tab>", "101", "<Enter>", "~1 100,00", "<Enter>", "19430918-9126", "<Enter>", "~9126.*N1", "19440121-6595", "<Enter>", "~6595.*N1", "19300918-9246", "<Enter>", "~9246.*N1"}, sign: `2026-11-H1-3`},
	{name: "hembesok-undantag", do: []string{"<Up>", "<Up>", "<F4>", "~Undantag", "<Tab>", "<Tab>", "401", "<Enter>", "~1 280,00", "16", "<Enter>"}, sign: `16 +1 280,00`},
	{name: "fakturans-rakningar", do: []string{"<Escape>", "~även 401", "<F8>", "~Räkning 1 av 3", "<F10>"}, sign: `Faktura 2026-11-H1 · 3 räkningar`},
	{name: "", do: []string{"<Escape>", "<Escape>"}, sign: `Välkommen`},
	{name: "dela", do: []string{"1", "~Lägg till: kod", "19760722-2390", "<Enter>", "~● S", "<Tab>", "s2", "<Enter>", " ", "~kr kvar", "<Down>", "<Enter>", "<Tab>", "2026-11-015", "<Enter>", "45679", "<Enter>", "<Enter>", "<Enter>", "101", "<Enter>", "~1 100,00", "103", "<Enter>", "~F7 delar"}, sign: `F7 delar`},
	{name: "delad", do: []string{"<F7>"}, sign: `delad i två`},
	{name: "", do: []string{"<Escape>", "~Lägg till: kod", "<Escape>"}, sign: `Välkommen`},
	{name: "era-fakturor", do: []string{"3"}, sign: `2026-11-014`},
	{name: "utbetalda", do: []string{"<Right>"}, sign: `Utbetald \d`},
	{name: "faktura", do: []string{"<Enter>"}, sign: `Räkningsref`},
	{name: "historik", do: []string{"h"}, sign: `Mottagen`},
	{name: "", do: []string{"<Escape>"}, sign: `Räkningsref`},
	{name: "era-fakturor-bred", size: [2]int{120, 40}, do: []string{"<Escape>"}, sign: `(?m)^.{100,}DEMO`},
	{name: "ga-till", size: [2]int{80, 24}, do: []string{"<C-g>"}, sign: `Gå till`},
	{name: "support", do: []string{"<Escape>", "~Visar [0-9]+ av", "5"}, sign: `Server +✓`},
	// The reference was used by the provider's other clinic, which only the region knows.
	{name: "avvisad", do: []string{
		"<Escape>", "~Välkommen", "1", "~Lägg till: kod", "19430918-9126", "<Enter>", "~N1", "<Tab>", "k1", "<Enter>", "<Tab>",
		"2026-11-016", "<Enter>", "D00003", "<Enter>", "<Enter>", "101", "<Enter>", "~1 100,00", "<M-a>", "~-200,00", "<F8>", "~Skicka in", "<Enter>",
	}, sign: `tog inte emot`},
	{name: "avvisad-ratta", do: []string{"<Enter>"}, sign: `764002[\s\S]*har redan använts[\s\S]*Summa +900,00`},
	{name: "avstamning", paid: true, do: []string{"<M-3>", "~›Under behandling", "b", "~Inga filer", "o", "~Fil:", "%bank%/9912346", "~› insattning-.*9912346", "<Enter>"}, sign: `✓ stämmer`},
	{name: "kreditera", do: []string{"<Escape>", "~›Under behandling", "<Right>", "~›Utbetalda[\\s\\S]*› 2026", "<Enter>", "~Räkningsref", "k"}, sign: `Krediteras: \d`},
	{name: "summor", do: []string{"<M-3>", "~›Under behandling", "u"}, sign: `█`},
	{name: "for-litet", size: [2]int{40, 10}, sign: `Fönstret är för litet`},
	{name: "", size: [2]int{80, 24}, sign: `DEMO`},
}
