package rules

import (
	"slices"
	"strconv"

	"example.org/tandtui/internal/domain"
)

// doubles finds the same procedure, tooth and date twice for the patient: on
// this bill, on one before it on the invoice, or on one the provider has sent
// before. It may be right, so it only warns.
func (c *checker) doubles() {
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
			continue // a second fee on one invoice is reported by fees, as an error
		}
		done := c.visitOn(item.Date).done
		same := slices.IndexFunc(done.rows, func(r row) bool { return r.code == item.Code && r.position == item.Position })
		if same >= 0 {
			first := done.rows[same]
			params := []string{"code", item.Code, "row", strconv.Itoa(first.index() + 1)}
			if first.bill() != c.earlier.bill {
				params = append(params, "bill", strconv.Itoa(first.bill()+1))
			}
			c.warn(CodeDouble, i, domain.FieldItemCode, params...)
			continue
		}
		if done.rows == nil {
			done.rows = make([]row, 0, len(c.bill.Items)-i)
		}
		if len(done.rows) < maxItems { // no real day has so many, and comparing each with all would take minutes
			done.rows = append(done.rows, row{item.Code, item.Position, c.earlier.placeOf(i)})
		}
	}
}

// visitOn is the visit on a date; the bill has an item of that date.
func (c *checker) visitOn(date domain.Date) *visit {
	return &c.visits[visitAt(c.visits, date)]
}

// feeBilled reports whether the fee of a visit was billed on a bill sent before.
func (c *checker) feeBilled(on domain.Date) bool {
	for _, p := range c.facts.Persons[c.bill.Person].Earlier {
		if p.Code == domain.PatientFeeCode && p.Date == on {
			return true
		}
	}
	return false
}
