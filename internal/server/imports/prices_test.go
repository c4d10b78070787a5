package imports_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/imports"
	"example.org/tandtui/internal/sheet"
)

const priceHead = "list;code;name;category;specialist;price;actual_cost;position;fhb;valid_from;valid_to\n"

func varmland(t testing.TB) imports.Import { t.Helper(); return at(t, "varmland") }

func stored(t testing.TB, i imports.Import) (book domain.PriceBook, stamp string) {
	t.Helper()
	inside(t, i, func(tx server.Tx) (err error) {
		if book, err = tx.PriceLists(); err == nil {
			stamp, err = tx.PriceStamp()
		}
		return err
	})
	return book, stamp
}

func TestImportPrices(t *testing.T) {
	i := varmland(t)
	if book, stamp := stored(t, i); len(book) != 0 || stamp != "" {
		t.Fatalf("%d lists, stamp %q", len(book), stamp)
	}
	file := priceHead +
		"forhojd;101;Basundersökning;Undersökning;NEJ;1 050;Nej;;nej;2026-01-01;\n" +
		"Förhöjd tandvårdstaxa;825S;Protes;Protetik;ja;18510,50;;jaw;ja;2026-01-01;\n" +
		"allman;101;Basundersökning;;;980;;;;2026-01-01;2026-12-31\n" +
		"forhojd;101;Basundersökning;;;1 100;;;;2027-01-01;\n" +
		"allman;899;Tandtekniskt arbete;;;;ja;optional;;2026-01-01;2026-12-31\n"
	file = strings.Replace(file, "Förhöjd tandvårdstaxa", i.Profile.PriceLists[0].Name, 1)
	take(t, i, "prices", file)
	book, first := stored(t, i)
	if len(book) != 3 {
		t.Fatalf("%d lists", len(book))
	}
	for _, c := range []struct {
		s        domain.Support
		on, code string
		want     domain.Procedure
	}{
		{"N", "2026-06-01", "101", domain.Procedure{Code: "101", Name: "Basundersökning", Category: "Undersökning", Price: domain.Kronor(1050)}},
		{"F", "2026-12-31", "825S", domain.Procedure{Code: "825S", Name: "Protes", Category: "Protetik", Specialist: true, Price: 1_851_050, Position: domain.PositionJaw, ApprovalMust: true}},
		{"N", "2027-01-01", "101", domain.Procedure{Code: "101", Name: "Basundersökning", Price: domain.Kronor(1100)}}, // the newest in force
		{"S", "2026-06-01", "899", domain.Procedure{Code: "899", Name: "Tandtekniskt arbete", ActualCost: true, Position: domain.PositionOptional}},
		{"S", "2026-06-01", "patAvg", domain.PatientFee()},
	} {
		if p, ok := book.Procedure(domain.ListKey{Support: c.s}, domain.MustDate(c.on), c.code); !ok || p != c.want {
			t.Errorf("%s %s on %s: %+v, %v", c.s, c.code, c.on, p, ok)
		}
	}
	if _, ok := book.List(domain.ListKey{Support: domain.SupportS}, domain.MustDate("2027-01-01")); ok {
		t.Error("the list that has ended is in force")
	}
	// The same day again replaces the list, and only that.
	take(t, i, "prices", priceHead+"forhojd;101;Ny;;;1;;;;2027-01-01;\n")
	book, second := stored(t, i)
	p, _ := book.Procedure(domain.ListKey{Support: domain.SupportN}, domain.MustDate("2027-01-01"), "101")
	if len(book) != 3 || p.Name != "Ny" || second == first || second == "" {
		t.Errorf("%d lists, %+v, stamps %q %q", len(book), p, first, second)
	}
}

