package rules

import (
	"slices"
	"strconv"

	"example.org/tandtui/internal/domain"
)

// fees checks the patient's fee of each visit against frikort, age and the
// standard amounts (B14, B19).
func (c *checker) fees() {
	for _, v := range c.visits {
		due := FeeDue(c.bill, v.date, c.facts)
		if len(v.fees) == 0 {
			if due.Reason == FeeIsDue && !v.done.feeOn && !c.feeBilled(v.date) {
				c.feeMissing(v, due)
			}
			continue
		}
		first := v.fees[0]
		switch due.Reason {
		case FeeExempt:
			c.error(CodeFeeExempt, first, domain.FieldItemCode, "date", v.date.String())
		case FeeFreeByAge:
			c.error(CodeFeeFree, first, domain.FieldItemCode, "date", v.date.String())
		case FeeFreeByGround:
			c.error(CodeFeeFree, first, domain.FieldItemCode, "date", v.date.String(), "ground", c.bill.FeeGround)
		default:
			for _, i := range v.fees {
				c.feeAmount(i, v.date)
			}
		}
		switch {
		case len(v.fees) > 1:
			c.error(CodeFeeTwice, v.fees[1], domain.FieldItemCode, "date", v.date.String())
		case v.done.feeSeen > 0:
			c.error(CodeFeeTwice, first, domain.FieldItemCode, "date", v.date.String(), "bill", strconv.Itoa(v.done.feeSeen))
		}
		if v.done.feeSeen == 0 {
			v.done.feeSeen = c.earlier.bill + 1
		}
		if v.care == 0 {
			c.warn(CodeFeeAlone, first, domain.FieldItemCode, "date", v.date.String())
		}
	}
}

// feeMissing reports a visit without a fee, as an error or a warning as the
// region's profile says.
func (c *checker) feeMissing(v visit, due Fee) {
	params := []string{"date", v.date.String()}
	if due.Amount > 0 {
		params = append(params, "fee", due.Amount.String())
	}
	switch c.facts.Profile.FeeMissing {
	case domain.SeverityError:
		c.error(CodeFeeMissing, v.first, domain.FieldItemDate, params...)
	case domain.SeverityWarning:
		c.warn(CodeFeeMissing, v.first, domain.FieldItemDate, params...)
	}
}

func (c *checker) feeAmount(i int, on domain.Date) {
	price := c.bill.Items[i].Price
	if price >= 0 {
		c.error(CodeFeeSign, i, domain.FieldItemPrice, "price", price.String())
		return
	}
	first, ok := standardFee(c.facts.Profile, on)
	if !ok || slices.ContainsFunc(c.facts.Profile.Fees, func(f domain.Fee) bool { return f.Amount == -price && f.Validity.Contains(on) }) {
		return
	}
	if limit, known := feeCeiling(c.facts.Profile, on); known && c.feeSum(on) == limit {
		return // the last fee before the ceiling is smaller
	}
	c.warn(CodeFeeAmount, i, domain.FieldItemPrice, "price", (-price).String(), "fee", first.Amount.String())
}

// standardFee is the fee to suggest on a date: the first that is in force.
func standardFee(p *domain.Profile, on domain.Date) (domain.Fee, bool) {
	for _, f := range p.Fees {
		if f.Validity.Contains(on) {
			return f, true
		}
	}
	return domain.Fee{}, false
}

// FeeReason says whether a patient fee is due, and why.
type FeeReason string

// The reasons.
const (
	FeeIsDue        FeeReason = "due"
	FeeExempt       FeeReason = "exempt"  // frikort valid on the date
	FeeFreeByAge    FeeReason = "age"     // too young or too old to pay
	FeeFreeByGround FeeReason = "ground"  // young enough by an old age, as the user states (B26)
	FeeUnknown      FeeReason = "unknown" // the region's rules or the patient are not known
)

// Fee is the patient's fee on a date.
type Fee struct {
	Reason FeeReason
	Amount domain.Ore // öre, positive; the standard fee where one is due, 0 if not known
	Source string     // how sure the amount is
}

// FeeDue tells whether a fee is due for a visit, why, and the standard amount.
func FeeDue(b domain.Bill, on domain.Date, f Facts) Fee {
	if b.Exemption != nil && !b.Exemption.Validity.From.IsZero() && b.Exemption.Validity.Contains(on) {
		return Fee{Reason: FeeExempt}
	}
	if f.Profile == nil || f.Profile.ID == "" {
		return Fee{Reason: FeeUnknown}
	}
	standard, _ := standardFee(f.Profile, on)
	due := Fee{Reason: FeeIsDue, Amount: standard.Amount, Source: standard.Source}
	if b.Person.IsZero() { // whose age is not known
		due.Reason = FeeUnknown
		return due
	}
	if _, free := freeingRule(f.Profile, b.Person.BirthDate(), on); free {
		return Fee{Reason: FeeFreeByAge}
	}
	if g, stated := groundOf(f.Profile, b.FeeGround); stated && g.Frees(b.Person.BirthDate(), on) {
		return Fee{Reason: FeeFreeByGround}
	}
	return due
}

// freeingRule is the rule by which a patient pays no fee on a date.
func freeingRule(p *domain.Profile, born, on domain.Date) (domain.FeeFree, bool) {
	for _, r := range p.FeeFree {
		if !r.Validity.Contains(on) {
			continue
		}
		if r.FromAge > 0 && born.AgeOn(on) >= r.FromAge || r.UntilYearOf > 0 && on.Year()-born.Year() <= r.UntilYearOf {
			return r, true
		}
	}
	return domain.FeeFree{}, false
}
