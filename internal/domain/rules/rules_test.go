package rules_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/region"
)

var update = flag.Bool("update", false, "write docs/findings.md")

var today = domain.MustDate("2026-11-23")

func facts(t testing.TB) rules.Facts {
	t.Helper()
	profile, prices, err := region.Load("vgr")
	if err != nil {
		t.Fatal(err)
	}
	id := person(t, "196009172336")
	return rules.Facts{
		Today: today, Profile: profile, Prices: prices, Clinic: domain.Clinic{No: "31"},
		Persons: map[domain.PersonID]domain.PersonFacts{id: {
			Person: id,
			Entitlements: []domain.Entitlement{
				{No: "764153", Support: domain.SupportN, Category: "N1", Validity: domain.Period{From: domain.MustDate("2024-01-16")}},
				{No: "700001", Support: domain.SupportF, Category: "F2", Validity: domain.Period{From: domain.MustDate("2024-01-16"), To: domain.MustDate("2026-11-10")}},
			},
			Approvals: []domain.PriorApproval{{No: "FHB1", Support: domain.SupportS, Validity: domain.Period{From: domain.MustDate("2026-10-01"), To: domain.MustDate("2027-09-30")}}},
		}},
		UsedRefs: map[string]bool{rules.NormalRef("Gammal 1"): true},
	}
}

