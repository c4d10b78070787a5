package rules

import "example.org/tandtui/internal/domain"

// person checks that there is a patient, of this region and not protected, born
// before the treatment.
func (c *checker) person() {
	p := c.bill.Person
	if p.IsZero() {
		c.error(CodePersonMissing, domain.WholeBill, domain.FieldPerson)
		return
	}
	if code := c.facts.Refused[p]; code == CodePersonUnknown || code == CodePersonProtected {
		c.error(code, domain.WholeBill, domain.FieldPerson)
	}
	if form, own := p.Kind().Reserve(), c.facts.Profile.Reserve; form != "" && own != "" && form != own {
		c.warn(CodePersonReserve, domain.WholeBill, domain.FieldPerson)
	}
	for _, v := range c.visits {
		if v.date.Before(p.BirthDate()) {
			c.error(CodePersonUnborn, v.first, domain.FieldItemDate, "date", v.date.String())
		}
	}
}