func TestFaultyPricesStoreNothing(t *testing.T) {
	const right = "forhojd;101;A;;;100;;;;2026-01-01;\n"
	i := varmland(t)
	for name, x := range map[string]struct{ row, want string }{
		"unknown list":          {"vgr;102;A;;;100;;;;2026-01-01;\n", "rad 3, list: regionen har ingen sådan prislista, bara forhojd, allman"},
		"no list":               {";102;A;;;100;;;;2026-01-01;\n", "rad 3, list: saknas"},
		"twice":                 {right, "rad 3, code: står redan i listan, på rad 2"},
		"the fee":               {"forhojd;patAvg;A;;;100;;;;2026-01-01;\n", "rad 3, code: patientavgiften"},
		"twice in other case":   {"forhojd;t1;A;;;100;;;;2026-01-01;\nforhojd;T1;A;;;100;;;;2026-01-01;\n", "rad 4, code: står redan i listan"},
		"the fee in capitals":   {"forhojd;PATAVG;A;;;100;;;;2026-01-01;\n", "rad 3, code: patientavgiften"},
		"small suffix":          {"forhojd;102s;A;;nej;100;;;;2026-01-01;\n", "rad 3, code: specialistkoder"},
		"code with a space":     {"forhojd;1 02;A;;;100;;;;2026-01-01;\n", "rad 3, code: ska vara siffror"},
		"code in wide digits":   {"forhojd;１０２;A;;;100;;;;2026-01-01;\n", "rad 3, code: ska vara siffror"},
		"exponent":              {"forhojd;102;A;;;1e5;;;;2026-01-01;\n", "rad 3, price: inget belopp"},
		"suffix without tick":   {"forhojd;102S;A;;nej;100;;;;2026-01-01;\n", "rad 3, code: specialistkoder"},
		"tick without suffix":   {"forhojd;102;A;;ja;100;;;;2026-01-01;\n", "rad 3, code: specialistkoder"},
		"odd position":          {"forhojd;102;A;;;100;;ear;;2026-01-01;\n", "rad 3, position: ingen sådan regel"},
		"no price":              {"forhojd;102;A;;;;;;;2026-01-01;\n", "rad 3, price: saknas"},
		"price of nothing":      {"forhojd;102;A;;;0;;;;2026-01-01;\n", "rad 3, price: inget belopp"},
		"price in words":        {"forhojd;102;A;;;dyr;;;;2026-01-01;\n", "rad 3, price: inget belopp"},
		"price and actual cost": {"forhojd;102;A;;;100;ja;;;2026-01-01;\n", "rad 3, price: ska vara tomt"},
		"no date":               {"forhojd;102;A;;;100;;;;;\n", "rad 3, valid_from: saknas"},
		"another end":           {"forhojd;102;A;;;100;;;;2026-01-01;2026-12-31\n", "rad 3, valid_to: skiljer sig"},
		"no name":               {"forhojd;102;;;;100;;;;2026-01-01;\n", "rad 3, name: saknas"},
		"withdrawn":             {"forhojd;102;A;;;100;;;;2026-01-01;återkallat\n", "rad 3, valid_to: en prislista tas bort med tandserver prices remove"},
		"an error value":        {"forhojd;102;A;;;100;;;#N/A;2026-01-01;\n", "rad 3, fhb: cellen visar ett fel"},
	} {
		if says := refused(t, i, "prices", priceHead+right+x.row); !strings.Contains(says, x.want) || strings.Contains(says, "\n") {
			t.Errorf("%s: %s, want %q", name, says, x.want)
		}
	}
	if book, stamp := stored(t, i); len(book) != 0 || stamp != "" {
		t.Errorf("%d lists are stored", len(book))
	}
}

