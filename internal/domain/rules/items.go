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
	priced := true
	for i, item := range c.bill.Items {
		priced = priced && (item.IsFee() || item.Price > 0)
		c.itemDate(i, item)
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
	if priced && c.bill.Sum() < 0 { // a row without a price has a finding of its own
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
	list, ok := c.facts.Prices.List(c.bill.Support, item.Date)
	if !ok {
		c.error(CodeCodeNoList, i, domain.FieldItemDate, "date", item.Date.String())
		return
	}
	p := c.earlier.procedure(list, item.Code)
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

func (c *checker) position(i int, item domain.Item, p *domain.Procedure) {
	pos, err := domain.ParsePosition(string(item.Position))
	switch {
	case err != nil || pos != item.Position: // another spelling would hide a double
		c.error(CodePositionInvalid, i, domain.FieldItemPosition, positionParams(*p, string(item.Position))...)
	case pos.IsZero() && p.Position.Needed():
		c.error(CodePositionMissing, i, domain.FieldItemPosition, "code", p.Code, "rule", string(p.Position))
	case !pos.IsZero() && !p.Position.Allowed():
		c.error(CodePositionUnwanted, i, domain.FieldItemPosition, "code", p.Code)
	case !pos.IsZero() && !p.Position.Fits(pos):
		c.error(CodePositionKind, i, domain.FieldItemPosition, "code", p.Code, "rule", string(p.Position), "position", string(pos))
	}
}

// positionParams are the parameters of a finding about a position: what was typed
// and, if the procedure may have one, what it wants.
func positionParams(p domain.Procedure, stands string) []string {
	params := []string{"position", stands}
	if p.Position.Allowed() {
		params = append(params, "code", p.Code, "rule", string(p.Position))
	}
	return params
}

func (c *checker) price(i int, item domain.Item, p *domain.Procedure) {
	switch {
	case p.ActualCost && item.Price == 0:
		c.error(CodePriceMissing, i, domain.FieldItemPrice, "code", p.Code)
	case item.Price < 0:
		c.error(CodePriceNegative, i, domain.FieldItemPrice, "code", p.Code)
	case !p.ActualCost && item.Price != p.Price:
		c.error(CodePriceList, i, domain.FieldItemPrice, "code", p.Code, "price", item.Price.String(), "list", p.Price.String(), "date", item.Date.String())
	}
}
