package imports

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"example.org/tandtui/internal/domain"
)

// maxNamed is how many codes a sentence names.
const maxNamed = 20

// comparePrices says what the new lists change of those that hold on their first
// day, and what then has no list.
func (p *planner) comparePrices(before domain.PriceBook, demo bool, lists []domain.PriceList) {
	after := merged(before, lists)
	if demo { // the first list takes the place of the demo's
		after = merged(nil, lists)
	}
	p.bearable(after)
	for _, l := range lists {
		p.plan.Does = append(p.plan.Does, fmt.Sprintf("%s från %s: åtgärder: %d.", l.Name, l.Validity.From, len(l.Procedures)-1))
		was, ok := forerunner(before, l)
		if !ok {
			continue
		}
		d := differences(was, l)
		said := fmt.Sprintf("%s från %s, jämfört med ", l.Name, l.Validity.From) + said(was) + ": "
		p.plan.Does = append(p.plan.Does, said+d.summary())
		if len(d.gone) > 0 {
			p.plan.Replaces = true
			p.plan.Takes = append(p.plan.Takes, fmt.Sprintf("Åtgärder som inte går att fakturera från %s: %d (%s).", l.Validity.From, len(d.gone), named(d.gone)))
		}
		if len(d.dearer)+len(d.cheaper) > 0 {
			p.plan.Takes = append(p.plan.Takes, fmt.Sprintf("Priser som ändras från %s i %s: %d.", l.Validity.From, l.Name, len(d.dearer)+len(d.cheaper)))
		}
	}
	for _, s := range unpriced(p.Profile, after, p.today) {
		_, had := before.List(domain.ListKey{Support: s}, p.today)
		sentence := fmt.Sprintf("För %s-tandvård gäller ingen prislista idag: inga sådana räkningar kan skickas. Läs in den också.", s)
		if had {
			p.plan.Takes = append(p.plan.Takes, sentence)
		} else {
			p.plan.Notes = append(p.plan.Notes, sentence)
		}
	}
}

// unpriced are the parts of the support without a list in force on a day.
func unpriced(profile *domain.Profile, book domain.PriceBook, on domain.Date) (list []domain.Support) {
	for _, k := range profile.KindsInUse() {
		if _, ok := book.List(domain.ListKey{Support: k.Code}, on); !ok {
			list = append(list, k.Code)
		}
	}
	return list
}

// merged is a book with lists in it, in place of those of the same id, newest first.
func merged(book domain.PriceBook, lists []domain.PriceList) domain.PriceBook {
	out := slices.Clone(lists)
	for _, l := range book {
		if !slices.ContainsFunc(lists, func(x domain.PriceList) bool { return x.ID == l.ID }) {
			out = append(out, l)
		}
	}
	slices.SortStableFunc(out, func(x, y domain.PriceList) int {
		return cmp.Or(y.Validity.From.Compare(x.Validity.From), strings.Compare(x.ID, y.ID))
	})
	return out
}

// forerunner is the list that holds on the first day of a new one, for the part
// of the support that it serves first; one of the same id before all others.
func forerunner(book domain.PriceBook, l domain.PriceList) (*domain.PriceList, bool) {
	if i := slices.IndexFunc(book, func(x domain.PriceList) bool { return x.ID == l.ID }); i >= 0 {
		return &book[i], true
	}
	key := domain.ListKey{Provider: l.Provider, Use: l.Use, Support: domain.SupportN}
	if len(l.Supports) > 0 {
		key.Support = l.Supports[0]
	}
	return book.List(key, l.Validity.From)
}

func said(l *domain.PriceList) string { return l.Name + " från " + l.Validity.From.String() }

// difference is what a list changes of another one.
type difference struct {
	gone, fresh, dearer, cheaper, other []string // codes
	largest                             string   // the largest change of a price
}

func differences(was *domain.PriceList, is domain.PriceList) (d difference) {
	most := domain.Ore(-1)
	on := is.Validity.From
	for _, x := range was.Procedures {
		if x.Validity.Contains(on) && is.Procedure(x.Code, on) == nil {
			d.gone = append(d.gone, x.Code)
		}
	}
	for _, x := range is.Procedures {
		old := was.Procedure(x.Code, on)
		switch {
		case old == nil:
			d.fresh = append(d.fresh, x.Code)
			continue
		case x.Price > old.Price:
			d.dearer = append(d.dearer, x.Code)
		case x.Price < old.Price:
			d.cheaper = append(d.cheaper, x.Code)
		case x != *old:
			d.other = append(d.other, x.Code)
		}
		if change := max(x.Price-old.Price, old.Price-x.Price); change > most && change > 0 {
			most, d.largest = change, fmt.Sprintf("; mest %s, %s → %s kr", x.Code, old.Price, x.Price)
		}
	}
	return d
}

func (d difference) summary() string {
	var parts []string
	for _, x := range []struct {
		n    int
		says string
	}{
		{len(d.fresh), "%d nya"},
		{len(d.gone), "%d försvinner"},
		{len(d.dearer), "%d dyrare"},
		{len(d.cheaper), "%d billigare"},
		{len(d.other), "%d med annan text eller annan regel"},
	} {
		if x.n > 0 {
			parts = append(parts, fmt.Sprintf(x.says, x.n))
		}
	}
	if len(parts) == 0 {
		return "ingen skillnad."
	}
	return strings.Join(parts, ", ") + d.largest + "."
}

func named(codes []string) string {
	if len(codes) > maxNamed {
		return strings.Join(codes[:maxNamed], ", ") + fmt.Sprintf(" och %d till", len(codes)-maxNamed)
	}
	return strings.Join(codes, ", ")
}