// A file may have a column more, that says which parts of the support a row is
// for; a procedure is then offered and taken for those alone.
func TestPricesForPartsOfTheSupport(t *testing.T) {
	head := strings.TrimSuffix(priceHead, "\n") + ";support\n"
	row := func(code, support string) string {
		return "forhojd;" + code + ";A;;;100;;;;2026-01-01;;" + support + "\n"
	}
	i := varmland(t)
	take(t, i, "prices", head+row("101", "f, n")+row("102", "")+row("103", "N"))
	book, _ := stored(t, i)
	on := domain.MustDate("2026-06-01")
	for code, want := range map[string]string{"101": "FN", "102": "", "103": "N"} {
		if p, ok := book.Procedure(domain.ListKey{Support: domain.SupportN}, on, code); !ok || p.Only != want || p.Serves(domain.SupportF) != (code != "103") {
			t.Errorf("%s: %+v, %v", code, p, ok)
		}
	}
	for want, file := range map[string]string{
		"rad 2, support: ska vara delar av tandvårdsstödet": head + row("101", "NF"),
		"rad 2, support: S-tandvård":                        head + row("101", "N S"), // the list is not for S
		"har två gånger support":                            strings.TrimSuffix(head, "\n") + ";support\n",
	} {
		if says := refused(t, varmland(t), "prices", file); !strings.Contains(says, want) {
			t.Errorf("%s, want %q", says, want)
		}
	}
}

// A list may be the agreement of one provider: it stands beside everybody's.
func TestListsOfAnAgreement(t *testing.T) {
	head := strings.TrimSuffix(priceHead, "\n") + ";provider\n"
	i := filled(t)
	file := head + "ersattning;101;A;;;1000;;;;2026-01-01;;\nersattning;101;A;;;900;;;;2026-01-01;;P1\n"
	take(t, i, "prices", file)
	book, _ := stored(t, i)
	for provider, want := range map[string]domain.Ore{"P1": domain.Kronor(900), "P2": domain.Kronor(1000), "": domain.Kronor(1000)} {
		if p, _ := book.Procedure(domain.ListKey{Provider: provider, Support: domain.SupportN}, today, "101"); p.Price != want {
			t.Errorf("%q pays %s", provider, p.Price)
		}
	}
	asks(t, planned(t, i, "prices", head+"ersattning;101;A;;;950;;;;2026-06-01;;P1\n"), "Priser som ändras från 2026-06-01")
	if says := refused(t, i, "prices", strings.ReplaceAll(file, ";P1", ";P9")); says != "rad 3, provider: vårdgivaren finns inte: läs in kliniker först" {
		t.Error(says)
	}
}

// Lists that no client could fetch are refused.
func TestPricesAreBounded(t *testing.T) {
	var large strings.Builder
	large.WriteString(priceHead)
	for i := range 10_000 {
		fmt.Fprintf(&large, "forhojd;%d;%s;;;100;;;;2026-01-01;\n", 1000+i, strings.Repeat("A", 900))
	}
	if says := refused(t, varmland(t), "prices", large.String()); !strings.Contains(says, "är det rätt fil?") {
		t.Error(says)
	}
}

// I4: what a list no longer has is said and asked about, also of the demo's list.
func TestI4ListsThatLoseProcedures(t *testing.T) {
	i := empty(t)
	const row = "ersattning;101;Basundersökning;;;1050;;;;2026-01-01;\n"
	p := planned(t, i, "prices", priceHead+row)
	asks(t, p, "Åtgärder som inte går att fakturera från 2026-01-01: 392 (101S, 103, 103S,")
	asks(t, p, " och 372 till).")
	asks(t, p, "Priser som ändras från 2026-01-01 i Ersättningslista för Särskilt tandvårdsstöd: 1.")
	if !p.Replaces || !strings.Contains(strings.Join(p.Does, "\n"), "392 försvinner, 1 billigare") || !strings.Contains(strings.Join(p.Does, "\n"), "mest 101, 1 100,00 → 1 050,00 kr") {
		t.Errorf("%+v", p)
	}
	if book, _ := stored(t, i); len(book) != 0 {
		t.Error("a plan stored something")
	}
	take(t, i, "prices", priceHead+row+"ersattning;102;B;;;500;;;;2026-01-01;\n")
	for file, x := range map[string]struct {
		says     string
		replaces bool
	}{
		row + "ersattning;102;B;;;500;;;;2026-01-01;\n":                                      {"", false},
		row + "ersattning;102;B;;;500;;;;2026-01-01;\nersattning;103;C;;;1;;;;2026-01-01;\n": {"", false},
		row:                                     {"Åtgärder som inte går att fakturera från 2026-01-01: 1 (102).", true},
		strings.ReplaceAll(row, "2026", "2027"): {"Åtgärder som inte går att fakturera från 2027-01-01: 1 (102).", true},
		strings.ReplaceAll(row+"ersattning;102;B;;;600;;;;2026-01-01;\n", "2026", "2027"): {"Priser som ändras från 2027-01-01 i Ersättningslista för Särskilt tandvårdsstöd: 1.", false},
		strings.ReplaceAll(row, "2026", "2025"):                                           {"", false}, // nothing held before
	} {
		p := planned(t, i, "prices", priceHead+file)
		asks(t, p, x.says)
		if p.Replaces != x.replaces {
			t.Errorf("%s: %+v", file, p)
		}
	}
	// One of two lists leaves a part of the support without any.
	asks(t, planned(t, varmland(t), "prices", priceHead+"forhojd;101;A;;;1050;;;;2026-01-01;\n"), "För S-tandvård gäller ingen prislista idag")
}

