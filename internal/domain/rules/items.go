package rules

import (
	"strings"

	"example.org/tandtui/internal/domain"
)

// maxPrice bounds one row; sums of all rows stay far from overflow.
const maxPrice = domain.Ore(100_000_000_00)

// items checks each row against the price list in force on its date (B12, B13).
func (c *checker) items() {
	if len(c.bill.Items) == 0 {
		c.error(CodeItemsNone, domain.WholeBill, domain.FieldItems)
		return
	}
	allPriced := true
	for i, item := range c.bill.Items {
		allPriced = allPriced && (item.IsFee() || item.Price > 0)
		c.itemDate(i, item)
		c.performer(i, item)
		if item.Code == "" {
			c.error(CodeCodeMissing, i, domain.FieldItemCode)
			continue
		}
		if item.Price > maxPrice || item.Price < -maxPrice {
			c.error(CodePriceInvalid, i, domain.FieldItemPrice)
			continue
		}
		if item.Date.IsZero() || len(c.facts.Prices) == 0 {
			continue
		}
		c.item(i, item)
	}
	if allPriced && c.bill.Sum() < 0 { // a row without a price has a finding of its own
		c.error(CodeSumNegative, domain.WholeBill, domain.FieldItems, "sum", c.bill.Sum().String())
	}
}

func (c *checker) itemDate(i int, item domain.Item) {
	switch {
	case item.Date.IsZero():
		c.error(CodeDateMissing, i, domain.FieldItemDate)
	case !c.facts.Today.IsZero() && item.Date.After(c.facts.Today):
		c.error(CodeDateFuture, i, domain.FieldItemDate, "date", item.Date.String())
	}
}

func (c *checker) item(i int, item domain.Item) {
	list, ok := c.facts.Prices.List(c.key, item.Date)
	if !ok {
		c.error(CodeCodeNoList, i, domain.FieldItemDate, "date", item.Date.String())
		return
	}
	p := c.earlier.procedure(list, item)
	if p == nil {
		c.error(CodeCodeUnknown, i, domain.FieldItemCode, "code", item.Code, "date", item.Date.String())
		return
	}
	if !p.Serves(c.bill.Support) {
		c.error(CodeCodeSupport, i, domain.FieldItemCode, "code", p.Code, "support", string(c.bill.Support))
	}
	if p.Specialist && !c.facts.Clinic.Specialists {
		c.warn(CodeCodeSpecialist, i, domain.FieldItemCode, "code", p.Code)
	}
	c.specialist(i, item, p)
	if isExchange(p.Code) {
		c.warn(CodeCodeExchange, i, domain.FieldItemCode, "code", p.Code)
	}
	if p.ApprovalMust && c.bill.Approval == "" {
		c.error(CodeApprovalNeeded, i, domain.FieldItemCode, "code", p.Code)
	}
	c.position(i, item, p)
	if !item.IsFee() {
		c.price(i, item, p)
	}
}

// isExchange reports whether a code is one of the utbytesåtgärder 921–941, which
// regions do not pay.
func isExchange(code string) bool {
	base := strings.TrimSuffix(code, "S")
	return len(base) == 3 && base >= "921" && base <= "941"
}

func (c *checker) price(i int, item domain.Item, p *priced) {
	switch {
	case p.ActualCost && item.Price == 0:
		c.error(CodePriceMissing, i, domain.FieldItemPrice, "code", p.Code)
	case item.Price < 0:
		c.error(CodePriceNegative, i, domain.FieldItemPrice, "code", p.Code)
	case !p.ActualCost && item.Price != p.Price:
		c.error(CodePriceList, i, domain.FieldItemPrice, "code", p.Code, "price", item.Price.String(), "list", p.Price.String(), "date", item.Date.String())
	}
}
