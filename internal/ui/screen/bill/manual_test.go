package bill

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/screen"
	"example.org/tandtui/internal/ui/uitest"
)

// walk plays a manual's walk-through of registering, sentence by sentence: what
// is typed, and what must then be on the screen.
type walk struct {
	t  *testing.T
	pl *uitest.Player
}

// step types a script, in which <enter> is a key and all else is text.
func (w walk) step(manual, script string, sees ...string) {
	w.t.Helper()
	for part := range strings.SplitSeq(script, "<") {
		key, typed, isKey := strings.Cut(part, ">")
		if isKey {
			w.pl.Press(key)
		} else {
			typed = part
		}
		w.pl.Type(typed)
	}
	uitest.CheckKeys(w.t, w.pl.Screen)
	view := strings.ReplaceAll(w.pl.View(uitest.Sizes[0]), "\u00a0", " ")
	for _, s := range sees {
		words, unwanted := strings.CutPrefix(s, "inte: ")
		if strings.Contains(view, words) == unwanted {
			w.t.Fatalf("%s\nafter %s: %q, seen %v:\n%s", manual, script, words, unwanted, strings.TrimRight(view, " \n"))
		}
	}
}

// onlyApproval leaves the patient one FHB, for S, and no earlier bills.
func onlyApproval(p *port) {
	f := p.persons["196009172336"]
	f.Approvals = f.Approvals[:1]
	p.persons["196009172336"] = f
	p.history = nil
}

// The manual of Västra Götaland, "Registrera tandvårdsräkning", with its own
// bill: 101, 825 in the lower jaw, 825S in the upper, a fee of 200 kr. The
// prices are those of the list in force, so the sum is another than 28 680.
func TestManualOfVastraGotaland(t *testing.T) {
	pl, p := open(t, "")
	knowAll(t, p)
	onlyApproval(p)
	w := walk{t, pl}
	w.step("Skriv in patientens personnummer och klicka på Sök person", person+"<enter>",
		"● N", "N1 särskilt boende", "764153 · tills vidare", "F  700001 gällde till 2026-10-31")
	w.step("Även patienter med intyg kan behandlas inom S-tandvård. Giltig förhandsbedömning visas automatiskt", "<right><right>",
		"● S", "Sjukdomsgrupp", "FHB           FHB-7", "inte: Vårdmodell")
	w.step("Välj det som räkningen avser", "<left><left>", "● N", "Vårdmodell", "inte: Sjukdomsgrupp")
	w.step("Välj vårdmodell", "<tab> ", "K1", "Konventionell kliniktandvård", "Permanent tandvårdsutrustning", "Mobil hemtandvård 1", "Mobil hemtandvård 2", "Mobil hemtandvård 3")
	w.step("Konventionell kliniktandvård", "<enter>", "K1 Konventionell", "›Frikort")
	w.step("Patienten har frikort – bocka i, fyll i kortnummer och giltighetstiden", " ", "[x] har frikort", "Frikortsnr", "Gäller från", "Gäller till")
	w.step("om patienten inte har frikort", " <tab>", "[ ] har frikort", "inte: Frikortsnr", "›OCR/Fakturanr")
	w.step("OCR/Fakturanr, Räkningsreferens, Räkningskommentar", "123<enter>gammal<enter>egen kommentar<enter>", "OCR/Fakturanr 123", "Räkningsref.  gammal", "egen kommentar")
	w.step("Ange åtgärdsdatum och välj de åtgärder som har utförts", "-10<enter>101<enter>", "2026-11-13 101    Basundersökning", "1 100,00", "Summa  1 100,00 kr")
	w.step("Tand/käke ska bara anges om det krävs", "825<enter>", "›", "2026-11-13 825", "_")
	w.step("UK", "uk<enter>", "UK       15 250,00", "Summa  16 350,00 kr")
	w.step("ÖK", "825s<enter>ök<enter>", "825S", "ÖK       18 510,00", "Summa  34 860,00 kr")
	w.step("Kom ihåg patientavgiften för varje besök; ange den patientavgift som patienten betalat", "patavg<enter>", "patAvg Patientavgift", "-200,00", "Summa  34 660,00 kr")
	w.step("Räkningsreferensen har redan använts, använd ett annat", "<f8>", "✗ Räkningsreferensen har redan använts, använd ett annat.", "›Räkningsref.")
	if len(p.sent) != 0 {
		t.Fatal("sent in spite of an error")
	}
	pl.Press("ctrl+u")
	w.step("När du är färdig klickar du på Skicka in tandvårdsräkning", "45678<f8>", "34 660,00")
	pl.Golden("manual-vgr")
	pl.Press("enter")
	if len(p.sent) != 1 || pl.Last.To != (screen.Route{Name: screen.Receipt, Arg: "d1"}) {
		t.Fatalf("sent %v, %+v", p.sent, pl.Last)
	}
	b := last(p).Bills[0]
	if b.Support != "N" || b.CareModel != "K1" || b.Exempt || b.BillRef != "45678" || len(b.Items) != 4 || b.Items[2].Position != "ÖK" {
		t.Errorf("%+v", b)
	}
}