func TestI4ListsAreRemoved(t *testing.T) {
	i := empty(t)
	list := func(year string) string { return priceHead + "ersattning;101;A;;;1050;;;;" + year + "-01-01;\n" }
	take(t, i, "prices", list("2026"))
	if err := i.RemoveList(ctx, "ersattning-2026-01-01", true); err == nil || !strings.Contains(err.Error(), "den enda prislistan") {
		t.Errorf("the demo's prices would be back: %v", err)
	}
	take(t, i, "prices", list("2025"))
	_, before := stored(t, i)
	r, err := i.PlanRemoval(ctx, "ersattning-2026-01-01")
	if err != nil || len(r.Alone) > 0 || !strings.Contains(strings.Join(r.Says, "\n"), "N-tandvård faktureras idag efter Ersättningslista för Särskilt tandvårdsstöd från 2025-01-01.") {
		t.Error(r, err)
	}
	if book, after := stored(t, i); len(book) != 2 || after != before {
		t.Error("asking removed something")
	}
	if err := i.RemoveList(ctx, "ersattning-2026-01-01", false); err != nil {
		t.Fatal(err)
	}
	if book, after := stored(t, i); len(book) != 1 || book[0].ID != "ersattning-2025-01-01" || after == before || after == "" {
		t.Errorf("%+v", book)
	}
	if err := i.RemoveList(ctx, "ersattning-2026-01-01", true); err == nil || !strings.Contains(err.Error(), "det finns ingen prislista ersattning-2026-01-01: bara ersattning-2025-01-01") {
		t.Error(err)
	}
}

// The only list that holds today for a part of the support is not removed unless it
// is said to be known; a list for later does not stand in for it.
func TestTheOnlyListInForceStays(t *testing.T) {
	i := empty(t)
	for _, year := range []string{"2026", "2027"} {
		take(t, i, "prices", priceHead+"ersattning;101;A;;;1050;;;;"+year+"-01-01;\n")
	}
	r, err := i.PlanRemoval(ctx, "ersattning-2026-01-01")
	if err != nil || len(r.Alone) == 0 || !strings.Contains(strings.Join(r.Says, "\n"), "N-tandvård har idag ingen prislista") {
		t.Errorf("%+v %v", r, err)
	}
	if err := i.RemoveList(ctx, "ersattning-2026-01-01", false); !errors.Is(err, imports.ErrOnlyList) {
		t.Errorf("removed in silence: %v", err)
	}
	if book, _ := stored(t, i); len(book) != 2 {
		t.Fatalf("%d lists", len(book))
	}
	if r, err := i.PlanRemoval(ctx, "ersattning-2027-01-01"); err != nil || len(r.Alone) > 0 {
		t.Errorf("one for later: %+v %v", r, err)
	}
	if err := i.RemoveList(ctx, "ersattning-2026-01-01", true); err != nil {
		t.Fatal(err)
	}
	if acts := noted(t, i); acts[0].Verb != "prices remove" || acts[0].About != "ersattning-2026-01-01" || acts[0].By != by {
		t.Errorf("%+v", acts[0])
	}
}

