package bill

import (
	"math"
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/ui/labels"
	"example.org/tandtui/internal/ui/uitest"
)

// sentenceOfTheirs is a finding's words that this program has no code for.
const sentenceOfTheirs = "Kliniken har inget avtal för åtgärden."

// openRefused opens a bill that the region refused, with its findings.
func openRefused(t *testing.T, r domain.Refusal) (*uitest.Player, *port) {
	t.Helper()
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	p := newPort(t, clock)
	bills := func() []domain.DraftBill {
		return []domain.DraftBill{{
			Person: person, Support: "N", CareModel: "K1", BillRef: "7",
			Items: []domain.DraftItem{{Date: "2026-11-20", Code: "101"}, {Date: "2026-11-20", Code: "patAvg"}},
		}}
	}
	r.Sent = &domain.Sent{InvoiceNo: "1", Bills: bills()}
	p.stored["d9"] = domain.Draft{
		ID: "d9", State: domain.DraftRefused, InvoiceNo: "1", Bills: bills(), Refusal: &r,
		Cursor: domain.Cursor{Item: domain.WholeBill, Field: domain.FieldPerson},
	}
	return uitest.Open(t, clock, New(clock.Env(), p, "d9")), p
}

// A finding of a code that this program does not know says the region's own
// sentence at its field; F3 goes there, another text ends it for good, and undo
// brings it back. One on another field stays.
func TestS2TheRegionsFindingStandsUntilItsFieldChanges(t *testing.T) {
	r := domain.Refusal{Code: "findings", Findings: []domain.Finding{
		{Code: "R-NEW", Severity: domain.SeverityError, Item: 0, Field: domain.FieldItemCode, Text: sentenceOfTheirs},
		{Code: "R-NEWER", Severity: domain.SeverityWarning, Item: domain.WholeBill, Field: domain.FieldBillRef, Text: "Ovanlig referens."},
	}}
	pl, p := openRefused(t, r)
	shows := func(want bool) {
		t.Helper()
		if view := pl.View(uitest.Sizes[1]); strings.Contains(view, sentenceOfTheirs) != want {
			t.Fatalf("shown: %v, wanted %v\n%s", !want, want, view)
		}
	}
	shows(true)
	pl.Golden("refused-unknown-code")
	if ref, _ := pl.Screen.(*model).form.Cursor(); ref.Row != 0 || domain.Field(ref.Name) != domain.FieldItemCode {
		t.Fatalf("opened at %+v", ref)
	}
	pl.Press("shift+tab", "shift+tab", "f3")
	ref, _ := pl.Screen.(*model).form.Cursor()
	if ref.Row != 0 || domain.Field(ref.Name) != domain.FieldItemCode {
		t.Fatalf("F3 went to %+v", ref)
	}
	pl.Press("backspace", "backspace", "backspace")
	pl.Type("103")
	pl.Press("enter")
	shows(false)
	if view := pl.View(uitest.Sizes[1]); !strings.Contains(view, "Ovanlig referens.") {
		t.Fatalf("the other finding went too\n%s", view)
	}
	pl.Flush()
	saved := last(p)
	p.stored["d9"] = saved
	again := uitest.Open(t, uitest.NewClock(t, "2026-11-23 11:00:00"), New(pl.Screen.(*model).env, p, "d9"))
	if view := again.View(uitest.Sizes[1]); strings.Contains(view, sentenceOfTheirs) {
		t.Fatalf("opened again it stands there again\n%s", view)
	}
	for range 12 {
		pl.Press("ctrl+z")
	}
	shows(true)
}

// A refusal that points at no field is said until anything is changed.
func TestARefusalWithoutFindingsIsSaid(t *testing.T) {
	pl, _ := openRefused(t, domain.Refusal{Code: "new-problem", Detail: "Kliniken är spärrad för sändning."})
	if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "Kliniken är spärrad för sändning.") {
		t.Fatal(view)
	}
	pl.Golden("refused-whole")
	pl.Type("1") // in the person's number
	if view := pl.View(uitest.Sizes[0]); strings.Contains(view, "Kliniken är spärrad") {
		t.Fatal(view)
	}
}

