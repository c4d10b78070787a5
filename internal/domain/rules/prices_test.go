package rules_test

import (
	"slices"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// twoYears is a price book before and after a change of lists: 101 costs 1 100
// kr, then 1 200. 999 ends with the first list and comes again as something else
// in the middle of the second.
func twoYears() domain.PriceBook {
	day := domain.MustDate
	list := func(id, from, to string, prices ...domain.Procedure) domain.PriceList {
		return domain.PriceList{ID: id, Use: "ersattning", Validity: domain.Period{From: day(from), To: dateOr(to)}, Procedures: append([]domain.Procedure{domain.PatientFee()}, prices...)}
	}
	return domain.PriceBook{
		list("ersattning-2027-01-15", "2027-01-15", "",
			domain.Procedure{Code: "101", Name: "Basundersökning", Price: domain.Kronor(1200)},
			domain.Procedure{Code: "999", Name: "Gammal", Price: domain.Kronor(10), Validity: domain.Period{From: day("2027-01-15"), To: day("2027-02-28")}},
			domain.Procedure{Code: "999", Name: "Ny", Price: domain.Kronor(20), Validity: domain.Period{From: day("2027-04-01")}}),
		list("ersattning-2026-01-01", "2026-01-01", "2027-01-14", domain.Procedure{Code: "101", Name: "Basundersökning", Price: domain.Kronor(1100)}),
	}
}

func dateOr(iso string) domain.Date {
	if iso == "" {
		return domain.Date{}
	}
	return domain.MustDate(iso)
}

// B29: a bill on both sides of a change of lists prices each row by its own date.
func TestB29(t *testing.T) {
	d, f := good(), vgr(t)
	f.Prices, f.Today = twoYears(), domain.MustDate("2027-01-20")
	d.Bills[0].Items = []domain.DraftItem{
		{Date: "2027-01-15", Code: "101"},
		{Date: "2027-01-15", Code: "patAvg"},
		{Date: "2027-01-14", Code: "101"},
		{Date: "2027-01-14", Code: "patAvg"},
	}
	r := rules.ReadDraft(d, f)
	if len(r.Findings) > 0 || r.Bills[0].Items[0].Price != domain.Kronor(1200) || r.Bills[0].Items[2].Price != domain.Kronor(1100) {
		t.Fatalf("%+v\n%+v", r.Bills[0].Items, r.Findings)
	}
	d.Bills[0].Items[0].Price, d.Bills[0].Items[2].Price = "1100", "1200"
	var wrong []int
	for _, x := range rules.ReadDraft(d, f).Findings {
		if x.Code == rules.CodePriceList {
			wrong = append(wrong, x.Item)
		}
	}
	if !slices.Equal(wrong, []int{0, 2}) {
		t.Errorf("the other list's prices: rows %v are told", wrong)
	}
}

// A code that is removed and used again has the price of its date, and none
// between.
func TestB29CodeUsedAgain(t *testing.T) {
	f := vgr(t)
	f.Prices, f.Today = twoYears(), domain.MustDate("2027-05-02")
	f.Profile.Deadline = domain.Deadline{}
	for date, want := range map[string]domain.Ore{"2027-02-28": domain.Kronor(10), "2027-03-01": 0, "2027-03-31": 0, "2027-04-01": domain.Kronor(20)} {
		d := good()
		d.Bills[0].Items = []domain.DraftItem{{Date: "2027-02-01", Code: "999"}, {Date: date, Code: "999"}}
		r := rules.ReadDraft(d, f)
		unknown := slices.ContainsFunc(r.Findings, func(x domain.Finding) bool { return x.Code == rules.CodeCodeUnknown && x.Item == 1 })
		if got := r.Bills[0].Items[1].Price; got != want || unknown != (want == 0) {
			t.Errorf("%s: %v (unknown %v), want %v", date, got, unknown, want)
		}
	}
}

// A list of the provider's own agreement goes before the general one, for that
// provider alone.
func TestB29Agreement(t *testing.T) {
	d, f := good(), vgr(t)
	f.Prices = twoYears()
	agreed := f.Prices[1]
	agreed.ID, agreed.Provider = "avtal", "V1"
	agreed.Procedures = []domain.Procedure{{Code: "101", Price: domain.Kronor(1300)}}
	f.Prices = append(f.Prices, agreed)
	d.Bills[0].Items = []domain.DraftItem{{Date: "2026-11-20", Code: "101"}}
	for provider, want := range map[string]domain.Ore{"V1": domain.Kronor(1300), "V2": domain.Kronor(1100), "": domain.Kronor(1100)} {
		f.Clinic.ProviderID = provider
		if got := rules.ReadDraft(d, f).Bills[0].Items[0].Price; got != want {
			t.Errorf("%q: %v, want %v", provider, got, want)
		}
	}
}

// S13: the price is that of the list that is shown, also where it is the wrong one.
func TestS13(t *testing.T) {
	d, f := good(), vgr(t)
	twoLists(&f)
	general := domain.PriceList{ID: "general-x", Use: "general", Validity: domain.Period{From: domain.MustDate("2026-01-01")}, Supports: []domain.Support{"S"}, Procedures: []domain.Procedure{{Code: "101", Price: domain.Kronor(900)}}}
	high := domain.PriceList{ID: "high-2026", Validity: general.Validity, Supports: []domain.Support{"N", "F"}, Procedures: []domain.Procedure{{Code: "101", Price: domain.Kronor(1500)}}} // as older servers store it
	f.Prices = domain.PriceBook{general, high}
	d.Bills[0].Items = []domain.DraftItem{{Date: "2026-11-20", Code: "101"}}
	for list, want := range map[string]domain.Ore{"": domain.Kronor(1500), "high": domain.Kronor(1500), "general": domain.Kronor(900), "x": domain.Kronor(1500)} {
		d.Bills[0].PriceList = list
		r := rules.ReadDraft(d, f)
		wrong := slices.ContainsFunc(r.Findings, func(x domain.Finding) bool { return x.Code == rules.CodePriceListWrong })
		if got := r.Bills[0].Items[0].Price; got != want || wrong != (list == "general" || list == "x") {
			t.Errorf("%q: %v (wrong list told: %v), want %v", list, got, wrong, want)
		}
	}
}
