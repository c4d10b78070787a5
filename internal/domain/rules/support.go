package rules

import (
	"slices"

	"example.org/tandtui/internal/domain"
)

// support checks the chosen part of the support and what it asks for (B3, B6, B7, B8).
func (c *checker) support() {
	b := c.bill
	switch {
	case b.Support == "":
		c.error(CodeSupportMissing, domain.WholeBill, domain.FieldSupport)
		return
	case !c.kindKnown:
		c.error(CodeSupportUnknown, domain.WholeBill, domain.FieldSupport, "support", string(b.Support))
		return
	}
	c.careModel()
	if c.kind.Category {
		c.category()
	}
	c.approval()
	c.priceList()
}

// priceList checks a chosen price list (B4); if none is chosen, the list of the
// support is used.
func (c *checker) priceList() {
	b := c.bill
	if b.PriceList == "" || len(c.facts.Profile.PriceLists) == 0 {
		return
	}
	right := ""
	for _, l := range c.facts.Profile.PriceLists {
		if len(l.Supports) == 0 || slices.Contains(l.Supports, b.Support) {
			if l.ID == b.PriceList {
				return
			}
			right = l.Name
		}
	}
	c.error(CodePriceListWrong, domain.WholeBill, domain.FieldPriceList, "support", string(b.Support), "right", right)
}

func (c *checker) careModel() {
	p, b := c.facts.Profile, c.bill
	known := func(m domain.Choice) bool { return m.Code == b.CareModel }
	switch {
	case b.CareModel == "" && slices.Contains(p.CareModelFor, b.Support):
		c.error(CodeCareModelMissing, domain.WholeBill, domain.FieldCareModel)
	case b.CareModel != "" && len(p.CareModels) > 0 && !slices.ContainsFunc(p.CareModels, known):
		c.error(CodeCareModelUnknown, domain.WholeBill, domain.FieldCareModel, "model", b.CareModel)
	}
}

// category checks the disease group, which S-tandvård has; S13 and S14 have ended.
func (c *checker) category() {
	if len(c.facts.Profile.Categories) == 0 {
		return // not known in this region
	}
	if c.bill.Category == "" {
		c.error(CodeCategoryMissing, domain.WholeBill, domain.FieldCategory)
		return
	}
	for _, k := range c.facts.Profile.Categories {
		if k.Code != c.bill.Category || k.Support != c.bill.Support {
			continue
		}
		for _, v := range c.visits {
			if !k.Ended.IsZero() && !v.date.Before(k.Ended) {
				c.error(CodeCategoryEnded, domain.WholeBill, domain.FieldCategory, "category", k.Code, "date", k.Ended.String())
				return
			}
		}
		return
	}
	c.error(CodeCategoryUnknown, domain.WholeBill, domain.FieldCategory, "category", c.bill.Category)
}

// entitlement checks that the patient had the right on the date of each visit,
// not merely today (B20). A patient unknown to the region has a finding of its
// own.
func (c *checker) entitlement() {
	b := c.bill
	facts, looked := c.facts.Persons[b.Person]
	if !looked || c.facts.Refused[b.Person] != "" || !c.kind.Entitlement {
		return
	}
	for _, v := range c.visits {
		if _, ok := facts.Entitlement(b.Support, v.date); !ok {
			c.error(CodeEntitlement, v.first, domain.FieldItemDate, c.entitlementParams(facts, v.date)...)
		}
	}
	if len(c.visits) == 0 { // reported before the first row is typed
		if _, ok := facts.Entitlement(b.Support, c.facts.Today); !ok {
			c.error(CodeEntitlement, domain.WholeBill, domain.FieldSupport, c.entitlementParams(facts, c.facts.Today)...)
		}
	}
}

// entitlementParams are the parameters of a missing entitlement: which right, on
// which date, which one ended last, and which other right the patient has that
// day.
func (c *checker) entitlementParams(f domain.PersonFacts, on domain.Date) []string {
	s := c.bill.Support
	params := []string{"support", string(s), "date", on.String()}
	if last, was := f.Ended(s, on); was {
		params = append(params, "last", last.No+" "+last.Validity.To.String())
	}
	for _, other := range c.facts.Profile.KindsInUse() {
		if _, has := f.Entitlement(other.Code, on); has && other.Code != s {
			params = append(params, "has", string(other.Code))
		}
	}
	return params
}
