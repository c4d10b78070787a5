package region

import (
	"slices"
	"strings"

	"example.org/tandtui/internal/domain"
)

// maxDeadline bounds the number of a deadline; five years in days.
const maxDeadline = 1830

func (c *profileCheck) deadline(d domain.Deadline) {
	if d == (domain.Deadline{}) {
		return
	}
	c.want(d.Number > 0 && d.Number <= maxDeadline, "deadline.number", "%d är inte 1 till %d", d.Number, maxDeadline)
	c.want(slices.Contains([]domain.DeadlineUnit{domain.DeadlineDays, domain.DeadlineMonths}, d.Unit), "deadline.unit", "%q är varken days eller months", d.Unit)
	c.want(slices.Contains([]domain.DeadlineFrom{domain.FromTreatment, domain.FromEnd, domain.FromMonthEnd}, d.From), "deadline.from", "%q är varken treatment, end eller month", d.From)
}

// kinds wants each part of the support once, and a way to show the right to it.
func (c *profileCheck) kinds(p domain.Profile) {
	seen := map[domain.Support]bool{}
	for i, k := range p.Kinds {
		key := at("kinds", i)
		c.want(k.Code.Valid(), key, "code %q ska vara en stor bokstav A–Z", k.Code)
		c.want(k.Name != "", key, "name ska finnas")
		c.want(k.Entitlement != k.Approval, key, "ska ha en av entitlement och approval: hur rätten visas")
		c.want(!seen[k.Code], key, "%s står två gånger", k.Code)
		seen[k.Code] = true
	}
}

func known(p domain.Profile, s domain.Support) bool {
	_, ok := p.Kind(s)
	return ok
}

// audits checks what a region's audits ask money back for (B27).
func (c *profileCheck) audits(p domain.Profile) {
	for i, f := range p.Frequencies {
		key := at("frequencies", i)
		c.codes(key, f.Codes)
		c.want(f.Most > 0, key+".most", "ska vara minst 1")
		c.want(slices.Contains([]domain.Span{domain.SpanVisit, domain.SpanMonth, domain.SpanHalfYear, domain.SpanYear}, f.Per), key+".per", "%q är varken visit, month, halfYear eller year", f.Per)
		c.want(f.Source != "", key, "source ska finnas")
		c.period(key, f.Validity)
	}
	for i, x := range p.Cautions {
		key := at("cautions", i)
		c.codes(key, x.Codes)
		c.want(slices.Contains([]domain.CautionKind{domain.CautionProvisional, domain.CautionSelfCare}, x.Kind), key+".kind", "%q är varken provisional eller selfCare", x.Kind)
		c.want(x.Again >= 0 && x.Again <= 365, key+".again", "%d är inte 0 till 365 dagar", x.Again)
		c.want(!slices.Contains(x.Words, ""), key+".words", "ett ord är tomt")
		c.want(x.Source != "", key, "source ska finnas")
		c.period(key, x.Validity)
	}
}

// codes wants procedures, without the specialists' suffix.
func (c *profileCheck) codes(key string, codes []string) {
	c.want(len(codes) > 0, key+".codes", "ska ha minst en åtgärd")
	for i, code := range codes {
		c.want(code != "" && !strings.HasSuffix(code, "S"), at(key+".codes", i), "%q ska vara en åtgärd utan S", code)
	}
}
