package rules

import "example.org/tandtui/internal/domain"

// feeSum is what the patient has paid in fees in the twelve months to a date:
// by the provider's earlier bills and by this one, öre. Other providers and
// other care count towards the ceiling too and are not known, so the patient
// may have reached it before.
func (c *checker) feeSum(on domain.Date) (sum domain.Ore) {
	from := on.AddMonths(-12)
	within := func(d domain.Date) bool { return d.After(from) && !d.After(on) }
	for _, p := range c.facts.Persons[c.bill.Person].Earlier {
		if p.Code == domain.PatientFeeCode && within(p.Date) {
			sum -= p.Price
		}
	}
	for _, i := range c.bill.Items {
		if i.IsFee() && within(i.Date) {
			sum -= i.Price
		}
	}
	return sum
}

// feeCeiling is what a patient pays at most in the twelve months that a date is
// in (högkostnadsskydd): false where it is not known.
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
			continue // it cannot be, whatever the dates
		}
		if sum := c.feeSum(item.Date); sum > limit {
			c.warn(CodeFeeCeiling, i, domain.FieldItemPrice, "sum", sum.String(), "limit", limit.String())
			return
		}
	}
}
