package bill

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/uitest"
)

// The list of an invoice's bills has patient, dates, sum and findings of each,
// and the invoice's own sum; Enter goes to one of them (B15).
func TestBillsOfTheInvoice(t *testing.T) {
	pl, p := open(t, "")
	typeBill(pl)
	pl.Press("f6")
	pl.Type("19520516-2331")
	pl.Press("enter")
	pl.Press("f10")
	uitest.CheckKeys(t, pl.Screen)
	pl.Golden("bills")
	view := pl.View(uitest.Sizes[0])
	for _, word := range []string{"Faktura 2026-11-014 · 2 räkningar", "Fakturans summa  16 150,00 kr", "1  19600917-2336   N      2026-11-23", "16 150,00 kr  ! 1 varning", "›   2  19520516-2331", "✗ 4 fel kvar"} {
		if !strings.Contains(view, word) {
			t.Errorf("%q is not said:\n%s", word, view)
		}
	}
	pl.Press("up", "enter")
	m := pl.Screen.(*model)
	if m.box != nil || m.ed.Bill() != 0 || cursor(pl) != "-1 person" || m.ed.Person().ID.Display() != person {
		t.Errorf("bill %d, %s", m.ed.Bill(), cursor(pl))
	}
	pl.Press("f10", "esc")
	if d := last(p); len(d.Bills) != 2 || d.Bills[0].Person != person {
		t.Errorf("%+v", d.Bills)
	}
}

// A long list keeps its cursor in view at every size.
func TestManyBills(t *testing.T) {
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	p := newPort(t, clock)
	d := domain.Draft{ID: "d4", State: domain.DraftOpen}
	for range 120 {
		d.Bills = append(d.Bills, domain.DraftBill{Person: person, Support: "N"})
	}
	p.stored["d4"] = d
	pl := uitest.Open(t, clock, New(clock.Env(), p, "d4"))
	pl.Press("f10")
	for range 130 {
		pl.Press("down")
		for _, z := range uitest.Sizes {
			if view := pl.View(z); !strings.Contains(view, "› ") {
				t.Fatalf("the cursor is out of view at %v:\n%s", z, view)
			}
		}
	}
	pl.Press("enter")
	if m := pl.Screen.(*model); m.ed.Bill() != 119 {
		t.Errorf("bill %d", m.ed.Bill())
	}
}
