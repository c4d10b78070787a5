package rules

import "example.org/tandtui/internal/domain"

// IsStateCare tells whether a patient's care is likely the state's to pay
// (tiotandvård): old enough, and without any right at the region today, neither
// an entitlement nor an FHB (B28). It is a word at the look-up, no finding.
func IsStateCare(person domain.PersonFacts, f Facts) bool {
	if f.Profile == nil || person.Person.IsZero() {
		return false
	}
	for _, e := range person.Entitlements {
		if e.Validity.Contains(f.Today) {
			return false
		}
	}
	for _, a := range person.Approvals {
		if a.Validity.Contains(f.Today) {
			return false
		}
	}
	for _, s := range f.Profile.StateCare {
		if s.Validity.Contains(f.Today) && person.Person.BirthDate().AgeOn(f.Today) >= s.FromAge {
			return true
		}
	}
	return false
}
