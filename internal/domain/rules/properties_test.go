package rules_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// What the client passes, the server passes: the bill as read, sent and checked
// with the same facts gives the same findings.
func TestServerAgrees(t *testing.T) {
	f := strict(t)
	drawn, passed := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		d := drawLikely(t)
		r := rules.ReadDraft(d, f)
		drawn++
		wire, err := json.Marshal(r.Bills)
		if err != nil {
			t.Fatal(err)
		}
		var back []domain.Bill
		if err := json.Unmarshal(wire, &back); err != nil {
			t.Fatal(err)
		}
		if hasError(r.Findings) {
			return
		}
		passed++
		if diff := cmp.Diff(r.Findings, rules.CheckInvoice(r.InvoiceNo, back, f)); diff != "" {
			t.Fatalf("the client passes the bill, and the server finds something else: %s", diff)
		}
	})
	if passed*20 < drawn {
		t.Errorf("only %d of %d drafts pass the client: that says nothing of the server", passed, drawn)
	}
}

// strict is a region that uses every rule of its profile.
func strict(t *testing.T) rules.Facts {
	t.Helper()
	f := vgr(t)
	often(yearly, earlierItem("101", "", "2026-03-01"))(nil, nil, &f)
	f.Profile.Cautions = []domain.Caution{
		{Kind: domain.CautionProvisional, Codes: []string{"704"}, Words: []string{"provisorisk"}, Again: 90, Validity: yearly.Validity},
		{Kind: domain.CautionSelfCare, Codes: []string{"107"}, Validity: yearly.Validity},
	}
	f.Profile.PerformerMust, f.Clinic.Specialists = true, true
	f.Performers = []domain.Performer{{No: "S1", Specialist: true, Validity: yearly.Validity}, {No: "T1", Validity: yearly.Validity}}
	return f
}

// drawLikely makes drafts as users make them: most values are right.
func drawLikely(t *rapid.T) domain.Draft {
	often := func(name, right string, wrong ...string) string {
		if rapid.IntRange(0, 19).Draw(t, name+"?") > 0 {
			return right
		}
		return rapid.SampledFrom(wrong).Draw(t, name)
	}
	d := domain.Draft{InvoiceNo: "1"}
	for n := range rapid.IntRange(1, 3).Draw(t, "bills") {
		b := good().Bills[0]
		if rapid.Bool().Draw(t, "S") {
			asS(&b)
		}
		b.Person = rapid.SampledFrom([]string{adult, "5205162331", ancient, child, young}).Draw(t, "person")
		b.FeeGround = often("ground", map[bool]string{true: "påbörjad"}[b.Person == young], "beslutad", "x")
		b.Approval, b.BillRef = often("fhb", b.Approval, "FHB9", "FHB7", ""), often("ref", strconv.Itoa(n), "1", "", "Använd 1")
		if rapid.IntRange(0, 3).Draw(t, "exempt") == 0 {
			b.Exempt, b.ExemptionNo, b.ExemptionFrom, b.ExemptionTo = true, "7", often("from", "2026-11-01", "?", ""), often("to", "2026-11-30", "2026-11-19", "")
		}
		b.Items = nil
		for range rapid.IntRange(1, 4).Draw(t, "items") {
			item := rapid.SampledFrom([]domain.DraftItem{{Code: "101"}, {Code: "825", Position: "uk"}, {Code: "704", Position: "46"}, {Code: "107S"}, {Code: actualCost, Price: "1 250,50"}}).Draw(t, "item")
			item.Date, item.Price = often("date", rapid.SampledFrom([]string{"2026-11-19", "-3", "i"}).Draw(t, "day"), "2027-01-01", "nej"), often("price", item.Price, "1100", "x", "-1")
			item.Performer, item.Comment = often("performer", "S1", "T1", "s1", "", "X"), often("comment", "", "Provisorisk")
			b.Items = append(b.Items, item)
			if fee := (domain.DraftItem{Date: item.Date, Code: "patAvg"}); often("fee", "yes", "") != "" && b.Person == adult && !b.Exempt && count(b.Items, fee) == 0 {
				b.Items = append(b.Items, fee)
			}
		}
		d.Bills = append(d.Bills, b)
	}
	return d
}

