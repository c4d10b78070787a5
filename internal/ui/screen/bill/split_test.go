package bill

import (
	"slices"
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/ui/uitest"
)

// mixedDraft is an S-bill whose third row is not in the FHB, of a patient who
// has N too.
func mixedDraft(t *testing.T) (*uitest.Player, *port) {
	t.Helper()
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	p := newPort(t, clock)
	facts := p.persons["196009172336"]
	facts.Approvals = []domain.PriorApproval{{
		No: "FHB-7", Support: domain.SupportS, Procedures: []string{"101", "301"}, Amount: domain.Kronor(18000),
		Validity: domain.Period{From: domain.MustDate("2026-01-01"), To: domain.MustDate("2026-12-31")},
	}}
	p.persons["196009172336"] = facts
	p.stored["d3"] = domain.Draft{
		ID: "d3", State: domain.DraftOpen, InvoiceNo: "2026-11-014", Cursor: domain.Cursor{Item: domain.WholeBill, Field: domain.FieldBillRef},
		Bills: []domain.DraftBill{{
			Person: person, Support: "S", Category: "S2", Approval: "FHB-7", BillRef: "45678", Comment: "ring",
			Items: []domain.DraftItem{{Date: "2026-11-20", Code: "101"}, {Date: "2026-11-20", Code: "patAvg"}, {Date: "2026-11-21", Code: "103", Comment: "akut"}},
		}},
	}
	return uitest.Open(t, clock, New(clock.Env(), p, "d3")), p
}

// A bill with FHB and other care says so and one key divides it: every row is on
// exactly one of the two, and Ctrl+Z gives the bytes that were there (B9).
func TestSplitOffer(t *testing.T) {
	pl, p := mixedDraft(t)
	before := p.stored["d3"].Bills
	uitest.CheckKeys(t, pl.Screen)
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "Förhandsbedömd vård kan inte") || !strings.Contains(view, "F7 delar räkningen") {
		t.Fatal(view)
	}
	pl.Golden("split-offer")
	pl.Press("f7", "ctrl+z") // as the box says
	if d := last(p); len(d.Bills) != 1 || pl.Screen.(*model).box != nil {
		t.Fatalf("%+v", d.Bills)
	}
	pl.Press("f7")
	pl.Golden("split-done")
	uitest.CheckKeys(t, pl.Screen)
	d := last(p)
	if len(d.Bills) != 2 {
		t.Fatalf("%+v", d.Bills)
	}
	if got := slices.Concat(d.Bills[0].Items, d.Bills[1].Items); !slices.Equal(got, before[0].Items) {
		t.Fatalf("rows %+v", got)
	}
	if b := d.Bills[1]; b.Support != "N" || b.Approval != "" || b.BillRef != "" || b.Items[0].Comment != "akut" {
		t.Fatalf("%+v", b)
	}
	pl.Press("enter")
	if c := cursor(pl); c != "-1 billRef" || pl.Screen.(*model).ed.Bill() != 1 {
		t.Fatalf("at %s of bill %d", c, pl.Screen.(*model).ed.Bill())
	}
	pl.Press("ctrl+z")
	if d := last(p); len(d.Bills) != 1 || !slices.Equal(d.Bills[0].Items, before[0].Items) || d.Bills[0].Approval != "FHB-7" || d.Bills[0].BillRef != "45678" {
		t.Fatalf("%+v", d.Bills)
	}
}

// Where nothing is mixed, or the FHB covers no row at all, the key says so and
// changes nothing.
func TestNothingToSplit(t *testing.T) {
	pl, _ := open(t, "")
	typeBill(pl)
	pl.Press("f7")
	if !strings.Contains(pl.Last.Notice, "inget att dela") {
		t.Fatal(pl.Last.Notice)
	}
	pl, p := mixedDraft(t)
	facts := p.persons["196009172336"]
	facts.Approvals[0].Procedures = []string{"999"}
	pl.Press("f5", "f7")
	if !strings.Contains(pl.Last.Notice, "Ingen åtgärd ingår") || len(p.saves) > 0 && len(last(p).Bills) != 1 {
		t.Fatal(pl.Last.Notice)
	}
}

// In Värmland the other care is billed by another price list (B4): the split does
// not leave the one of S-tandvård on it.
func TestSplitWithPriceLists(t *testing.T) {
	_, p := mixedDraft(t)
	_, w := openRegion(t, "varmland")
	p.data = w.data
	d := p.stored["d3"]
	d.Bills[0].PriceList = "allman"
	p.stored["d3"] = d
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	pl := uitest.Open(t, clock, New(clock.Env(), p, "d3"))
	pl.Press("f7", "enter")
	if b := last(p).Bills; len(b) != 2 || b[0].PriceList != "allman" || b[1].PriceList != "" || b[1].Support != "N" {
		t.Fatalf("%+v", b)
	}
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "Prislista     Förhöjd tandvårdstaxa") {
		t.Error(view)
	}
	for _, f := range pl.Screen.(*model).ed.Checked().Findings {
		if f.Field == domain.FieldPriceList {
			t.Errorf("%+v", f)
		}
	}
}