// The manual of Region Värmland, "Registrera tandvårdsräkning": price list, FHB,
// frikort, K1 where asked, and what must be filled in.
func TestManualOfVarmland(t *testing.T) {
	pl, p := openRegion(t, "varmland")
	knowAll(t, p)
	onlyApproval(p)
	w := walk{t, pl}
	w.step("Fyll i patientens personuppgifter och tryck på sök", person+"<enter>", "● N", "764153 · tills vidare")
	w.step("Vid fakturering av N- eller F-tandvård ska Förhöjd tandvårdstaxa användas", "", "Prislista     Förhöjd tandvårdstaxa")
	w.step("Vid fakturering av vård som är förhandsbedömd (S-Tandvård) ska Allmän tandvårdstaxa användas; välj aktuell FHB", "<right><right>",
		"Prislista     Allmän tandvårdstaxa", "FHB           FHB-7", "Sjukdomsgrupp")
	w.step("N", "<left><left>", "Prislista     Förhöjd tandvårdstaxa", "inte: Sjukdomsgrupp")
	w.step("Välj vårdmodell (K1) om det efterfrågas", "<tab><tab> <enter>", "K1 Konventionell")
	w.step("Kontrollera om frikort finns. Om Ja, fyll i efterfrågade uppgifter", " ", "Frikortsnr")
	w.step("Nej", " <f8>", "inte: Frikortsnr", "✗")
	wanted := map[domain.Field]bool{domain.FieldInvoiceNo: true, domain.FieldBillRef: true, domain.FieldItems: true}
	for _, f := range pl.Screen.(*model).ed.Checked().Findings {
		delete(wanted, f.Field)
	}
	if len(wanted) > 0 {
		t.Errorf("obligatoriskt utan anmärkning: %v", wanted)
	}
	w.step("OCR/Fakturanummer, räkningsreferens ex. behandlarens namn", "", "›OCR/Fakturanr")
	w.step("", "V-1<enter>Ek 1<enter><enter>", "OCR/Fakturanr V-1", "Räkningsref.  Ek 1")
	w.step("Åtgärdsdatum, åtgärder", "ig<enter>101<enter>", "2026-11-22 101")
	w.step("Patientavgift är obligatorisk", "<f8>", "✗ Rad 1: Patientavgift saknas för besöket 2026-11-22.")
	pl.Press("down")
	w.step("Patientavgiften måste läggas in som egen åtgärd och väljas i rullisten", "<tab>pat<enter>150<enter>", "patAvg Patientavgift", "-150,00")
	w.step("Avsluta", "<f8>", "Ek 1")
	pl.Golden("manual-varmland") // the last look names the price list (B4)
	pl.Press("enter")
	if len(p.sent) != 1 || pl.Last.To.Name != screen.Receipt {
		t.Fatalf("sent %v, %+v\n%s", p.sent, pl.Last, pl.View(uitest.Sizes[0]))
	}
	b := last(p).Bills[0]
	if b.PriceList != "forhojd" || b.CareModel != "K1" || b.BillRef != "Ek 1" || len(b.Items) != 2 || last(p).InvoiceNo != "V-1" {
		t.Errorf("%+v", b)
	}
}
