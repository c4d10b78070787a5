package rules_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// Drafts at the border of a rule and exactly what they give.
func TestEdges(t *testing.T) {
	for name, c := range map[string]struct {
		do   change
		want string // "BILL/ITEM CODE", in order
	}{
		"the last day itself is not late": {only(domain.DraftItem{Date: "2026-05-23", Code: "101"}), "0/0 R-DATE-SOON"},
		"fee as large as the care": {func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) {
			b.Items[0] = domain.DraftItem{Date: "2026-11-20", Code: actualCost, Price: "200"}
			b.Items = []domain.DraftItem{b.Items[0], b.Items[2]}
		}, ""},
		"940 and 941 are exchanged, 940S too": {rows("940 16", "941 46", "940S 16"), "0/0 R-CODE-EXCHANGE 0/1 R-CODE-EXCHANGE 0/2 R-CODE-EXCHANGE 0/2 R-CODE-SPECIALIST"},
		"908 is not":                          {rows("908"), ""},
		"nothing is no price of the list":     {procedure("101", "", "0"), "0/0 R-PRICE-LIST"},
		"an amount beyond all bounds": {func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) {
			b.Items = []domain.DraftItem{
				{Date: "2026-11-20", Code: actualCost, Price: "100000000,01"},
				{Date: "2026-11-20", Code: actualCost, Price: "-100000000,01", Comment: "2"},
				{Date: "2026-11-20", Code: "999", Price: "1"}, // is still looked at
				{Date: "2026-11-20", Code: "patAvg"},
			}
		}, "0/0 R-PRICE-INVALID 0/1 R-DOUBLE 0/1 R-PRICE-INVALID 0/2 R-CODE-UNKNOWN"},
		"the same three times":           {rows("103", "103", "103"), "0/1 R-DOUBLE 0/2 R-DOUBLE"},
		"rows without date are no visit": {undated, "0/0 R-DATE-MISSING 0/1 R-DATE-MISSING"},
		"a list of categories is unknown": {func(b *domain.DraftBill, _ *domain.Draft, f *rules.Facts) {
			asS(b)
			f.Profile.Categories = nil
			b.Category = "X"
		}, ""},
		"fee on the second bill of a visit": {func(b *domain.DraftBill, d *domain.Draft, _ *rules.Facts) {
			again(d, "2026-11-20")
			d.Bills[1].Items[0].Code = "103"
			d.Bills[0].Items = b.Items[:2]
		}, ""},
		"two bills of nobody yet": {func(_ *domain.DraftBill, d *domain.Draft, _ *rules.Facts) {
			again(d, "2026-11-20")
			d.Bills[0].Person, d.Bills[1].Person = "", ""
		}, "0/-1 R-PERSON-MISSING 1/-1 R-PERSON-MISSING"},
		"nobody's bill before a split visit": {func(_ *domain.DraftBill, d *domain.Draft, _ *rules.Facts) {
			again(d, "2026-11-19")
			again(d, "2026-11-19")
			d.Bills[0].Person, d.Bills[0].BillRef = "", "1"
			d.Bills[1].Items = d.Bills[1].Items[:1]
			d.Bills[2].Items[0].Code, d.Bills[2].BillRef = "103", "2"
		}, "0/-1 R-PERSON-MISSING"},
		"base amount passed, but with FHB": {func(b *domain.DraftBill, _ *domain.Draft, f *rules.Facts) {
			baseUsed(f, domain.Kronor(30_000))
			b.Approval = "FHB9"
		}, ""},
		"base amount passed before, and care that does not count": {func(b *domain.DraftBill, d *domain.Draft, f *rules.Facts) {
			baseUsed(f, domain.Kronor(30_000))
			procedure("824", "ök", "")(b, d, f)
		}, ""},
		"base amount passed before, and the specialist's form of such care": {func(b *domain.DraftBill, d *domain.Draft, f *rules.Facts) {
			baseUsed(f, domain.Kronor(30_000))
			f.Profile.BaseExcluded = append(f.Profile.BaseExcluded, "107")
			rows("107S")(b, d, f)
		}, "0/0 R-CODE-SPECIALIST"},
		"a fee that is not in force yet": {func(b *domain.DraftBill, d *domain.Draft, f *rules.Facts) {
			f.Profile.Fees = append(f.Profile.Fees, domain.Fee{Amount: domain.Kronor(250), Validity: domain.Period{From: domain.MustDate("2026-11-21")}})
			fee("-250")(b, d, f)
		}, "0/2 R-FEE-AMOUNT"},
		"the largest amount of a row": {func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) {
			one(b, domain.DraftItem{Date: "2026-11-20", Code: actualCost, Price: "100000000"})
		}, ""},
		"care on the very day that its disease group ended": {ended("2026-11-20"), "0/-1 R-CATEGORY-ENDED"},
		"care on its last day":                              {ended("2026-11-21"), ""},
		"care on the day of birth": {func(b *domain.DraftBill, d *domain.Draft, f *rules.Facts) {
			only(domain.DraftItem{Date: "2012-01-08", Code: "101"})(b, d, f)
			b.Person = child
		}, bornThen + " 0/1 R-CODE-NOLIST"},
		"care on the day before": {func(b *domain.DraftBill, d *domain.Draft, f *rules.Facts) {
			only(domain.DraftItem{Date: "2012-01-07", Code: "101"})(b, d, f)
			b.Person = child
		}, bornThen + " 0/0 R-PERSON-UNBORN 0/1 R-CODE-NOLIST"},
	} {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			var got []string
			for _, x := range read(t, c.do) {
				got = append(got, fmt.Sprintf("%d/%d %s", x.Bill, x.Item, x.Code))
			}
			slices.Sort(got)
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("gives %q, want %q", s, c.want)
			}
		})
	}
}