func person(t testing.TB, s string) domain.PersonID {
	t.Helper()
	id, err := domain.ParsePersonID(s, today)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// good is a draft without findings: N-tandvård, two visits, a fee each.
func good() domain.Draft {
	return domain.Draft{InvoiceNo: "2026-11-014", Bills: []domain.DraftBill{{
		Person: "19600917-2336", Support: "N", CareModel: "K1", BillRef: "45678",
		Items: []domain.DraftItem{
			{Date: "2026-11-20", Code: "101"},
			{Date: "2026-11-20", Code: "825", Position: "UK"},
			{Date: "2026-11-20", Code: "patAvg"},
			{Date: "ig", Code: "121", Position: ""},
			{Date: "ig", Code: "patAvg", Price: "200"},
		},
	}}}
}

func TestGoodBillHasNoFindings(t *testing.T) {
	r := rules.ReadDraft(good(), facts(t))
	if len(r.Findings) != 0 {
		t.Fatalf("found %+v", r.Findings)
	}
	if got := r.Bills[0].Sum(); got != domain.Kronor(1100+15250-200+80-200) {
		t.Fatalf("sum %v", got)
	}
	if r.Bills[0].Items[4].Price != -domain.Kronor(200) {
		t.Fatal("a fee typed without sign must be a fee")
	}
}

// Each case breaks the good draft in one way and must give exactly its finding
// (and those it cannot do without).
func TestFindings(t *testing.T) {
	type bill = domain.DraftBill
	cases := []struct {
		code  string
		item  int
		field domain.Field
		do    func(b *bill)
		facts func(f *rules.Facts)
	}{
		{code: rules.CodePersonMissing, item: -1, field: domain.FieldPerson, do: func(b *bill) { b.Person = " " }},
		{code: rules.CodePersonInvalid, item: -1, field: domain.FieldPerson, do: func(b *bill) { b.Person = "19600917-2337" }},
		{code: rules.CodePersonUnborn, item: 0, field: domain.FieldItemDate, do: func(b *bill) { b.Person = "20100101-2390"; b.Items = b.Items[:1]; b.Items[0].Date = "2009-12-31" },
			facts: func(f *rules.Facts) { f.Profile.DeadlineMonths = 0 }},
		{code: rules.CodeSupportMissing, item: -1, field: domain.FieldSupport, do: func(b *bill) { b.Support = "" }},
		{code: rules.CodeEntitlement, item: 0, field: domain.FieldItemDate, do: func(b *bill) { b.Support, b.CareModel = "F", "" }},
		{code: rules.CodeCareModelMissing, item: -1, field: domain.FieldCareModel, do: func(b *bill) { b.CareModel = "" }},
		{code: rules.CodeCareModelUnknown, item: -1, field: domain.FieldCareModel, do: func(b *bill) { b.CareModel = "K9" }},
		{code: rules.CodeCategoryMissing, item: -1, field: domain.FieldCategory, do: func(b *bill) { b.Support, b.Approval = "S", "FHB1" }},
		{code: rules.CodeCategoryUnknown, item: -1, field: domain.FieldCategory, do: func(b *bill) { b.Support, b.Approval, b.Category = "S", "FHB1", "S99" }},
		{code: rules.CodeCategoryEnded, item: -1, field: domain.FieldCategory, do: func(b *bill) { b.Support, b.Approval, b.Category = "S", "FHB1", "S13" }},
		{code: rules.CodeApprovalMissing, item: -1, field: domain.FieldApproval, do: func(b *bill) { b.Support, b.Category = "S", "S4" }},
		{code: rules.CodeApprovalInvalid, item: -1, field: domain.FieldApproval, do: func(b *bill) { b.Support, b.Category, b.Approval = "S", "S4", "FHB2" }},
		{code: rules.CodeApprovalUnwanted, item: -1, field: domain.FieldApproval, do: func(b *bill) { b.Approval = "FHB1" }},
		{code: rules.CodeExemptionNo, item: -1, field: domain.FieldExemptionNo, do: func(b *bill) {
			b.Exempt, b.ExemptionFrom, b.ExemptionTo = true, "2025-01-01", "2025-12-31"
		}},
		{code: rules.CodeExemptionPeriod, item: -1, field: domain.FieldExemptionFrom, do: func(b *bill) { b.Exempt, b.ExemptionNo, b.ExemptionTo = true, "7", "2025-12-31" }},
		{code: rules.CodeExemptionOrder, item: -1, field: domain.FieldExemptionTo, do: func(b *bill) {
			b.Exempt, b.ExemptionNo, b.ExemptionFrom, b.ExemptionTo = true, "7", "2025-12-31", "2025-01-01"
		}},
		{code: rules.CodeInvoiceNoMissing, item: -1, field: domain.FieldInvoiceNo, facts: func(f *rules.Facts) { f.Profile.InvoiceNoMust = true }},
		{code: rules.CodeBillRefMissing, item: -1, field: domain.FieldBillRef, do: func(b *bill) { b.BillRef = "" }},
		{code: rules.CodeBillRefUsed, item: -1, field: domain.FieldBillRef, do: func(b *bill) { b.BillRef = " GAMMAL  1" }},
		{code: rules.CodeTextLong, item: -1, field: domain.FieldComment, do: func(b *bill) { b.Comment = strings.Repeat("å", 501) }},
		{code: rules.CodeItemsNone, item: -1, field: domain.FieldItems, do: func(b *bill) { b.Items = nil }},
		{code: rules.CodeItemsMany, item: -1, field: domain.FieldItems, do: func(b *bill) { b.Items = make([]domain.DraftItem, 501) }},
		{code: rules.CodeDateMissing, item: 3, field: domain.FieldItemDate, do: func(b *bill) { b.Items[3].Date = ""; b.Items = b.Items[:4] }},
		{code: rules.CodeDateInvalid, item: 0, field: domain.FieldItemDate, do: func(b *bill) { b.Items[0].Date = "2026-02-30" }},
		{code: rules.CodeDateFuture, item: 3, field: domain.FieldItemDate, do: func(b *bill) { b.Items[3].Date, b.Items[4].Date = "2026-11-24", "2026-11-24" }},
		{code: rules.CodeDateLate, item: 3, field: domain.FieldItemDate, do: func(b *bill) { b.Items[3].Date, b.Items[4].Date = "2026-05-22", "2026-05-22" }},
		{code: rules.CodeDateSoon, item: 3, field: domain.FieldItemDate, do: func(b *bill) { b.Items[3].Date, b.Items[4].Date = "2026-05-23", "2026-05-23" }},
		{code: rules.CodeCodeMissing, item: 3, field: domain.FieldItemCode, do: func(b *bill) { b.Items[3].Code = "" }},
		{code: rules.CodeCodeUnknown, item: 0, field: domain.FieldItemCode, do: func(b *bill) { b.Items[0].Code = "999" }},
		{code: rules.CodeCodeNoList, item: 3, field: domain.FieldItemDate, do: func(b *bill) { b.Items = b.Items[:4]; b.Items[3].Date, b.Items[3].Price = "2025-12-31", "80" },
			facts: func(f *rules.Facts) { f.Profile.DeadlineMonths, f.Profile.FeeMissing = 0, "" }},
		{code: rules.CodeCodeSpecialist, item: 0, field: domain.FieldItemCode, do: func(b *bill) { b.Items[0].Code = "107S" }},
		{code: rules.CodeCodeExchange, item: 0, field: domain.FieldItemCode, do: func(b *bill) { b.Items[0].Code = "921"; b.Items[0].Position = "16" }},
		{code: rules.CodePositionMissing, item: 1, field: domain.FieldItemPosition, do: func(b *bill) { b.Items[1].Position = "" }},
		{code: rules.CodePositionUnwanted, item: 0, field: domain.FieldItemPosition, do: func(b *bill) { b.Items[0].Position = "16" }},
		{code: rules.CodePositionInvalid, item: 1, field: domain.FieldItemPosition, do: func(b *bill) { b.Items[1].Position = "57" }},
		{code: rules.CodePositionKind, item: 1, field: domain.FieldItemPosition, do: func(b *bill) { b.Items[1].Position = "16" }},
		{code: rules.CodePriceInvalid, item: 1, field: domain.FieldItemPrice, do: func(b *bill) { b.Items[1].Price = "mycket" }},
		{code: rules.CodePriceMissing, item: 0, field: domain.FieldItemPrice, facts: func(f *rules.Facts) { f.Prices[0].Procedures = actualCost(f.Prices[0].Procedures, "101") }},
		{code: rules.CodePriceNegative, item: 0, field: domain.FieldItemPrice, do: func(b *bill) { b.Items[0].Price = "-1100" }},
		{code: rules.CodePriceList, item: 0, field: domain.FieldItemPrice, do: func(b *bill) { b.Items[0].Price = "1101" }},
		{code: rules.CodeSumNegative, item: -1, field: domain.FieldItems, do: func(b *bill) { b.Items = b.Items[3:] }},
		{code: rules.CodeFeeMissing, item: 3, field: domain.FieldItemDate, do: func(b *bill) { b.Items = b.Items[:4] }},
		{code: rules.CodeFeeExempt, item: 2, field: domain.FieldItemCode, do: func(b *bill) {
			b.Exempt, b.ExemptionNo, b.ExemptionFrom, b.ExemptionTo = true, "7", "2026-01-01", "2026-11-20"
		}},
		{code: rules.CodeFeeFree, item: 2, field: domain.FieldItemCode, do: func(b *bill) { b.Person = "19340512-8350" }},
		{code: rules.CodeFeeTwice, item: 3, field: domain.FieldItemCode, do: func(b *bill) {
			b.Items = slices.Insert(b.Items, 3, domain.DraftItem{Date: "2026-11-20", Code: "patAvg"})
		}},
		{code: rules.CodeFeeAlone, item: 4, field: domain.FieldItemCode, do: func(b *bill) { b.Items[4].Date = "2026-11-19"; b.Items[3].Date = "2026-11-20" }},
		{code: rules.CodeFeeSign, item: 2, field: domain.FieldItemPrice, do: func(b *bill) { b.Items[2].Price = "0" }},
		{code: rules.CodeFeeAmount, item: 2, field: domain.FieldItemPrice, do: func(b *bill) { b.Items[2].Price = "-150" }},
		{code: rules.CodeDouble, item: 2, field: domain.FieldItemCode, do: func(b *bill) { b.Items = slices.Insert(b.Items, 2, b.Items[1]) }},
	}
	tested := map[string]bool{rules.CodeBillRefTwice: true} // TestSameReferenceTwice
	for _, c := range cases {
		t.Run(c.code, func(t *testing.T) {
			d, f := good(), facts(t)
			if c.do != nil {
				c.do(&d.Bills[0])
			}
			if c.facts != nil {
				c.facts(&f)
			}
			if c.code == rules.CodeInvoiceNoMissing {
				d.InvoiceNo = ""
			}
			found := rules.ReadDraft(d, f).Findings
			at := slices.IndexFunc(found, func(x domain.Finding) bool { return x.Code == c.code })
			if at < 0 {
				t.Fatalf("not found among %+v", found)
			}
			if got := found[at]; got.Item != c.item || got.Field != c.field {
				t.Errorf("points at item %d field %s, want %d %s", got.Item, got.Field, c.item, c.field)
			}
			if len(found) > 2 {
				t.Errorf("one fault gave %d findings: %+v", len(found), found)
			}
		})
		tested[c.code] = true
	}
	for _, d := range rules.Docs() {
		if !tested[d.Code] {
			t.Errorf("%s has no example that fails", d.Code)
		}
	}
}

func actualCost(list []domain.Procedure, code string) []domain.Procedure {
	list = slices.Clone(list)
	for i := range list {
		if list[i].Code == code {
			list[i].ActualCost, list[i].Price = true, 0
		}
	}
	return list
}

func TestSameReferenceTwice(t *testing.T) {
	d := good()
	d.Bills = append(d.Bills, d.Bills[0])
	d.Bills[1].BillRef = " 45678 "
	found := rules.ReadDraft(d, facts(t)).Findings
	if len(found) != 1 || found[0].Code != rules.CodeBillRefTwice || found[0].Bill != 1 {
		t.Fatalf("found %+v", found)
	}
}

// Manual VGR, the bill of 28 680 kr: 101, 825 UK, 825S ÖK and a fee of 200 kr,
// at the prices of the list in force (101 1 100, 825 15 250, 825S here as listed).
func TestManualVGRBill28680(t *testing.T) {
	d := good()
	d.Bills[0].Items = []domain.DraftItem{
		{Date: "2026-09-01", Code: "101"}, {Date: "2026-09-01", Code: "825", Position: "UK"},
		{Date: "2026-09-01", Code: "825S", Position: "ÖK"}, {Date: "2026-09-01", Code: "patAvg"},
	}
	f := facts(t)
	f.Clinic.Specialists = true
	r := rules.ReadDraft(d, f)
	p825S, ok := f.Prices.Procedure(domain.SupportN, domain.MustDate("2026-09-01"), "825S")
	if !ok || len(r.Findings) != 0 {
		t.Fatalf("%v, found %+v", ok, r.Findings)
	}
	if want := domain.Kronor(1100+15250-200) + p825S.Price; r.Bills[0].Sum() != want {
		t.Fatalf("sum %v, want %v", r.Bills[0].Sum(), want)
	}
}

// What the client passes the server passes: the bill as read, sent and checked
// with the same facts, gives the same findings.
func TestServerAgrees(t *testing.T) {
	f := facts(t)
	rapid.Check(t, func(t *rapid.T) {
		d := drawDraft(t)
		r := rules.ReadDraft(d, f)
		wire, err := json.Marshal(r.Bills)
		if err != nil {
			t.Fatal(err)
		}
		var back []domain.Bill
		if err := json.Unmarshal(wire, &back); err != nil {
			t.Fatal(err)
		}
		clientErrors := errorsOf(r.Findings)
		serverErrors := errorsOf(rules.CheckInvoice(r.InvoiceNo, back, f))
		if len(clientErrors) == 0 && len(serverErrors) > 0 {
			t.Fatalf("the client passes what the server refuses: %+v", serverErrors)
		}
	})
}

func errorsOf(all []domain.Finding) (list []domain.Finding) {
	for _, f := range all {
		if f.Severity == domain.SeverityError {
			list = append(list, f)
		}
	}
	return list
}

// drawDraft makes drafts of right and wrong values in any mix.
func drawDraft(t *rapid.T) domain.Draft {
	pick := func(name string, values ...string) string { return rapid.SampledFrom(values).Draw(t, name) }
	d := domain.Draft{InvoiceNo: pick("no", "", "1", "x y")}
	for range rapid.IntRange(1, 3).Draw(t, "bills") {
		b := domain.DraftBill{
			Person: pick("person", "19600917-2336", "6009172336", "19340512-8350", "1", "", "x"), Support: pick("support", "N", "N", "F", "S", "", "Q"),
			CareModel: pick("model", "K1", "", "Z"), Category: pick("category", "", "S4", "S13"), Approval: pick("fhb", "", "FHB1"),
			BillRef: pick("ref", "a", "b", "c", ""), Exempt: rapid.Bool().Draw(t, "exempt"), ExemptionNo: pick("frikort", "1", ""),
			ExemptionFrom: pick("from", "2026-01-01", "", "?"), ExemptionTo: pick("to", "2026-12-31", "", "-1"),
		}
		for range rapid.IntRange(0, 6).Draw(t, "items") {
			b.Items = append(b.Items, domain.DraftItem{
				Date: pick("date", "2026-11-20", "i", "ig", "", "2027-01-01", "2025-01-01", "nej"), Code: pick("code", "101", "825", "patAvg", "107S", "921", "", "000"),
				Position: pick("position", "", "UK", "16", "11 12", "99"), Price: pick("price", "", "", "200", "-200", "1100", "x"),
			})
		}
		d.Bills = append(d.Bills, b)
	}
	return d
}

func TestStableAndPure(t *testing.T) {
	f := facts(t)
	rapid.Check(t, func(t *rapid.T) {
		d := drawDraft(t)
		before := fmt.Sprintf("%+v", d)
		one, two := rules.ReadDraft(d, f), rules.ReadDraft(d, f)
		if diff := cmp.Diff(one.Findings, two.Findings); diff != "" {
			t.Fatal(diff)
		}
		if fmt.Sprintf("%+v", d) != before {
			t.Fatal("reading changed the draft")
		}
		for _, x := range one.Findings {
			if x.Bill < 0 || x.Bill >= len(d.Bills) || x.Item < domain.WholeBill || x.Item >= len(d.Bills[x.Bill].Items) {
				t.Fatalf("points nowhere: %+v", x)
			}
		}
	})
}

func TestNothingKnownFindsLittleAndDoesNotPanic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { rules.ReadDraft(drawDraft(t), rules.Facts{}) })
}

