package rules

import (
	"slices"
	"strconv"

	"example.org/tandtui/internal/domain"
)

// feeGround checks the ground that the user states for an old age of free care
// (B26). One that frees nobody of the patient's age is worth a look: the fee is
// due all the same.
func (c *checker) feeGround() {
	b := c.bill
	if b.FeeGround == "" {
		return
	}
	g, known := groundOf(c.facts.Profile, b.FeeGround)
	if !known {
		c.error(CodeFeeGroundUnknown, domain.WholeBill, domain.FieldFeeGround, "ground", b.FeeGround)
		return
	}
	if b.Person.IsZero() || len(c.visits) == 0 {
		return
	}
	for _, v := range c.visits {
		if g.Frees(b.Person.BirthDate(), v.date) {
			return
		}
	}
	c.warn(CodeFeeGroundAge, domain.WholeBill, domain.FieldFeeGround, "ground", g.Name, "age", strconv.Itoa(g.UntilYearOf))
}

func groundOf(p *domain.Profile, code string) (g domain.FeeGround, ok bool) {
	i := slices.IndexFunc(p.FeeGrounds, func(g domain.FeeGround) bool { return g.Code == code })
	if i < 0 {
		return g, false
	}
	return p.FeeGrounds[i], true
}

// GroundsFor lists the grounds that would free the patient from a fee that is
// due otherwise, on a visit of the bill or, before the first is typed, today.
func GroundsFor(b domain.Bill, f Facts) (list []domain.FeeGround) {
	if f.Profile == nil || b.Person.IsZero() {
		return nil
	}
	dates := []domain.Date{f.Today}
	if of := visits(b, newEarlier(nil)); len(of) > 0 {
		dates = dates[:0]
		for _, v := range of {
			dates = append(dates, v.date)
		}
	}
	b.FeeGround = ""
	for _, g := range f.Profile.FeeGrounds {
		if slices.ContainsFunc(dates, func(on domain.Date) bool {
			return g.Frees(b.Person.BirthDate(), on) && FeeDue(b, on, f).Reason == FeeIsDue
		}) {
			list = append(list, g)
		}
	}
	return list
}
