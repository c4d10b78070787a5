package rules_test

import (
	"slices"
	"testing"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// B28: 67 and older, no entitlement, no FHB.
func TestB28(t *testing.T) {
	f := vgr(t)
	ended := domain.Period{From: domain.MustDate("2020-01-01"), To: domain.MustDate("2026-11-22")}
	holds := domain.Period{From: ended.From, To: today}
	for name, c := range map[string]struct {
		person string
		known  domain.PersonFacts
		today  string
		want   bool
	}{
		"74, nothing":               {adult, domain.PersonFacts{}, "2026-11-23", true},
		"97, nothing":               {ancient, domain.PersonFacts{}, "2026-11-23", true},
		"14, nothing":               {child, domain.PersonFacts{}, "2026-11-23", false},
		"the day before 67":         {adult, domain.PersonFacts{}, "2019-05-15", false},
		"before tiotandvård":        {adult, domain.PersonFacts{}, "2025-12-31", false},
		"an entitlement that ended": {adult, domain.PersonFacts{Entitlements: []domain.Entitlement{{Support: "N", Validity: ended}}}, "2026-11-23", true},
		"its last day":              {adult, domain.PersonFacts{Entitlements: []domain.Entitlement{{Support: "F", Validity: holds}}}, "2026-11-23", false},
		"an FHB":                    {adult, domain.PersonFacts{Approvals: []domain.PriorApproval{{Support: "S", Validity: holds}}}, "2026-11-23", false},
		"an FHB that ended":         {adult, domain.PersonFacts{Approvals: []domain.PriorApproval{{Support: "S", Validity: ended}}}, "2026-11-23", true},
	} {
		f.Today = domain.MustDate(c.today)
		c.known.Person = personID(t, c.person)
		if got := rules.IsStateCare(c.known, f); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if rules.IsStateCare(domain.PersonFacts{Person: personID(t, adult)}, rules.Facts{Today: today}) {
		t.Error("told where nothing is known of the region")
	}
}

// B28: N and F are reported to Tandhälsoregistret, S is not.
func TestB28Reminder(t *testing.T) {
	p := vgr(t).Profile
	for s, want := range map[domain.Support]int{"N": 1, "F": 1, "S": 0, "Q": 0, "": 0} {
		if got := p.Reminders([]domain.DraftBill{{Support: string(s)}}); len(got) != want {
			t.Errorf("%q: %v", s, got)
		}
	}
	fee := []domain.DraftItem{{Code: " patavg"}}
	bills := []domain.DraftBill{{Support: "N", Items: fee}, {Support: "N", Items: fee}, {Support: "F"}, {Support: "S"}}
	p.Reminder = "FRISK"
	if got := p.Reminders(bills); len(got) != 3 || got[0] != "FRISK" {
		t.Errorf("each once: %v", got)
	}
	if got := p.Reminders(bills[2:]); len(got) != 1 {
		t.Errorf("no fee: %v", got)
	}
}

// In December and January next year's amounts are told to be missing, those that
// the region has at all.
func TestNextYearsAmounts(t *testing.T) {
	p := vgr(t).Profile
	for date, want := range map[string][]rules.Subject{
		"2026-11-30": nil, "2026-12-01": {rules.SubjectCeiling}, "2026-12-31": {rules.SubjectCeiling}, "2027-01-31": {rules.SubjectCeiling},
		"2027-02-01": nil, "2025-12-31": nil, "2028-01-01": nil,
	} {
		year, got := rules.MissingAmounts(p, domain.MustDate(date))
		if !slices.Equal(got, want) || len(got) > 0 && year != 2027 {
			t.Errorf("%s: %v of %d, want %v", date, got, year, want)
		}
	}
}
