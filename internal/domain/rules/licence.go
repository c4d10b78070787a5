package rules

import "example.org/tandtui/internal/domain"

// licence warns, once on a bill, of care given without the licence from IVO that the
// clinic needs (E7). The region pays all the same, and reports the provider.
func (c *checker) licence() {
	for i, item := range c.bill.Items {
		if !item.Date.IsZero() && !item.IsFee() && c.facts.Clinic.Licence.Missing(item.Date) {
			c.warn(CodeLicence, i, domain.FieldItemDate, "date", item.Date.String())
			return
		}
	}
}