// tlvFile is TLV's own workbook, as offices download it.
func tlvFile(t testing.TB) []byte {
	t.Helper()
	raw, err := os.ReadFile("testdata/tlv-referenspriser-2026-01-01.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// TLV's workbook is read as it is: 198 procedures with a price in general care
// and 195 in specialist care, the same as the list inside.
func TestTLVsWorkbookIsReadAsItIs(t *testing.T) {
	i := empty(t)
	p, err := i.Plan(ctx, "prices", bytes.NewReader(tlvFile(t)), sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	asks(t, p, "")
	if s := strings.Join(p.Does, "\n"); !strings.Contains(s, "från 2026-01-01: åtgärder: 393.") || p.Source.Sheet != "Sheet 1" || p.Replaces {
		t.Errorf("%+v", p)
	}
	if err := i.Apply(ctx, p); err != nil {
		t.Fatal(err)
	}
	book, _ := stored(t, i)
	want := i.Demo[0].Procedures
	if len(book) != 1 || book[0].ID != "ersattning-2026-01-01" || len(book[0].Procedures) != len(want) {
		t.Fatalf("%d lists", len(book))
	}
	for _, w := range want {
		got := book[0].Procedure(w.Code, today)
		if got == nil || got.Price != w.Price || got.Position != w.Position || got.Category != w.Category {
			t.Errorf("%+v, want %+v", got, w)
		}
	}
	for _, w := range want { // 871's name is cut off in TLV's workbook
		if got := book[0].Procedure(w.Code, today).Name; got != w.Name && !strings.HasPrefix(w.Code, "871") {
			t.Errorf("%s: %q, inside %q", w.Code, got, w.Name)
		}
	}
}

// What TLV's workbook changes of the list before is said; a region with several
// lists says which one it is for.
func TestTLVsWorkbookIsComparedAndAimed(t *testing.T) {
	i := varmland(t)
	if says := refused(t, i, "prices", string(tlvFile(t))); !strings.Contains(says, "ange --list forhojd eller --list allman") {
		t.Error(says)
	}
	i.List = "allman"
	take(t, i, "prices", priceHead+"forhojd;101;A;;;1;;;;2025-01-01;\nallman;101;A;;;1000;;tooth;ja;2025-01-01;\nallman;9999;B;;;1;;;;2025-01-01;\n")
	p, err := i.Plan(ctx, "prices", bytes.NewReader(tlvFile(t)), sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	asks(t, p, "Åtgärder som inte går att fakturera från 2026-01-01: 1 (9999).")
	if s := strings.Join(p.Does, "\n"); !p.Replaces || !strings.Contains(s, "392 nya, 1 försvinner, 1 dyrare; mest 101, 1 000,00 → 1 100,00 kr.") {
		t.Error(s)
	}
	if err := i.Apply(ctx, p); err != nil {
		t.Fatal(err)
	}
	book, _ := stored(t, i)
	at := slices.IndexFunc(book, func(l domain.PriceList) bool { return l.ID == "allman-2026-01-01" })
	if x := book[at].Procedure("101", today); x.Position != domain.PositionTooth || !x.ApprovalMust || x.Price != domain.Kronor(1100) {
		t.Errorf("the region's own rules of a procedure are lost: %+v", x)
	}
}

// A text with TLV's columns is TLV's list too; its head must say the day.
func TestTLVsColumnsAsText(t *testing.T) {
	const head = "Åtgärdsnummer;Åtgärdsnamn;Referenspris allmäntandvård fr o m %s;Referenspris specialisttandvård fr o m %s\n"
	file := func(one, two, rows string) string { return fmt.Sprintf(head, one, two) + rows }
	i := empty(t)
	p := take(t, i, "prices", file("15 januari 2027", "15 jan 2027", "101;Basundersökning;1100;-\n998;Ny;-;50,50\n"))
	book, _ := stored(t, i)
	want := []string{"patAvg", "101", "998S"}
	var codes []string
	for _, x := range book[0].Procedures {
		codes = append(codes, x.Code)
	}
	if !reflect.DeepEqual(codes, want) || book[0].Validity.From.String() != "2027-01-15" || !strings.Contains(strings.Join(p.Notes, ""), "Åtgärd 998S är ny") {
		t.Errorf("%v %+v", codes, p)
	}
	for want, file := range map[string]string{
		"rad 1, Referenspris allmäntandvård: rubriken säger inte från vilken dag": file("nyår", "1 jan 2026", "101;A;1;-\n"),
		"rad 1, Referenspris specialisttandvård: rubriken säger inte":             file("1 jan 2026", "31 feb 2026", "101;A;1;-\n"),
		"gäller från olika dagar":                              file("1 jan 2026", "2 jan 2026", "101;A;1;-\n"),
		"rad 2, Referenspris allmäntandvård: saknas":           file("1 jan 2026", "1 jan 2026", "101;A;;-\n"),
		"rad 2, Referenspris allmäntandvård: inget belopp":     file("1 jan 2026", "1 jan 2026", "101;A;0;-\n"),
		"rad 2, Referenspris specialisttandvård: inget belopp": file("1 jan 2026", "1 jan 2026", "101;A;1;se nedan\n"),
		"rad 2, Åtgärdsnummer: ska vara siffror":               file("1 jan 2026", "1 jan 2026", "1/01;A;1;-\n"),
		"rad 2, Åtgärdsnummer: saknas":                         file("1 jan 2026", "1 jan 2026", ";A;1;-\n"),
		"rad 3, Åtgärdsnummer: står redan i listan, på rad 2":  file("1 jan 2026", "1 jan 2026", "101;A;1;-\n101;B;2;-\n"),
		"rubrikraden saknar Referenspris allmäntandvård":       "Åtgärdsnummer;Åtgärdsnamn\n101;A\n",
		"”anteckning”":                                         strings.Replace(file("1 jan 2026", "1 jan 2026", "101;A;1;-;x\n"), "\n", ";anteckning\n", 1),
	} {
		if says := refused(t, empty(t), "prices", file); !strings.Contains(says, want) {
			t.Errorf("%s\nwant %s", says, want)
		}
	}
}

// B29: a code that is removed and used again has two rows with days of their own.
func TestB29CodeUsedAgain(t *testing.T) {
	i := empty(t)
	head := strings.TrimSpace(priceHead) + ";code_from;code_to\n"
	const row = "ersattning;999;%s;U;nej;%s;nej;;nej;2027-01-15;2027-12-31;%s;%s\n"
	file := func(rows ...string) string { return head + strings.Join(rows, "") }
	take(t, i, "prices", file(
		fmt.Sprintf(row, "Gammal", "10", "", "2027-02-28"), fmt.Sprintf(row, "Ny", "20", "2027-04-01", ""),
	))
	inside(t, i, func(tx server.Tx) error {
		book, err := tx.PriceLists()
		for on, want := range map[string]domain.Ore{"2027-01-15": 1000, "2027-02-28": 1000, "2027-03-15": 0, "2027-04-01": 2000, "2027-12-31": 2000} {
			if p, _ := book.Procedure(domain.ListKey{Support: domain.SupportN}, domain.MustDate(on), "999"); p.Price != want {
				t.Errorf("%s: %v, want %v", on, p.Price, want)
			}
		}
		return err
	})
	for want, rows := range map[string][]string{
		"rad 3, code: står redan i listan, på rad 2":   {fmt.Sprintf(row, "A", "10", "", "2027-04-01"), fmt.Sprintf(row, "B", "20", "2027-04-01", "")},
		"rad 2, code_from: ligger utanför listans tid": {fmt.Sprintf(row, "A", "10", "2027-01-14", "")},
		"rad 2, code_to: ligger före den första dagen": {fmt.Sprintf(row, "A", "10", "2027-04-01", "2027-03-31")},
		"eller utanför listans tid":                    {fmt.Sprintf(row, "A", "10", "", "2028-01-01")},
	} {
		if said := refused(t, i, "prices", file(rows...)); !strings.Contains(said, want) {
			t.Errorf("%q does not say %q", said, want)
		}
	}
}