// bornThen is what else is wrong with care of 2012.
const bornThen = "0/0 R-CODE-NOLIST 0/0 R-DATE-LATE 0/0 R-ENTITLEMENT"

// ended lets the disease group of an S-bill of the 20th end.
func ended(on string) change {
	return func(b *domain.DraftBill, _ *domain.Draft, f *rules.Facts) {
		asS(b)
		f.Profile.Categories = []domain.Category{{Code: b.Category, Support: domain.SupportS, Ended: domain.MustDate(on)}}
	}
}

// rows makes a visit of procedures ("CODE" or "CODE POSITION") and its fee.
func rows(procedures ...string) change {
	return func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) {
		b.Items = []domain.DraftItem{{Date: "2026-11-20", Code: "patAvg"}}
		for i, p := range procedures {
			code, position, _ := strings.Cut(p, " ")
			b.Items = slices.Insert(b.Items, i, domain.DraftItem{Date: "2026-11-20", Code: code, Position: position})
		}
	}
}

func undated(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) {
	b.Items = []domain.DraftItem{{Code: "103", Price: "445"}, {Code: "103", Price: "445"}}
}

// Exactly as many items as a bill may hold are looked at one by one.
func TestManyItems(t *testing.T) {
	d, f := good(), vgr(t)
	d.Bills[0].Items = make([]domain.DraftItem, 500)
	found := rules.ReadDraft(d, f).Findings
	if len(found) < 500 || found[0].Code == rules.CodeItemsMany {
		t.Fatalf("%d findings, first %s", len(found), found[0].Code)
	}
}

// The finding names the entitlement of the chosen kind that ended last, not
// that of another kind.
func TestLastEntitlementIsOfTheKind(t *testing.T) {
	d, f := good(), vgr(t)
	eachPerson(&f, func(p *domain.PersonFacts) {
		p.Entitlements = []domain.Entitlement{
			{No: "1", Support: domain.SupportF, Validity: domain.Period{From: domain.MustDate("2020-01-01"), To: domain.MustDate("2026-11-01")}},
			{No: "3", Support: domain.SupportN, Validity: domain.Period{From: domain.MustDate("2020-01-01"), To: domain.MustDate("2024-12-31")}},
			{No: "2", Support: domain.SupportN, Validity: domain.Period{From: domain.MustDate("2020-01-01"), To: domain.MustDate("2025-12-31")}},
		}
	})
	found := rules.ReadDraft(d, f).Findings
	if len(found) != 1 || found[0].Params["last"] != "2 2025-12-31" {
		t.Fatalf("%+v", found)
	}
}

// A fee must be negative whatever is known of the region.
func TestFeeSignWithoutProfile(t *testing.T) {
	b := domain.Bill{Items: []domain.Item{{Date: today, Code: domain.PatientFeeCode, Price: 1}}}
	if !slices.ContainsFunc(rules.Check(b, rules.Facts{}), func(x domain.Finding) bool { return x.Code == rules.CodeFeeSign }) {
		t.Fatal("a positive fee passes")
	}
}

// A text that is repeated in a finding is cut by character.
func TestBadTextIsClipped(t *testing.T) {
	for typed, want := range map[string]string{strings.Repeat("å", 20): strings.Repeat("å", 20), strings.Repeat("å", 21): strings.Repeat("å", 20) + "…"} {
		found := read(t, row0(func(i *domain.DraftItem) { i.Date = typed }))
		if len(found) != 1 || found[0].Params["text"] != want {
			t.Errorf("%+v", found)
		}
	}
}
