package rules

import (
	"strconv"

	"example.org/tandtui/internal/domain"
)

// doubles finds the same procedure, tooth and date twice for the patient: on
// this bill, on one before it on the invoice, or on one the provider has sent
// before. It may be right, so it only warns.
func (c *checker) doubles() {
	rows := c.earlier.rows
	if c.bill.Person.IsZero() { // nobody's other bill
		rows = make(map[rowKey]int, len(c.bill.Items))
	}
	past := c.facts.Persons[c.bill.Person].Earlier
	for i, item := range c.bill.Items {
		if item.Code == "" || item.Date.IsZero() {
			continue
		}
		for _, p := range past {
			if p.Date == item.Date && p.Code == item.Code && p.Position == item.Position {
				c.warn(CodeDoubleEarlier, i, domain.FieldItemCode, "code", item.Code, "date", item.Date.String(), "ref", p.BillRef)
				break
			}
		}
		if item.IsFee() {
			continue // twice on one invoice is an error of the fees
		}
		key := rowKey{c.bill.Person, item.Date, item.Code, item.Position}
		if first, twice := rows[key]; twice {
			c.warn(CodeDouble, i, domain.FieldItemCode, "code", item.Code, "row", strconv.Itoa(first+1))
			continue
		}
		rows[key] = i
	}
}

// feeBilled tells whether the fee of a visit stands on an earlier bill.
func (c *checker) feeBilled(on domain.Date) bool {
	for _, p := range c.facts.Persons[c.bill.Person].Earlier {
		if p.Code == domain.PatientFeeCode && p.Date == on {
			return true
		}
	}
	return false
}