func FuzzReadDraft(f *testing.F) {
	profile, prices, err := region.Load("vgr")
	if err != nil {
		f.Fatal(err)
	}
	known := rules.Facts{Today: today, Profile: profile, Prices: prices}
	raw, _ := json.Marshal(good())
	f.Add(raw)
	f.Fuzz(func(_ *testing.T, b []byte) {
		var d domain.Draft
		if json.Unmarshal(b, &d) == nil {
			rules.ReadDraft(d, known)
		}
	})
}

// docs/findings.md is written from the code: go test ./internal/domain/rules -run Docs -update.
func TestDocs(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Findings\n\nEvery finding of `internal/domain/rules`, made from the code (`go test ./internal/domain/rules -run Docs -update`).\nThe Swedish sentences stand in `internal/text/findings.go`.\n\n| code | severity | what is wrong | source |\n|---|---|---|---|\n")
	for _, d := range rules.Docs() {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", d.Code, d.Severity, d.Rule, d.Source)
	}
	const file = "../../../docs/findings.md"
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil || string(got) != b.String() {
		t.Fatalf("docs/findings.md is not what the code says (%v); run with -update", err)
	}
}

func BenchmarkCheck30(b *testing.B) {
	f := facts(b)
	d := good()
	for len(d.Bills[0].Items) < 30 {
		d.Bills[0].Items = append(d.Bills[0].Items, d.Bills[0].Items[:5]...)
	}
	bill, _ := rules.Read(d.Bills[0], f)
	b.ReportAllocs()
	for b.Loop() {
		rules.Check(bill, f)
	}
}
