package main

// step is a stretch of the story with a picture at its end.
type step struct {
	name string   // of the picture; "" for none
	size [2]int   // of the window from here on; none: as it was
	card string   // "pull" or "insert"
	do   []string // see player.do
	sign string   // regular expression: when it stands on the screen, the step is done
}

// story is the main job of the issue, with the demo's first user and a patient
// of the demo who has an N-intyg until further notice.
var story = []step{
	{name: "login", sign: `PIN \(.*försök kvar|försök kvar`},
	{name: "start", do: []string{"123456", "<Enter>"}, sign: `Välkommen`},
	{name: "intyg", do: []string{"7", "~Personnummer", "19640731-3607", "<Enter>"}, sign: `tills vidare`},
	{name: "registrera-ny", do: []string{"<Escape>", "~Välkommen", "1"}, sign: `Lägg till åtgärd`},
	{name: "registrera-patient", do: []string{"19600917-2336", "<Tab>"}, sign: `N1 särskilt boende`},
	{name: "atgard-sok", do: []string{"<Tab>", "<Right>", "<Tab>", "<Tab>", "2026-11-014", "<Tab>", "45678", "<Tab>", "<Tab>", "<Tab>", "bas tandl"}, sign: `av \d+ │`},
	{name: "registrera-fel", do: []string{"<Enter>", "~1 100,00", "<Tab>", "825", "<Enter>", "~15 250,00", "<F3>"}, sign: `✗ Rad 2`},
	{name: "registrera", do: []string{"ök", "<Tab>", "~825.*ÖK", "<Tab>", "pat", "~Patientavgift.*│", "<Enter>", "~-200,00"}, sign: `16 150,00 kr`},
	{name: "hjalp", do: []string{"<F1>"}, sign: `Tangenter överallt`},
	{name: "last", card: "pull", do: []string{"<Escape>"}, sign: `Låst`},
	{name: "", card: "insert", do: []string{"~försök kvar", "123456", "<Enter>"}, sign: `16 150,00 kr`},
	{name: "registrera-bred", size: [2]int{120, 40}, sign: `(?m)^.{100,}DEMO`},
	{name: "kvittens", size: [2]int{80, 24}, do: []string{"<F8>", "~skicka in", "<Enter>"}, sign: `Vår referens +\d+`},
	{name: "utkast", do: []string{"1", "~Lägg till åtgärd", "19510417-2555", "<Tab>", "~N3", "<M-6>"}, sign: `påbörjad`},
	{name: "era-fakturor", do: []string{"3"}, sign: `2026-11-014`},
	{name: "utbetalda", do: []string{"<Right>"}, sign: `Utbetald \d`},
	{name: "faktura", do: []string{"<Enter>"}, sign: `Räkningsref`},
	{name: "era-fakturor-bred", size: [2]int{120, 40}, do: []string{"<Escape>"}, sign: `(?m)^.{100,}DEMO`},
	{name: "ga-till", size: [2]int{80, 24}, do: []string{"<C-g>"}, sign: `Gå till`},
	{name: "support", do: []string{"<Escape>", "5"}, sign: `Server +✓`},
	{name: "for-litet", size: [2]int{40, 10}, sign: `Fönstret är för litet`},
	{name: "", size: [2]int{80, 24}, sign: `DEMO`},
}
