package rules

import (
	"slices"
	"strings"

	"example.org/tandtui/internal/domain"
)

// performer checks who gave the care of a row, where the region asks (B30). A
// patient's fee is no care.
func (c *checker) performer(i int, item domain.Item) {
	if !c.facts.Profile.PerformerMust || item.IsFee() {
		return
	}
	if item.Performer == "" {
		c.error(CodePerformerMissing, i, domain.FieldItemPerformer)
		return
	}
	if c.facts.Performers == nil {
		return
	}
	who, known := c.performerOf(item)
	switch {
	case !known:
		c.error(CodePerformerUnknown, i, domain.FieldItemPerformer, "performer", item.Performer)
	case !item.Date.IsZero() && !who.Validity.Contains(item.Date):
		c.error(CodePerformerDate, i, domain.FieldItemPerformer, "performer", item.Performer, "date", item.Date.String())
	}
}

func (c *checker) performerOf(item domain.Item) (domain.Performer, bool) {
	at := slices.IndexFunc(c.facts.Performers, func(p domain.Performer) bool { return strings.EqualFold(p.No, item.Performer) })
	if at < 0 {
		return domain.Performer{}, false
	}
	return c.facts.Performers[at], true
}

// specialist checks that a specialist's price is of a specialist's care.
func (c *checker) specialist(i int, item domain.Item, p *priced) {
	if !c.facts.Profile.PerformerMust || !p.Specialist {
		return
	}
	if who, known := c.performerOf(item); known && !who.Specialist {
		c.error(CodePerformerSpecialist, i, domain.FieldItemPerformer, "performer", item.Performer, "code", p.Code, "profession", who.Profession)
	}
}
