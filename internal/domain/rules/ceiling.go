package rules

import "example.org/tandtui/internal/domain"

// feeSum is what the patient has paid in fees in the twelve months to a date:
// by the provider's earlier bills and by this one, öre. Other providers and
// other care count towards the ceiling too and are not known, so the patient
// may have reached it before.
func (c *checker) feeSum(on domain.Date) domain.Ore {
	sum := feesBefore(c.facts.Persons[c.bill.Person], on)
	for _, i := range c.bill.Items {
		if i.IsFee() && inYear(i.Date, on) {
			sum -= i.Price
		}
	}
	return sum
}

// inYear reports whether a date lies in the twelve months that end with another.
func inYear(d, to domain.Date) bool { return d.After(to.AddMonths(-12)) && !d.After(to) }

func feesBefore(f domain.PersonFacts, on domain.Date) (sum domain.Ore) {
	for _, p := range f.Earlier {
		if p.Code == domain.PatientFeeCode && inYear(p.Date, on) {
			sum -= p.Price
		}
	}
	return sum
}

// FeesPaid gives what a patient has paid in fees to the provider in the twelve
// months to a date, and the ceiling then, öre. ok is false if the region names no
// ceiling or the patient was not looked up.
func FeesPaid(id domain.PersonID, on domain.Date, f Facts) (paid, limit domain.Ore, ok bool) {
	person, looked := f.Persons[id]
	if f.Profile == nil || !looked {
		return 0, 0, false
	}
	limit, ok = feeCeiling(f.Profile, on)
	return feesBefore(person, on), limit, ok
}

// feeCeiling is the most that a patient pays in the twelve months around a date
// (högkostnadsskydd); false if the region names none.
func feeCeiling(p *domain.Profile, on domain.Date) (domain.Ore, bool) {
	for _, l := range p.FeeCeilings {
		if l.Validity.Contains(on) {
			return l.Amount, true
		}
	}
	return 0, false
}

// ceilings warns at the first fee with which the patient has paid more than the
// ceiling: there ought to be a frikort.
func (c *checker) ceilings() {
	for i, item := range c.bill.Items {
		if !item.IsFee() || item.Date.IsZero() {
			continue
		}
		limit, known := feeCeiling(c.facts.Profile, item.Date)
		if !known || -c.bill.Fees() <= limit && len(c.facts.Persons[c.bill.Person].Earlier) == 0 {
			continue // the ceiling is not reached, whatever the dates
		}
		if sum := c.feeSum(item.Date); sum > limit {
			c.warn(CodeFeeCeiling, i, domain.FieldItemPrice, "sum", sum.String(), "limit", limit.String())
			return
		}
	}
}
