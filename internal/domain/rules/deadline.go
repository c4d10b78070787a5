package rules

import (
	"strconv"

	"example.org/tandtui/internal/domain"
)

// DeadlineOf is the last day to send care that ends on a date; zero where the
// region names no deadline (B21). Where the deadline is counted from the end of
// the treatment and more visits follow, the last day is later than this.
func DeadlineOf(date domain.Date, p *domain.Profile) domain.Date {
	if p == nil {
		return domain.Date{}
	}
	return p.Deadline.Last(date, date)
}

// Urgency is how many of the region's steps of warning have been reached with so
// many days left: 0 none yet, len(p.WarnDays) the last one. A day that has passed
// has reached them all.
func Urgency(left int, p *domain.Profile) (steps int) {
	for _, days := range p.WarnDays {
		if left < days {
			steps++
		}
	}
	return steps
}

// deadlines finds visits that are too old, and those that soon will be.
func (c *checker) deadlines() {
	p := c.facts.Profile
	if p.Deadline.Number == 0 || c.facts.Today.IsZero() {
		return
	}
	var end domain.Date
	for _, v := range c.visits {
		if v.date.After(end) {
			end = v.date
		}
	}
	for _, v := range c.visits {
		last := p.Deadline.Last(v.date, end)
		switch left := c.facts.Today.DaysUntil(last); {
		case left < 0:
			c.error(CodeDateLate, v.first, domain.FieldItemDate, "date", v.date.String(), "last", last.String())
		case Urgency(left, p) > 0:
			c.warn(CodeDateSoon, v.first, domain.FieldItemDate, "date", v.date.String(), "last", last.String(), "days", strconv.Itoa(left))
		}
	}
}
