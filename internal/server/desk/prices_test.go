package desk_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/region"
	"example.org/tandtui/internal/server"
	"example.org/tandtui/internal/server/desk"
)

const priceHead = "list;code;name;category;specialist;price;actual_cost;position;fhb;valid_from;valid_to\n"

func varmland(t testing.TB) *domain.Profile {
	t.Helper()
	p, _, err := region.Load("varmland")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func stored(t *testing.T, d desk.Desk) (book domain.PriceBook, stamp string) {
	t.Helper()
	err := d.Store.Read(ctx, func(tx server.Tx) (err error) {
		if book, err = tx.PriceLists(); err == nil {
			stamp, err = tx.PriceStamp()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return book, stamp
}

func TestImportPrices(t *testing.T) {
	d := empty(t)
	if book, stamp := stored(t, d); len(book) != 0 || stamp != "" {
		t.Fatalf("%d lists, stamp %q", len(book), stamp)
	}
	file := priceHead +
		"forhojd;101;Basundersökning;Undersökning;NEJ;1 050;Nej;;nej;2026-01-01;\n" +
		"forhojd;825S;Protes;Protetik;ja;18510,50;;jaw;ja;2026-01-01;\n" +
		"allman;101;Basundersökning;;;980;;;;2026-01-01;2026-12-31\n" +
		"forhojd;101;Basundersökning;;;1 100;;;;2027-01-01;\n" +
		"allman;899;Tandtekniskt arbete;;;;ja;optional;;2026-01-01;2026-12-31\n"
	lists, err := d.ImportPrices(ctx, varmland(t), strings.NewReader(file))
	if err != nil || len(lists) != 3 {
		t.Fatalf("%d lists, %v", len(lists), err)
	}
	book, first := stored(t, d)
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
	if _, err := d.ImportPrices(ctx, varmland(t), strings.NewReader(priceHead+"forhojd;101;Ny;;;1;;;;2027-01-01;\n")); err != nil {
		t.Fatal(err)
	}
	book, second := stored(t, d)
	p, _ := book.Procedure(domain.ListKey{Support: domain.SupportN}, domain.MustDate("2027-01-01"), "101")
	if len(book) != 3 || p.Name != "Ny" || second == first || second == "" {
		t.Errorf("%d lists, %+v, stamps %q %q", len(book), p, first, second)
	}
}

func TestFaultyPricesStoreNothing(t *testing.T) {
	const right = "forhojd;101;A;;;100;;;;2026-01-01;\n"
	for name, x := range map[string]struct{ row, want string }{
		"unknown list":          {"vgr;102;A;;;100;;;;2026-01-01;\n", "rad 3, list: regionen har ingen sådan prislista, bara forhojd, allman"},
		"no list":               {";102;A;;;100;;;;2026-01-01;\n", "rad 3, list: saknas"},
		"twice":                 {right, "rad 3, code: står redan i listan"},
		"the fee":               {"forhojd;patAvg;A;;;100;;;;2026-01-01;\n", "rad 3, code: patientavgiften"},
		"twice in other case":   {"forhojd;t1;A;;;100;;;;2026-01-01;\nforhojd;T1;A;;;100;;;;2026-01-01;\n", "rad 4, code: står redan i listan"},
		"the fee in capitals":   {"forhojd;PATAVG;A;;;100;;;;2026-01-01;\n", "rad 3, code: patientavgiften"},
		"small suffix":          {"forhojd;102s;A;;nej;100;;;;2026-01-01;\n", "rad 3, code: specialistkoder"},
		"code with a space":     {"forhojd;1 02;A;;;100;;;;2026-01-01;\n", "rad 3, code: ska vara siffror"},
		"code in wide digits":   {"forhojd;１０２;A;;;100;;;;2026-01-01;\n", "rad 3, code: ska vara siffror"},
		"escape in the name":    {"forhojd;102;A\x1b[2J;;;100;;;;2026-01-01;\n", "rad 3, name: har tecken som inte syns"},
		"direction in the name": {"forhojd;102;A\u202e;;;100;;;;2026-01-01;\n", "rad 3, name: har tecken som inte syns"},
		"line feed in the name": {"forhojd;102;\"A\nB\";;;100;;;;2026-01-01;\n", "rad 3, name: har tecken som inte syns"},
		"endless name":          {"forhojd;102;" + strings.Repeat("A", 1001) + ";;;100;;;;2026-01-01;\n", "rad 3, name: har tecken"},
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
	} {
		d := empty(t)
		_, err := d.ImportPrices(ctx, varmland(t), strings.NewReader(priceHead+right+x.row))
		var faults desk.FileErrors
		if !errors.As(err, &faults) || len(faults) != 1 || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s: %v, want %q", name, err, x.want)
		}
		if book, stamp := stored(t, d); len(book) != 0 || stamp != "" {
			t.Errorf("%s: %d lists are stored", name, len(book))
		}
	}
	if _, err := empty(t).ImportPrices(ctx, varmland(t), strings.NewReader(priceHead)); err == nil {
		t.Error("a file without rows was accepted")
	}
}

// A file may have a column more, that says which parts of the support a row is
// for; a procedure is then offered and taken for those alone.
func TestPricesForPartsOfTheSupport(t *testing.T) {
	head := strings.TrimSuffix(priceHead, "\n") + ";support\n"
	row := func(code, support string) string {
		return "forhojd;" + code + ";A;;;100;;;;2026-01-01;;" + support + "\n"
	}
	d := empty(t)
	if _, err := d.ImportPrices(ctx, varmland(t), strings.NewReader(head+row("101", "f, n")+row("102", "")+row("103", "N"))); err != nil {
		t.Fatal(err)
	}
	book, _ := stored(t, d)
	on := domain.MustDate("2026-06-01")
	for code, want := range map[string]string{"101": "FN", "102": "", "103": "N"} {
		if p, ok := book.Procedure(domain.ListKey{Support: domain.SupportN}, on, code); !ok || p.Only != want || p.Serves(domain.SupportF) != (code != "103") {
			t.Errorf("%s: %+v, %v", code, p, ok)
		}
	}
	for want, file := range map[string]string{
		"rad 2, support: ska vara N, F och S": head + row("101", "NF"),
		"rad 2, support: S-tandvård":          head + row("101", "N S"), // the list is not for S
		"rubrikraden ska ha just":             strings.TrimSuffix(head, "\n") + ";support\n",
	} {
		if _, err := empty(t).ImportPrices(ctx, varmland(t), strings.NewReader(file)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

// Lists that no client could fetch are refused; so is a file that is nothing
// but faults, before it has filled the memory.
func TestImportIsBounded(t *testing.T) {
	d := empty(t)
	var large strings.Builder
	large.WriteString(priceHead)
	for i := range 10_000 {
		fmt.Fprintf(&large, "forhojd;%d;%s;;;100;;;;2026-01-01;\n", 1000+i, strings.Repeat("A", 900))
	}
	_, err := d.ImportPrices(ctx, varmland(t), strings.NewReader(large.String()))
	var faults desk.FileErrors
	if !errors.As(err, &faults) || !strings.Contains(err.Error(), "är det rätt fil?") {
		t.Error(err)
	}
	if book, stamp := stored(t, d); len(book) != 0 || stamp != "" {
		t.Errorf("%d lists are stored", len(book))
	}
	for name, text := range map[string]string{
		"faults": priceHead + strings.Repeat("a\n", 1_000_000), "lines": priceHead + strings.Repeat(";;;;;;;;;;\n", 500_001),
	} {
		_, err := d.ImportPrices(ctx, varmland(t), strings.NewReader(text))
		if !errors.As(err, &faults) || len(faults) > 60 {
			t.Errorf("%s: %d, %v", name, len(faults), err)
		}
	}
}

// A part of the support that an import leaves without any list is told of.
func TestUnpriced(t *testing.T) {
	d := empty(t)
	unpriced := func(want ...domain.Support) {
		t.Helper()
		if got, err := d.Unpriced(ctx); err != nil || !slices.Equal(got, want) {
			t.Errorf("%v, %v; want %v", got, err, want)
		}
	}
	unpriced() // the demo's lists hold
	year := domain.DateOf(d.Now()).Year()
	for _, x := range []struct {
		list string
		from int
		want []domain.Support
	}{
		{"forhojd", year + 1, []domain.Support{"N", "F", "S"}}, {"forhojd", year, []domain.Support{"S"}}, {"allman", year, nil},
	} {
		file := fmt.Sprintf("%s%s;101;A;;;100;;;;%d-01-01;\n", priceHead, x.list, x.from)
		if _, err := d.ImportPrices(ctx, varmland(t), strings.NewReader(file)); err != nil {
			t.Fatal(err)
		}
		unpriced(x.want...)
	}
}
