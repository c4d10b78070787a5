package invoicefile

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"example.org/tandtui/internal/domain"
)

var someDay = domain.MustDate("2026-11-28")

// written writes entries and reads them again.
func written(t interface{ Fatal(...any) }, entries []*Entry) parsed {
	var out bytes.Buffer
	h := Header{FileID: "0b8f6a52-6a43-4f0e-9a55-3f6d1c2b7e90", Created: "2026-11-28T10:00:00Z", System: "tandtui", SystemVersion: "1", OrgNumber: "857209-0606"}
	if err := Write(&out, h, entries, someDay); err != nil {
		t.Fatal(err)
	}
	p, err := parseWith(&out, DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func ids() func() string {
	n := 0
	return func() string { n++; return fmt.Sprintf("a1f0c1de-52a4-4c0b-8d6f-%012d", n) }
}

// Nothing that is typed is lost on the way to a file and back, right or wrong.
func TestDraftsGoToAFileAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := func(name string) string {
			return tidy([]byte(rapid.StringOfN(rapid.RuneFrom([]rune("aå<&>\"'1-, ")), 0, 8, -1).Draw(t, name)))
		}
		date := func(name string) string { // written out: see TestShortFormsAreWrittenOut
			return rapid.SampledFrom([]string{"2026-11-20", "", "x", "2026-13-01"}).Draw(t, name)
		}
		b := domain.DraftBill{
			Person: word("person"), Support: word("support"), CareModel: word("model"), Category: word("category"), Approval: word("approval"),
			PriceList: word("list"), FeeGround: word("ground"), BillRef: word("ref"), Comment: word("comment"),
		}
		if b.Exempt = rapid.Bool().Draw(t, "exempt"); b.Exempt {
			b.ExemptionNo, b.ExemptionFrom, b.ExemptionTo = word("no"), date("from"), date("to")
		}
		for range rapid.IntRange(0, 3).Draw(t, "rows") {
			b.Items = append(b.Items, domain.DraftItem{
				Date: date("date"), Code: rapid.SampledFrom([]string{"101", "patAvg", ""}).Draw(t, "code"),
				Price: rapid.SampledFrom([]string{"", "1 250,00", "-200,00", "12,345", "x", "999999999"}).Draw(t, "price"), Comment: word("row"),
			})
		}
		p := written(t, FromDrafts([]domain.Draft{{Clinic: "31", InvoiceNo: "1", Bills: []domain.DraftBill{b}}}, ids()))
		if len(p.entries) != 1 || p.entries[0].Invoice != (Invoice{1, "31", "1"}) {
			t.Fatalf("%d entries", len(p.entries))
		}
		got := p.entries[0].Draft
		for i := range b.Items {
			switch item := &b.Items[i]; {
			case item.Price == "999999999": // more than an amount can be; öre would make less of it
				item.Price += " kr"
			case item.Price == "1 250,00" && item.Code == domain.PatientFeeCode: // typed without its sign
				item.Price = "-1 250,00"
			}
		}
		if len(got.Items) == 0 {
			got.Items = nil
		}
		if diff := cmp.Diff(b, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

// Short forms are written out: in a file a date does not depend on the day.
func TestShortFormsAreWrittenOut(t *testing.T) {
	b := domain.DraftBill{Items: []domain.DraftItem{{Date: "i", Code: "101", Price: "1250"}, {Date: "-3", Code: "PATAVG", Price: "200"}}}
	got := written(t, FromDrafts([]domain.Draft{{Clinic: "31", Bills: []domain.DraftBill{b}}}, ids())).entries[0].Draft.Items
	want := []domain.DraftItem{{Date: "2026-11-28", Code: "101", Price: "1 250,00"}, {Date: "2026-11-25", Code: "patAvg", Price: "-200,00"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// An invoice of the region can be taken out as a file, and says the same.
func TestAnInvoiceGoesToAFile(t *testing.T) {
	id, err := domain.ParsePersonID("19520516-2331", someDay)
	if err != nil {
		t.Fatal(err)
	}
	bill := domain.InvoiceBill{Entitlement: "764153", Bill: domain.Bill{
		Person: id, Support: domain.SupportN, CareModel: "K1", BillRef: "45678",
		Exemption: &domain.FeeExemption{No: "7", Validity: domain.Period{From: domain.MustDate("2026-01-01"), To: domain.MustDate("2026-12-31")}},
		Items:     []domain.Item{{Date: domain.MustDate("2026-11-20"), Code: "704", Position: "46", Price: domain.Kronor(940)}},
	}}
	p := written(t, FromInvoice(domain.Invoice{Clinic: "31", InvoiceNo: "1", Bills: []domain.InvoiceBill{bill}}, ids()))
	e := p.entries[0]
	want := domain.DraftBill{
		Person: "19520516-2331", Support: "N", CareModel: "K1", BillRef: "45678", Exempt: true, ExemptionNo: "7", ExemptionFrom: "2026-01-01", ExemptionTo: "2026-12-31",
		Items: []domain.DraftItem{{Date: "2026-11-20", Code: "704", Position: "46", Price: "940,00"}},
	}
	if diff := cmp.Diff(want, e.Draft); diff != "" || e.Entitlement != "764153" || e.PersonKind != kindPerson || len(p.found) > 0 {
		t.Errorf("%s %+v %v", diff, e, p.found)
	}
}

// A writer that has written something else than its header says tells so.
func TestTheWriterKeepsItsControlSums(t *testing.T) {
	entries := FromDrafts([]domain.Draft{{Clinic: "31", Bills: []domain.DraftBill{{Items: []domain.DraftItem{{Price: "1"}}}}}}, ids())
	for _, h := range []Header{{Bills: 2, Sum: 100}, {Bills: 1, Sum: 101}, {Bills: 1, Credits: 1, Sum: 100}} {
		var out strings.Builder
		w := NewWriter(&out, h, someDay)
		w.Bill(entries[0])
		if err := w.Close(); err != ErrControl { //nolint:errorlint // given bare
			t.Errorf("%+v: %v", h, err)
		}
	}
}
