package rules_test

import (
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/region"
)

// Patients: numbers that the Tax Agency has set aside for tests.
const (
	adult   = "19520516-2331" // pays fees
	ancient = "19290320-9175" // past the 85th birthday
	child   = "20120108-2391" // turned 14 this year
)

var today = domain.MustDate("2026-11-23")

// actualCost is a procedure whose price is typed (B13); TLV's list has none.
const actualCost = "890X"

// vgr is what a clinic of VGR knows that has looked its three patients up.
func vgr(t testing.TB) rules.Facts {
	t.Helper()
	profile, prices, err := region.Load("vgr")
	if err != nil {
		t.Fatal(err)
	}
	prices[0].Procedures = append(prices[0].Procedures, domain.Procedure{Code: actualCost, Name: "Tandtekniskt arbete", ActualCost: true})
	f := rules.Facts{
		Today: today, Profile: profile, Prices: prices, Clinic: domain.Clinic{No: "31"},
		Persons:  map[domain.PersonID]domain.PersonFacts{},
		UsedRefs: map[string]bool{rules.NormalRef("Använd 1"): true},
	}
	for _, number := range []string{adult, ancient, child} {
		id := personID(t, number)
		f.Persons[id] = domain.PersonFacts{
			Person: id,
			Entitlements: []domain.Entitlement{
				{No: "764153", Support: domain.SupportN, Category: "N1", Validity: domain.Period{From: domain.MustDate("2026-03-01")}},
				{No: "764100", Support: domain.SupportF, Category: "F2", Validity: domain.Period{From: domain.MustDate("2026-01-01"), To: domain.MustDate("2026-10-31")}},
			},
			Approvals: []domain.PriorApproval{
				{No: "FHB7", Support: domain.SupportS, Validity: domain.Period{From: domain.MustDate("2026-07-01"), To: domain.MustDate("2027-06-30")}, Amount: domain.Kronor(50_000)},
				{No: "FHB9", Support: domain.SupportN, Validity: domain.Period{From: domain.MustDate("2026-07-01"), To: domain.MustDate("2027-06-30")}},
			},
		}
	}
	return f
}

func personID(t testing.TB, number string) domain.PersonID {
	t.Helper()
	id, err := domain.ParsePersonID(number, today)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// good is a draft of N-tandvård without any finding: one visit, an examination,
// a crown of the lower jaw and the patient's fee.
func good() domain.Draft {
	return domain.Draft{InvoiceNo: "2026-11-014", Bills: []domain.DraftBill{{
		Person: adult, Support: "N", CareModel: "K1", BillRef: "45678",
		Items: []domain.DraftItem{
			{Date: "2026-11-20", Code: "101"},
			{Date: "2026-11-20", Code: "825", Position: "uk"},
			{Date: "2026-11-20", Code: "patAvg"},
		},
	}}}
}

// asS makes the good draft one of S-tandvård.
func asS(b *domain.DraftBill) {
	b.Support, b.CareModel, b.Category, b.Approval = "S", "", "S4", "FHB7"
}

// one is a bill of a single row, and the fee of its visit.
func one(b *domain.DraftBill, item domain.DraftItem) {
	b.Items = []domain.DraftItem{item, {Date: item.Date, Code: "patAvg", Price: "200"}}
}
