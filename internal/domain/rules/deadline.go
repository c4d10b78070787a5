package rules

import (
	"strconv"

	"example.org/tandtui/internal/domain"
)

// DeadlineOf is the last day to send an item of a date; zero where the region
// names no deadline (B21).
func DeadlineOf(item domain.Date, p *domain.Profile) domain.Date {
	if p == nil || p.DeadlineMonths == 0 || item.IsZero() {
		return domain.Date{}
	}
	return item.AddMonths(p.DeadlineMonths)
}

// deadlines finds visits that are too old, and those that soon will be.
func (c *checker) deadlines() {
	soon := 0
	for _, d := range c.facts.Profile.WarnDays {
		soon = max(soon, d)
	}
	for _, v := range c.visits {
		last := DeadlineOf(v.date, c.facts.Profile)
		if last.IsZero() || c.facts.Today.IsZero() {
			return
		}
		switch left := c.facts.Today.DaysUntil(last); {
		case left < 0:
			c.error(CodeDateLate, v.first, domain.FieldItemDate, "date", v.date.String(), "last", last.String())
		case left < soon:
			c.warn(CodeDateSoon, v.first, domain.FieldItemDate, "date", v.date.String(), "last", last.String(), "days", strconv.Itoa(left))
		}
	}
}
