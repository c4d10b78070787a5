package rules

import (
	"testing"

	"example.org/tandtui/internal/domain"
)

// Fees of the last twelve months count: not those of a year ago to the day, no
// care, and nothing after the date.
func TestFeesPaid(t *testing.T) {
	id, err := domain.ParsePersonID("196009172336", domain.MustDate("2026-11-23"))
	if err != nil {
		t.Fatal(err)
	}
	on := domain.MustDate("2026-11-23")
	fee := func(date string) domain.PastItem {
		return domain.PastItem{Date: domain.MustDate(date), Code: domain.PatientFeeCode, Price: -20000}
	}
	f := Facts{
		Profile: &domain.Profile{FeeCeilings: []domain.Ceiling{{Amount: 145000}}},
		Persons: map[domain.PersonID]domain.PersonFacts{id: {Earlier: []domain.PastItem{
			fee("2025-11-23"), fee("2025-11-24"), fee("2026-11-23"), fee("2026-11-24"), {Date: on, Code: "101", Price: 110000},
		}}},
	}
	if paid, limit, ok := FeesPaid(id, on, f); paid != 40000 || limit != 145000 || !ok {
		t.Errorf("%v of %v, %v", paid, limit, ok)
	}
	if _, _, ok := FeesPaid(domain.PersonID{}, on, f); ok {
		t.Error("told of a patient nobody looked up")
	}
	f.Profile = &domain.Profile{}
	if _, _, ok := FeesPaid(id, on, f); ok {
		t.Error("told where the region names no ceiling")
	}
}
