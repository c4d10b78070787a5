package rules_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// "I dessa fall måste alltså vården delas upp i två räkningar."
func TestSplitOfManual(t *testing.T) {
	d, f := good(), vgr(t)
	asS(&d.Bills[0])
	grant(&f, "825")
	d.Bills[0].Items = []domain.DraftItem{
		{Date: "2026-11-19", Code: "101", Comment: "annan dag"},
		{Date: "2026-11-19", Code: "patAvg"},
		{Date: "2026-11-20", Code: "825", Position: "uk", Price: "15 250"},
		{Date: "2026-11-20", Code: "103"},
		{Date: "2026-11-20", Code: "patAvg", Price: "200"},
	}
	before := d.Bills[0]
	approved, other, ok := rules.Split(d.Bills[0], f)
	if !ok {
		t.Fatal("nothing to divide")
	}
	if diff := cmp.Diff(approved.Items, []domain.DraftItem{before.Items[2], before.Items[4]}); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(other.Items, []domain.DraftItem{before.Items[0], before.Items[1], before.Items[3]}); diff != "" {
		t.Error(diff)
	}
	if approved.Approval != "FHB7" || approved.BillRef != "45678" || other.Approval != "" || other.BillRef != "" || other.Support != "N" || other.Category != "" {
		t.Errorf("approved %+v\nother %+v", approved, other)
	}
	other.BillRef, other.CareModel = "45679", "K1"
	d.Bills = []domain.DraftBill{approved, other}
	if found := rules.ReadDraft(d, f).Findings; len(found) > 0 { // the 20th has its fee, on the other bill
		t.Errorf("%+v", found)
	}
}

func TestNothingToSplit(t *testing.T) {
	for name, edit := range map[string]func(*domain.DraftBill, *rules.Facts){
		"no FHB":                 func(*domain.DraftBill, *rules.Facts) {},
		"FHB of another":         func(b *domain.DraftBill, _ *rules.Facts) { asS(b); b.Approval = "FHB8" },
		"FHB of another support": func(b *domain.DraftBill, f *rules.Facts) { b.Approval = "FHB7"; grant(f, "101") },
		"FHB for everything":     func(b *domain.DraftBill, _ *rules.Facts) { asS(b) },
		"all covered":            func(b *domain.DraftBill, f *rules.Facts) { asS(b); grant(f, "101", "825") },
		"none covered":           func(b *domain.DraftBill, f *rules.Facts) { asS(b); grant(f, "999") },
		"no items":               func(b *domain.DraftBill, f *rules.Facts) { asS(b); grant(f, "101"); b.Items = nil },
		"only a lonely fee": func(b *domain.DraftBill, f *rules.Facts) {
			asS(b)
			grant(f, "101")
			b.Items = []domain.DraftItem{b.Items[0], {Date: "2026-11-19", Code: "patAvg"}}
		},
	} {
		d, f := good(), vgr(t)
		edit(&d.Bills[0], &f)
		whole, _, ok := rules.Split(d.Bills[0], f)
		if ok || cmp.Diff(whole, d.Bills[0]) != "" {
			t.Errorf("%s: divided (%v) or changed", name, ok)
		}
	}
}

// A patient without entitlement keeps S: the check then says that FHB is needed.
func TestSplitWithoutEntitlement(t *testing.T) {
	d, f := good(), vgr(t)
	asS(&d.Bills[0])
	grant(&f, "825")
	eachPerson(&f, func(p *domain.PersonFacts) { p.Entitlements = nil })
	_, other, ok := rules.Split(d.Bills[0], f)
	if !ok || other.Support != "S" || other.Category == "" || other.Category != d.Bills[0].Category || other.Approval != "" {
		t.Fatalf("%v %+v", ok, other)
	}
	another := func(no string) {
		eachPerson(&f, func(p *domain.PersonFacts) {
			a := p.Approvals[0]
			a.No, a.Procedures = no, nil
			p.Approvals = append(p.Approvals, a)
		})
	}
	another("FHB9") // covers the rest
	if _, other, _ := rules.Split(d.Bills[0], f); other.Approval != "FHB9" {
		t.Errorf("%+v", other)
	}
	late := d.Bills[0]
	late.Items = append(slices.Clone(late.Items), domain.DraftItem{Date: "2027-07-01", Code: "101"})
	if _, other, _ := rules.Split(late, f); other.Approval != "" {
		t.Errorf("an FHB that ended on 30 June covers 1 July: %+v", other)
	}
	another("FHB10")
	if _, other, _ := rules.Split(d.Bills[0], f); other.Approval != "" {
		t.Errorf("one of two was chosen: %+v", other)
	}
}

// Dividing loses nothing and adds nothing: every item once, the sum the same.
func TestSplitKeepsEverything(t *testing.T) {
	f := vgr(t)
	drawn, divided := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		grant(&f, rapid.SliceOfDistinct(rapid.SampledFrom([]string{"101", "825", "107S", "704", "921"}), rapid.ID[string]).Draw(t, "granted")...)
		for _, b := range drawAny(t).Bills {
			drawn++
			approved, other, ok := rules.Split(b, f)
			if !ok {
				continue
			}
			divided++
			if got := slices.Concat(approved.Items, other.Items); len(got) != len(b.Items) {
				t.Fatalf("%d items became %d", len(b.Items), len(got))
			}
			for _, item := range b.Items {
				if n := count(approved.Items, item) + count(other.Items, item); n != count(b.Items, item) {
					t.Fatalf("%+v stands %d times", item, n)
				}
			}
			sum := func(d domain.DraftBill) domain.Ore { bill, _ := rules.Read(d, f); return bill.Sum() }
			other.Support = b.Support // prices of the same list
			if sum(approved)+sum(other) != sum(b) {
				t.Fatalf("%v and %v are not %v", sum(approved), sum(other), sum(b))
			}
		}
	})
	if divided*50 < drawn {
		t.Errorf("only %d of %d bills were divided", divided, drawn)
	}
}

func count(items []domain.DraftItem, item domain.DraftItem) (n int) {
	for _, i := range items {
		if i == item {
			n++
		}
	}
	return n
}

// A row without a procedure is not care that the visit's fee follows, and the
// price list of one part of the support is not used for another.
func TestSplitLeavesWhatIsOfTheOther(t *testing.T) {
	d, f := good(), vgr(t)
	asS(&d.Bills[0])
	grant(&f, "825")
	d.Bills[0].PriceList = "general"
	d.Bills[0].Items = []domain.DraftItem{
		{Date: "2026-11-19", Code: "825", Position: "uk"},
		{Date: "2026-11-20"},
		{Date: "2026-11-20", Code: "103"},
		{Date: "2026-11-20", Code: "patAvg"},
	}
	approved, other, ok := rules.Split(d.Bills[0], f)
	if !ok || other.Support != "N" || other.PriceList != "" || approved.PriceList != "general" {
		t.Errorf("%v\n%+v\n%+v", ok, approved, other)
	}
	if fee := d.Bills[0].Items[3]; count(other.Items, fee) != 1 {
		t.Errorf("the fee goes with a row that says nothing: %+v", approved.Items)
	}
}
