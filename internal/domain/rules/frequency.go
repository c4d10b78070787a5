package rules

import (
	"slices"
	"strconv"
	"strings"

	"example.org/tandtui/internal/domain"
)

// billedKey is what a frequency of the profile counts: the nth of its rules, for
// one patient, in the span that begins on a day, on one tooth where the rule
// counts each by itself.
type billedKey struct {
	person domain.PersonID
	rule   int
	from   domain.Date
	tooth  string
}

// billed is how often, and when last.
type billed struct {
	times int
	last  domain.Date
}

// frequencies warns of what is billed more often than the region pays (B27): on
// this bill, on those before it on the invoice, and on earlier ones.
func (c *checker) frequencies() {
	if c.bill.Person.IsZero() {
		return
	}
	for n, rule := range c.facts.Profile.Frequencies {
		for i, item := range c.bill.Items {
			if counts(rule, item.Code, item.Date) {
				c.frequency(n, rule, i)
			}
		}
	}
}

// counts tells whether a rule counts a row.
func counts(rule domain.Frequency, code string, date domain.Date) bool {
	return !date.IsZero() && rule.Validity.Contains(date) && slices.Contains(rule.Codes, general(code))
}

// general is a code without the specialists' suffix.
func general(code string) string { return strings.TrimSuffix(code, "S") }

func (c *checker) frequency(n int, rule domain.Frequency, i int) {
	item := c.bill.Items[i]
	for _, tooth := range teethOf(rule, item.Position) {
		key := billedKey{c.bill.Person, n, rule.Per.First(item.Date), tooth}
		b, seen := c.earlier.billed[key]
		if !seen {
			b = c.billedBefore(rule, key)
		}
		if b.times >= rule.Most {
			c.warn(CodeFrequency, i, domain.FieldItemCode, "code", item.Code, "most", strconv.Itoa(rule.Most), "per", string(rule.Per),
				"tooth", tooth, "last", b.last.String(), "source", rule.Source)
		}
		b.times++
		if item.Date.After(b.last) {
			b.last = item.Date
		}
		c.earlier.billed[key] = b
	}
}

// billedBefore counts the rows of earlier invoices.
func (c *checker) billedBefore(rule domain.Frequency, key billedKey) (b billed) {
	for _, p := range c.facts.Persons[key.person].Earlier {
		if !counts(rule, p.Code, p.Date) || rule.Per.First(p.Date) != key.from || !slices.Contains(teethOf(rule, p.Position), key.tooth) {
			continue
		}
		b.times++
		if p.Date.After(b.last) {
			b.last = p.Date
		}
	}
	return b
}

// teethOf are the teeth or jaws that a rule counts by themselves; one that does
// not has "" for all of them.
func teethOf(rule domain.Frequency, p domain.Position) []string {
	if !rule.Tooth || p.IsZero() {
		return []string{""}
	}
	return p.Teeth()
}
