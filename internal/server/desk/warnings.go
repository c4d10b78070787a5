package desk

import (
	"context"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/server"
)

// lookBack is how many months of earlier bills the warnings rest on: a calendar
// year before the oldest bill that may be sent.
const lookBack = 24

// Warnings tells what is worth a look on an invoice before it is paid: the
// warnings of the rules, with what all providers have billed for its patients
// (L12). A clinic is told of its own provider's bills only, so this is for the
// region's eyes. The invoice is judged as of the day it came. prices are used
// until lists are imported.
func (d Desk) Warnings(ctx context.Context, profile *domain.Profile, prices domain.PriceBook, ourRef int64) (found []domain.Finding, err error) {
	err = d.Store.Read(ctx, func(tx server.Tx) error {
		v, err := tx.AnyInvoice(ourRef)
		if err != nil {
			return about(ourRef, err)
		}
		f, err := d.facts(tx, profile, prices, v)
		if err != nil {
			return about(ourRef, err)
		}
		found = nil
		bills, places := standing(v)
		for _, x := range rules.CheckInvoice(v.InvoiceNo, bills, f) {
			if x.Severity == domain.SeverityWarning && x.Code != rules.CodeDateSoon { // which is the clinic's to heed
				x.Bill = places[x.Bill]
				found = append(found, x)
			}
		}
		return nil
	})
	return found, err
}

// standing are the bills of an invoice that are neither deleted nor voided, with
// their places in it.
func standing(v domain.Invoice) (bills []domain.Bill, places []int) {
	for i, b := range v.Bills {
		if b.State.Stands() {
			bills, places = append(bills, b.Bill), append(places, i)
		}
	}
	return bills, places
}

// facts gathers what all providers have billed for the patients of an invoice,
// besides the invoice itself.
func (d Desk) facts(tx server.Tx, profile *domain.Profile, prices domain.PriceBook, v domain.Invoice) (f rules.Facts, err error) {
	came := domain.DateOf(v.Received.In(d.Now().Location()))
	f = rules.Facts{Today: came, Profile: profile, Prices: prices, Persons: map[domain.PersonID]domain.PersonFacts{}}
	if f.Clinic, err = tx.Clinic(v.Clinic); err != nil {
		return f, err
	}
	if imported, err := tx.PriceLists(); err != nil || len(imported) > 0 {
		f.Prices = imported
		if err != nil {
			return f, err
		}
	}
	rule := server.FactsRule{Year: came.Year(), Excluded: profile.BaseExcluded, Since: came.AddMonths(-lookBack), Without: v.OurRef}
	for _, b := range v.Bills {
		if _, read := f.Persons[b.Person]; read {
			continue
		}
		person, _, err := tx.Person(b.Person, rule)
		if err != nil && domain.KindOf(err) != domain.NotFound {
			return f, err
		}
		f.Persons[b.Person] = person
	}
	return f, nil
}
