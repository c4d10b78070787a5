package rules_test

import (
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// young turns 23 in 2026: free of fees by the age of before 2025, not by today's.
const young = "20030104-2396"

var groundExamples = []example{
	{
		code: rules.CodeSupportUnknown, name: "a part that the region has not", item: whole, field: domain.FieldSupport,
		pass: fourth("O"), fail: fourth("Q"),
	},
	{
		code: rules.CodeFeeMissing, name: "treatment begun before 2025-01-01", item: 0, field: domain.FieldItemDate,
		pass: stated(young, "påbörjad"), fail: stated(young, ""),
	},
	{
		code: rules.CodeFeeFree, name: "a fee though a ground is stated", item: 2, field: domain.FieldItemCode,
		pass: stated(young, "beslutad"),
		fail: func(b *domain.DraftBill, d *domain.Draft, f *rules.Facts) {
			stated(young, "beslutad")(b, d, f)
			b.Items = append(b.Items, domain.DraftItem{Date: "2026-11-20", Code: "patAvg", Price: "200"})
		},
	},
	{
		code: rules.CodeFeeGroundUnknown, name: "ground of no region", item: whole, field: domain.FieldFeeGround,
		pass: stated(young, " Påbörjad "), fail: stated(young, "x"), also: []string{rules.CodeFeeMissing},
	},
	{
		code: rules.CodeFeeGroundAge, name: "ground of a patient who is too old", item: whole, field: domain.FieldFeeGround,
		pass: stated(child, "påbörjad"), fail: stated(adult, "påbörjad"), also: []string{rules.CodeFeeMissing},
	},
}

// stated makes a bill without fee of a patient, with a ground for it.
func stated(person, ground string) change {
	return func(b *domain.DraftBill, _ *domain.Draft, _ *rules.Facts) {
		b.Person, b.FeeGround, b.Items = person, ground, b.Items[:2]
	}
}

// fourth gives the region a fourth part of the support, shown by an FHB, and
// makes a bill of a part.
func fourth(support string) change {
	return func(b *domain.DraftBill, _ *domain.Draft, f *rules.Facts) {
		f.Profile.Kinds = append(f.Profile.KindsInUse(), domain.SupportKind{Code: "O", Name: "oral kirurgi", Approval: true})
		eachPerson(f, func(p *domain.PersonFacts) { p.Approvals[0].Support = "O" })
		b.Support, b.CareModel, b.Approval = support, "", "FHB7"
	}
}

// B26: by the user's word the age of before 2025 holds, and with it ends that a
// fee is due or suggested; another year, another rule.
func TestB26(t *testing.T) {
	f := vgr(t)
	for _, c := range []struct {
		person, ground, on string
		want               rules.FeeReason
	}{
		{young, "", "2026-11-20", rules.FeeIsDue},
		{young, "påbörjad", "2026-11-20", rules.FeeFreeByGround},
		{young, "beslutad", "2026-12-31", rules.FeeFreeByGround},
		{young, "påbörjad", "2027-01-01", rules.FeeIsDue}, // the year of turning 24
		{young, "x", "2026-11-20", rules.FeeIsDue},
		{young, "påbörjad", "2024-12-31", rules.FeeFreeByAge}, // the old age itself
		{adult, "påbörjad", "2026-11-20", rules.FeeIsDue},
		{child, "påbörjad", "2026-11-20", rules.FeeFreeByAge},
	} {
		b := domain.Bill{Person: personID(t, c.person), FeeGround: c.ground}
		if got := rules.FeeDue(b, domain.MustDate(c.on), f); got.Reason != c.want || got.Reason != rules.FeeIsDue && got.Amount != 0 {
			t.Errorf("%s on %s with %q: %+v, want %s", c.person, c.on, c.ground, got, c.want)
		}
	}
	for person, want := range map[string]int{young: 2, adult: 0, child: 0, ancient: 0} {
		if got := rules.GroundsFor(domain.Bill{Person: personID(t, person)}, f); len(got) != want {
			t.Errorf("%s may state %d grounds, want %d", person, len(got), want)
		}
	}
	old := domain.Bill{Person: personID(t, young), Items: []domain.Item{{Date: domain.MustDate("2027-01-01"), Code: "101"}}}
	if got := rules.GroundsFor(old, f); len(got) > 0 {
		t.Errorf("in the year of turning 24: %+v", got)
	}
	f.Profile.FeeGrounds = nil
	if got := rules.GroundsFor(domain.Bill{Person: personID(t, young)}, f); got != nil {
		t.Errorf("where the region has none: %+v", got)
	}
}

// What is stated is told to the region.
func TestB26IsSent(t *testing.T) {
	d, f := good(), vgr(t)
	stated(young, "påbörjad")(&d.Bills[0], &d, &f)
	r := rules.ReadDraft(d, f)
	if len(r.Findings) > 0 || r.Bills[0].FeeGround != "påbörjad" {
		t.Errorf("%+v %+v", r.Bills[0], r.Findings)
	}
	if fees := rules.VisitFees(r.Bills, 0, f); len(fees) != 1 || fees[0].Reason != rules.FeeFreeByGround || fees[0].Amount != 0 {
		t.Errorf("%+v", fees)
	}
}