// F8 on what the region has refused goes to the field and says so; the same
// again sends it, since the region may say yes now. A mended one is sent at once.
func TestRefusedIsNotSentAgainUnseen(t *testing.T) {
	r := domain.Refusal{Code: "reference-used", Findings: []domain.Finding{
		{Code: rules.CodeBillRefUsed, Severity: domain.SeverityError, Item: domain.WholeBill, Field: domain.FieldBillRef},
	}}
	review := func(pl *uitest.Player) bool { _, open := pl.Screen.(*model).box.(*sheet); return open }
	pl, _ := openRefused(t, r)
	pl.Press("tab", "tab", "f8")
	if review(pl) || pl.Last.Notice != labels.BillRefusedStill || cursor(pl) != "-1 billRef" {
		t.Fatalf("the refused bill is on its way again: %q at %s", pl.Last.Notice, cursor(pl))
	}
	pl.Press("f8")
	if !review(pl) {
		t.Error("it can never be sent again")
	}
	pl, _ = openRefused(t, r)
	pl.Type("8")
	pl.Press("f8")
	if !review(pl) {
		t.Errorf("the mended bill is not sent: %q", pl.Last.Notice)
	}
}

// C6: what an invoice file had wrong stands at its field until that changes, and the
// draft is no refused one.
func TestC6FaultsOfAFileStandAtTheirFields(t *testing.T) {
	_, p := openRefused(t, domain.Refusal{Code: domain.FoundInFile, Findings: []domain.Finding{
		{Code: rules.CodeBillRefUsed, Severity: domain.SeverityError, Item: domain.WholeBill, Field: domain.FieldBillRef},
	}})
	d := p.stored["d9"]
	d.State = domain.DraftOpen
	p.stored["d9"] = d
	clock := uitest.NewClock(t, "2026-11-23 10:42:07")
	pl := uitest.Open(t, clock, New(clock.Env(), p, "d9"))
	if cursor(pl) != "-1 billRef" {
		t.Fatalf("the cursor is at %s", cursor(pl))
	}
	if pl.Press("tab", "f8"); pl.Last.Notice != labels.BillFoundStill {
		t.Fatalf("%q", pl.Last.Notice)
	}
	pl.Type("8")
	pl.Press("f8")
	if _, review := pl.Screen.(*model).box.(*sheet); !review {
		t.Errorf("the mended bill is not sent: %q", pl.Last.Notice)
	}
}

// A finding that points outside the bills is said, and ends nothing.
func TestRefusalThatPointsNowhere(t *testing.T) {
	for _, code := range []string{rules.CodePersonUnknown, rules.CodeApprovalMixed, "R-NEW"} {
		for _, at := range []int{-1, 1, math.MaxInt, math.MinInt} {
			pl, _ := openRefused(t, domain.Refusal{Code: "findings", Findings: []domain.Finding{
				{Code: code, Severity: domain.SeverityError, Bill: at, Item: at, Field: domain.FieldItemCode, Text: sentenceOfTheirs},
			}})
			for _, k := range []string{"f3", "f8", "f8"} {
				pl.Press(k)
				if view := pl.View(uitest.Sizes[0]); !strings.Contains(view, "✗") {
					t.Fatalf("%s at %d, after %s:\n%s", code, at, k, view)
				}
			}
		}
	}
}

// The region's list was newer than ours: once ours is as new there is nothing to
// mend, so the refusal is a word of the new price, and F3 goes past it. Until then
// F3 reaches what stands behind a price that cannot be entered.
func TestARefusedPriceThatIsTheListsByNow(t *testing.T) {
	priced := func(list string) domain.Refusal {
		return domain.Refusal{Code: "findings", Findings: []domain.Finding{
			{Code: rules.CodePriceList, Severity: domain.SeverityError, Item: 0, Field: domain.FieldItemPrice, Params: map[string]string{"code": "101", "price": "1 000,00", "list": list, "date": "2026-11-20"}},
			{Code: "R-NEW", Severity: domain.SeverityError, Item: 1, Field: domain.FieldItemCode, Text: sentenceOfTheirs},
		}}
	}
	pl, p := openRefused(t, priced("9 999,00"))
	pl.Press("f3")
	first := cursor(pl)
	pl.Press("f3")
	if second := cursor(pl); first != "0 code" && second != "0 code" || first == second {
		t.Errorf("F3 goes from %s to %s", first, second)
	}
	now, _ := p.data.Prices.Procedure(domain.ListKey{Support: "N"}, domain.MustDate("2026-11-20"), "101")
	pl, _ = openRefused(t, priced(now.Price.String()))
	if pl.Press("f3"); cursor(pl) != "1 code" {
		t.Fatalf("F3 goes to %s", cursor(pl))
	}
	pl.Press("ctrl+d") // the other row that they refused
	if view := pl.View(uitest.Sizes[1]); !strings.Contains(view, "regionens nya prislista säger") || strings.Contains(view, "✗") {
		t.Errorf("the new price is not told of:\n%s", view)
	}
	pl.Golden("refused-price")
	if pl.Press("f8"); pl.Last.Notice == labels.BillRefusedStill {
		t.Error("F8 has something against a bill with nothing to mend")
	}
}
