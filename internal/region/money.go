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

// dated is a fact with the period in which it holds; of names what it is about.
type dated struct {
	key, of  string
	validity domain.Period
}

func (c *profileCheck) money(p domain.Profile) {
	var all []dated
	for i, f := range p.Fees {
		key := at("fees", i)
		c.want(f.Who != "" && f.Source != "", key, "who och source ska finnas")
		c.amount(key, f.Amount)
		all = append(all, dated{key, "fees för " + f.Who, f.Validity})
	}
	for i, f := range p.FeeFree {
		key := at("feeFree", i)
		c.want((f.FromAge > 0) != (f.UntilYearOf > 0) && min(f.FromAge, f.UntilYearOf) == 0, key, "ska ha en av fromAge och untilYearOf")
		c.want(max(f.FromAge, f.UntilYearOf) <= maxAge, key, "ingen blir %d år", max(f.FromAge, f.UntilYearOf))
		of := "feeFree med fromAge"
		if f.UntilYearOf > 0 {
			of = "feeFree med untilYearOf"
		}
		all = append(all, dated{key, of, f.Validity})
	}
	all = append(all, c.freeCare(p)...)
	for i, a := range p.FeeCeilings {
		key := at("feeCeilings", i)
		c.want(a.Source != "", key, "source ska finnas")
		c.amount(key, a.Amount)
		all = append(all, dated{key, "feeCeilings", a.Validity})
	}
	for i, a := range p.BaseAmounts {
		key := at("baseAmounts", i)
		c.want(a.Source != "", key, "source ska finnas")
		c.amount(key, a.Amount)
		c.wholeYears(key, a.Validity)
		of := "baseAmounts"
		if a.Specialist {
			of = "baseAmounts för specialister"
		}
		all = append(all, dated{key, of, a.Validity})
	}
	c.periods(all)
}

// freeCare checks grounds of free care and the ages of the state's care.
func (c *profileCheck) freeCare(p domain.Profile) (all []dated) {
	for i, g := range p.FeeGrounds {
		key := at("feeGrounds", i)
		c.want(g.Code != "" && g.Name != "" && g.Source != "", key, "code, name och source ska finnas")
		c.want(g.UntilYearOf > 0 && g.UntilYearOf <= maxAge, key+".untilYearOf", "%d är ingen ålder", g.UntilYearOf)
		all = append(all, dated{key, "feeGrounds " + g.Code, g.Validity})
	}
	for i, s := range p.StateCare {
		key := at("stateCare", i)
		c.want(s.FromAge > 0 && s.FromAge <= maxAge, key+".fromAge", "%d är ingen ålder", s.FromAge)
		c.want(s.Source != "", key, "source ska finnas")
		all = append(all, dated{key, "stateCare", s.Validity})
	}
	return all
}

func (c *profileCheck) amount(key string, a domain.Ore) {
	c.want(a > 0 && a <= maxAmount, key+".amount", "ska vara öre över 0, högst %d", maxAmount)
}

// periods checks that each fact begins before it ends, and that no two about the
// same thing hold on the same day: the second would silently be ignored.
func (c *profileCheck) periods(all []dated) {
	for i, d := range all {
		v := d.validity
		c.period(d.key, v)
		for _, other := range all[:i] {
			both := !v.From.IsZero() && !other.validity.From.IsZero() && (v.Contains(other.validity.From) || other.validity.Contains(v.From))
			c.want(d.of != other.of || !both, d.key+".validity", "%s gäller redan i %s samma dag", d.of, other.key)
		}
	}
}

// period checks that a time begins, and before it ends.
func (c *profileCheck) period(key string, v domain.Period) {
	c.want(!v.From.IsZero(), key+".validity", "from ska finnas")
	c.want(v.To.IsZero() || !v.To.Before(v.From), key+".validity", "slutar %s innan den börjar %s", v.To, v.From)
}

// wholeYears checks that a base amount holds for whole calendar years, since it
// is counted per year.
func (c *profileCheck) wholeYears(key string, v domain.Period) {
	first := v.From.IsZero() || v.From.Month() == time.January && v.From.Day() == 1
	last := v.To.IsZero() || v.To.Month() == time.December && v.To.Day() == 31
	c.want(first && last, key+".validity", "ska vara hela kalenderår, som basbelopp räknas på")
}
