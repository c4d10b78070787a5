package rules

import (
	"slices"
	"strings"

	"example.org/tandtui/internal/domain"
)

// cautions warns of care that a region's audits ask the money back for (B27):
// a provisional filling billed as an ordinary one, and self-care. It is known by
// its code, by a word of the comment, or since the tooth was treated again soon.
func (c *checker) cautions() {
	for _, rule := range c.facts.Profile.Cautions {
		code := cautionCodes[rule.Kind]
		if code == "" {
			continue // a kind of a newer region
		}
		for i, item := range c.bill.Items {
			if !concerns(rule, item.Code, item.Date) {
				continue
			}
			params := []string{"code", item.Code, "source", rule.Source}
			before := c.treatedBefore(rule, item)
			switch {
			case before != domain.Date{}:
				c.warn(code, i, domain.FieldItemCode, append(params, "position", string(item.Position), "before", before.String())...)
			case len(rule.Words) == 0 && rule.Again == 0, saysOne(item.Comment, rule.Words):
				c.warn(code, i, domain.FieldItemCode, params...)
			}
		}
	}
}

// cautionCodes is the finding of each kind.
var cautionCodes = map[domain.CautionKind]string{
	domain.CautionProvisional: CodeProvisional, domain.CautionSelfCare: CodeSelfCare,
}

func concerns(rule domain.Caution, code string, date domain.Date) bool {
	return !date.IsZero() && rule.Validity.Contains(date) && slices.Contains(rule.Codes, general(code))
}

func saysOne(comment string, words []string) bool {
	if comment == "" {
		return false
	}
	comment = strings.ToLower(comment)
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(comment, strings.ToLower(w)) })
}

// treatedBefore is the last day, within the days of the rule before an item, on
// which one of the rule's procedures was billed for the same tooth.
func (c *checker) treatedBefore(rule domain.Caution, item domain.Item) (last domain.Date) {
	if rule.Again == 0 || item.Position.IsZero() {
		return last
	}
	from := item.Date.AddDays(-rule.Again)
	look := func(code string, p domain.Position, date domain.Date) {
		if p == item.Position && date.Before(item.Date) && !date.Before(from) && date.After(last) && concerns(rule, code, date) {
			last = date
		}
	}
	for _, p := range c.facts.Persons[c.bill.Person].Earlier {
		look(p.Code, p.Position, p.Date)
	}
	for _, i := range c.bill.Items {
		look(i.Code, i.Position, i.Date)
	}
	return last
}