func hasError(found []domain.Finding) bool {
	return slices.ContainsFunc(found, func(x domain.Finding) bool { return x.Severity == domain.SeverityError })
}

// drawAny makes drafts of both sorts.
func drawAny(t *rapid.T) domain.Draft {
	if rapid.Bool().Draw(t, "likely") {
		return drawLikely(t)
	}
	return drawDraft(t)
}

// drawDraft makes drafts of right and wrong values in any mix.
func drawDraft(t *rapid.T) domain.Draft {
	pick := func(name string, values ...string) string { return rapid.SampledFrom(values).Draw(t, name) }
	d := domain.Draft{InvoiceNo: pick("no", "", "1", "x y")}
	for range rapid.IntRange(1, 3).Draw(t, "bills") {
		b := domain.DraftBill{
			Person: pick("person", "19520516-2331", "5205162331", "19290320-9175", "1", "", "x"), Support: pick("support", "N", "N", "F", "S", "", "Q"),
			CareModel: pick("model", "K1", "", "Z"), Category: pick("category", "", "S4", "S13"), Approval: pick("fhb", "", "FHB7", "FHB9"),
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
	f := strict(t)
	rapid.Check(t, func(t *rapid.T) {
		d := drawAny(t)
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

// The order of rows decides where a finding points, never whether it is made.
func TestOrderOfRowsDoesNotMatter(t *testing.T) {
	f := strict(t)
	rapid.Check(t, func(t *rapid.T) {
		d := drawAny(t)
		before := codes(rules.ReadDraft(d, f))
		for i := range d.Bills {
			d.Bills[i].Items = rapid.Permutation(d.Bills[i].Items).Draw(t, "items")
		}
		if diff := cmp.Diff(before, codes(rules.ReadDraft(d, f))); diff != "" {
			t.Fatal(diff)
		}
	})
}

// codes lists "BILL CODE" of all findings, sorted.
func codes(r rules.Reading) (list []string) {
	for _, x := range r.Findings {
		list = append(list, fmt.Sprint(x.Bill, " ", x.Code))
	}
	slices.Sort(list)
	return list
}

func TestNothingKnownFindsLittleAndDoesNotPanic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { rules.ReadDraft(drawAny(t), rules.Facts{}) })
}

func FuzzReadDraft(f *testing.F) {
	known := vgr(f)
	raw, _ := json.Marshal(good())
	f.Add(raw)
	f.Fuzz(func(_ *testing.T, b []byte) {
		var d domain.Draft
		if json.Unmarshal(b, &d) == nil {
			rules.ReadDraft(d, known)
		}
	})
}

// The server checks what anyone may send it: a bill's JSON, not a draft.
func FuzzCheckInvoice(f *testing.F) {
	known := vgr(f)
	raw, _ := json.Marshal(rules.ReadDraft(good(), known).Bills)
	f.Add("1", raw)
	f.Add("", []byte(`[{"person":"195205162331","support":"S","approval":"FHB7","exemption":{"no":"1"},"items":[{"date":"","code":"patAvg","position":"x y","price":-9223372036854775808}]}]`))
	f.Fuzz(func(t *testing.T, no string, b []byte) {
		var bills []domain.Bill
		if json.Unmarshal(b, &bills) != nil {
			return
		}
		for _, x := range rules.CheckInvoice(no, bills, known) {
			if x.Bill < 0 || x.Bill >= max(1, len(bills)) || x.Item < domain.WholeBill || x.Code == "" {
				t.Fatalf("%+v", x)
			}
		}
	})
}
