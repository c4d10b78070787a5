package rules

import (
	"time"

	"example.org/tandtui/internal/domain"
)

// MissingAmounts tells, in December and in January, which amounts the profile
// has for the old year and not for the new one: they are decided late, and until
// they are known nothing is checked against them. year is the new one.
func MissingAmounts(p *domain.Profile, today domain.Date) (year int, missing []Subject) {
	switch today.Month() {
	case time.December:
		year = today.Year() + 1
	case time.January:
		year = today.Year()
	default:
		return 0, nil
	}
	old, first := firstDay(year).AddDays(-1), firstDay(year)
	for _, s := range []struct {
		subject Subject
		periods []domain.Period
	}{
		{SubjectFees, validities(p.Fees, func(f domain.Fee) domain.Period { return f.Validity })},
		{SubjectCeiling, validities(p.FeeCeilings, func(a domain.Ceiling) domain.Period { return a.Validity })},
		{SubjectBase, validities(p.BaseAmounts, func(a domain.Base) domain.Period { return a.Validity })},
	} {
		if anyHolds(s.periods, old) && !anyHolds(s.periods, first) {
			missing = append(missing, s.subject)
		}
	}
	return year, missing
}

func validities[T any](list []T, of func(T) domain.Period) (periods []domain.Period) {
	for _, x := range list {
		periods = append(periods, of(x))
	}
	return periods
}

func anyHolds(periods []domain.Period, on domain.Date) bool {
	for _, p := range periods {
		if p.Contains(on) {
			return true
		}
	}
	return false
}
