package rules

import (
	"slices"
	"strings"

	"example.org/tandtui/internal/domain"
)

// Base is the base amount of a patient for a calendar year: how much care
// without FHB the region pays, and how much of it is used (B22).
type Base struct {
	Used   domain.Ore // öre, as the region said at the look-up
	Limit  domain.Ore // öre
	Source string     // how sure the limit is
}

// BaseOf gives a patient's base amount for a year; ok is false if the region
// names none or the patient was not looked up that year.
func BaseOf(id domain.PersonID, year int, f Facts) (b Base, ok bool) {
	person, looked := f.Persons[id]
	if f.Profile == nil || !looked || person.BaseYear != year {
		return Base{}, false
	}
	for _, a := range f.Profile.BaseAmounts {
		if a.Specialist == f.Clinic.Specialists && a.Validity.Contains(firstDay(year)) {
			return Base{Used: person.BaseUsed, Limit: a.Amount, Source: a.Source}, true
		}
	}
	return Base{}, false
}

// base warns where the care without FHB passes the base amount of its year
// (rules.md, Checks). S-tandvård always has an FHB.
func (c *checker) base() {
	b := c.bill
	if b.Approval != "" || c.kind.Approval {
		return
	}
	for _, year := range years(c.visits) {
		base, ok := BaseOf(b.Person, year, c.facts)
		if !ok {
			continue
		}
		key := baseKey{b.Person, year}
		care := c.baseCare(year)
		used := base.Used + c.earlier.base[key] + care
		c.earlier.base[key] += care
		if care > 0 && used > base.Limit {
			c.warn(CodeBasePassed, domain.WholeBill, domain.FieldItems, "used", used.String(), "limit", base.Limit.String(), "source", base.Source)
		}
	}
}

// baseCare is the sum of a year's care that counts towards the base amount, öre;
// some procedures do not.
func (c *checker) baseCare(year int) (sum domain.Ore) {
	for _, item := range c.bill.Items {
		code := strings.TrimSuffix(item.Code, "S")
		if item.Date.Year() == year && !item.IsFee() && !slices.Contains(c.facts.Profile.BaseExcluded, code) {
			sum += item.Price
		}
	}
	return sum
}

func firstDay(year int) domain.Date {
	d, _ := domain.NewDate(year, 1, 1)
	return d
}

// years lists the calendar years of the visits, each once.
func years(visits []visit) []int {
	var list []int
	for _, v := range visits {
		if !slices.Contains(list, v.date.Year()) {
			list = append(list, v.date.Year())
		}
	}
	return list
}
