package region

import (
	"time"

	"example.org/tandtui/internal/domain"
)

// Bounds of what a profile may state: sums stay far from overflow, and a typing
// error is found.
const (
	maxAmount = domain.Ore(1_000_000_00)
	maxAge    = 150
)

// dated is a fact that holds for a time: of is what it is a fact of.
type dated struct {
	key, of  string
	validity domain.Period
}

func (c *profileCheck) money(p domain.Profile) {
	var all []dated
	for i, f := range p.Fees {
		key := at("fees", i)
		c.want(f.Who != "" && f.Source != "", key, "who and source must be given")
		c.amount(key, f.Amount)
		all = append(all, dated{key, "fees of " + f.Who, f.Validity})
	}
	for i, f := range p.FeeFree {
		key := at("feeFree", i)
		c.want((f.FromAge > 0) != (f.UntilYearOf > 0) && min(f.FromAge, f.UntilYearOf) == 0, key, "one of fromAge and untilYearOf must be given")
		c.want(max(f.FromAge, f.UntilYearOf) <= maxAge, key, "nobody becomes %d", max(f.FromAge, f.UntilYearOf))
		of := "feeFree with fromAge"
		if f.UntilYearOf > 0 {
			of = "feeFree with untilYearOf"
		}
		all = append(all, dated{key, of, f.Validity})
	}
	for i, a := range p.FeeCeilings {
		key := at("feeCeilings", i)
		c.want(a.Source != "", key, "source must be given")
		c.amount(key, a.Amount)
		all = append(all, dated{key, "feeCeilings", a.Validity})
	}
	for i, a := range p.BaseAmounts {
		key := at("baseAmounts", i)
		c.want(a.Source != "", key, "source must be given")
		c.amount(key, a.Amount)
		c.wholeYears(key, a.Validity)
		of := "baseAmounts"
		if a.Specialist {
			of = "baseAmounts of specialists"
		}
		all = append(all, dated{key, of, a.Validity})
	}
	c.periods(all)
}

func (c *profileCheck) amount(key string, a domain.Ore) {
	c.want(a > 0 && a <= maxAmount, key+".amount", "must be positive öre, at most %d", maxAmount)
}

// periods wants each fact to begin before it ends, and no two of the same thing
// to hold on the same day: the first would win without a word.
func (c *profileCheck) periods(all []dated) {
	for i, d := range all {
		v := d.validity
		c.want(!v.From.IsZero(), d.key+".validity", "from must be given")
		c.want(v.To.IsZero() || !v.To.Before(v.From), d.key+".validity", "ends %s before it begins %s", v.To, v.From)
		for _, other := range all[:i] {
			both := !v.From.IsZero() && !other.validity.From.IsZero() && (v.Contains(other.validity.From) || other.validity.Contains(v.From))
			c.want(d.of != other.of || !both, d.key+".validity", "%s hold in %s already on the same day", d.of, other.key)
		}
	}
}

// wholeYears: a base amount is counted for a calendar year.
func (c *profileCheck) wholeYears(key string, v domain.Period) {
	first := v.From.IsZero() || v.From.Month() == time.January && v.From.Day() == 1
	last := v.To.IsZero() || v.To.Month() == time.December && v.To.Day() == 31
	c.want(first && last, key+".validity", "must be whole calendar years, for which base amounts are counted")
}
