package bill

import (
	"fmt"
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/uitest"
)

// faulty opens an invoice of two bills with errors in many places.
func faulty(t *testing.T) (*uitest.Player, *port) {
	t.Helper()
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	p := newPort(t, clock)
	p.stored["d2"] = domain.Draft{
		ID: "d2", State: domain.DraftOpen, InvoiceNo: "7", Cursor: domain.Cursor{Item: domain.WholeBill, Field: domain.FieldPerson},
		Bills: []domain.DraftBill{
			{Person: person, Support: "N", CareModel: "K1", Items: []domain.DraftItem{
				{Date: "2026-11-20", Code: "101"},
				{Date: "2026-11-20", Code: "825", Position: "57"},
				{Date: "2026-13-40", Code: "301", Position: "16"},
				{Date: "2026-11-20", Code: "patAvg", Price: "gratis"},
			}},
			{Person: "19520516-2332", Support: "N", BillRef: "8"},
		},
	}
	return uitest.Open(t, clock, New(clock.Env(), p, "d2")), p
}

// F3 stands on each error's own cell in turn, through all bills, and round.
func TestNextFaultGoesThroughEverything(t *testing.T) {
	pl, _ := faulty(t)
	m := pl.Screen.(*model)
	at := func() string { return fmt.Sprintf("%d/%s", m.ed.Bill(), cursor(pl)) }
	var got []string
	for range len(m.ed.Faults(domain.SeverityError)) {
		pl.Press("f3")
		got = append(got, at())
	}
	want := "0/-1 billRef, 0/1 position, 0/2 date, 0/3 price, 1/-1 person, 1/-1 careModel, 1/0 code"
	if s := strings.Join(got, ", "); s != want {
		t.Fatalf("\n%s\nwant\n%s", s, want)
	}
	if m.ed.Person().ID.Canonical() != "" {
		t.Fatal("the card still shows the other bill's patient")
	}
	pl.Press("f3")
	if at() != "0/-1 billRef" {
		t.Fatal("not round the end:", at())
	}
	pl.Press("pgdown", "f8")
	if at() != "0/-1 billRef" {
		t.Fatal("a refused send goes to", at())
	}
	pl.Golden("fault-jump")
}

// Without errors F3 goes to what is worth a look.
func TestNextFaultFindsWarnings(t *testing.T) {
	pl, _ := open(t, "")
	typeBill(pl)
	pl.Press("up", "ctrl+d", "f3") // without the fee
	if c := cursor(pl); c != "0 date" {
		t.Fatal(c)
	}
}

// However far down the cursor is, the error and the sum stand in their places.
func TestErrorAndSumNeverScrollAway(t *testing.T) {
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	p := newPort(t, clock)
	d := domain.Draft{ID: "d2", State: domain.DraftOpen, InvoiceNo: "7", Bills: []domain.DraftBill{{Person: person, Support: "N", CareModel: "K1", BillRef: "9"}}}
	for i := range 120 {
		d.Bills[0].Items = append(d.Bills[0].Items, domain.DraftItem{Date: "2026-11-20", Code: "301", Comment: fmt.Sprint(i)})
	}
	d.Bills[0].Items[0].Code = "999"
	p.stored["d2"] = d
	pl := uitest.Open(t, clock, New(clock.Env(), p, "d2"))
	m := pl.Screen.(*model)
	for i := range 12 {
		m.form.SetFocus(cell(0, domain.FieldItemCode), -1)
		for range i * 10 { // the rows' own warnings stand below the error
			pl.Press("down")
		}
		for _, z := range uitest.Sizes[:2] {
			lines := strings.Split(pl.View(z), "\n")
			if n := len(lines); !strings.Contains(lines[n-3], "✗ Rad 1: Åtgärd 999") || i > 1 && !strings.Contains(lines[n-2], fmt.Sprintf("! Rad %d: 301 står redan", i*10+1)) || !strings.Contains(lines[n-1], "Summa  53 550,00 kr") {
				t.Fatalf("row %d:\n%s", i*10, strings.Join(lines, "\n"))
			}
			if !strings.Contains(strings.Join(lines, "\n"), "› ") {
				t.Fatalf("row %d: the cursor's row is not seen", i*10)
			}
		}
	}
}
