package bank

import (
	"fmt"

	"example.org/tandtui/internal/domain"
)

// orderCheck keeps the first thing that is wrong with an order. Payments are told
// by their ids, which name nobody.
type orderCheck struct {
	characters string
	seen       map[string]bool // EndToEndIds
	err        error
}

func (c *orderCheck) want(ok bool, format string, args ...any) {
	if !ok && c.err == nil {
		c.err = fmt.Errorf(format, args...)
	}
}

func (c *orderCheck) payment(p Payment) {
	id := p.EndToEndID
	c.want(isID(id), "payment id %q", id)
	c.want(!c.seen[id], "%s is there twice", id)
	c.seen[id] = true
	c.want(p.Amount > 0 && p.Amount <= maxMinor, "%s: nothing to pay", id)
	c.want(validAccount(p.Account), "%s: no valid %s account", id, p.Account.Kind)
	c.want(text(p.Creditor.Name, c.characters, maxText) != "", "%s: no name", id)
	c.want(text(p.Creditor.Town, c.characters, maxID) != "", "%s: no town", id)
	c.want(p.Creditor.Country == "" || country.MatchString(p.Creditor.Country), "%s: no country", id)
	var sum domain.Ore
	for _, r := range p.Remittances {
		c.want(r.Amount > 0 && r.Amount <= maxMinor && r.OurRef >= 0, "%s: a part of nothing", id)
		if r.Credit {
			sum -= r.Amount
		} else {
			sum += r.Amount
		}
	}
	c.want(len(p.Remittances) == 0 || sum == p.Amount, "%s: the parts do not add up", id)
}
