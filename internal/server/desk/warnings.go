package desk

import (
	"context"
	"time"

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
		found = nil
		j, err := newJudge(tx, profile, prices)
		if err != nil {
			return err
		}
		v, err := tx.AnyInvoice(ourRef)
		if err == nil {
			found, err = j.warnings(v, d.day(v.Received))
		}
		return about(ourRef, err)
	})
	return found, err
}

// day is the region's day at a moment.
func (d Desk) day(at time.Time) domain.Date { return domain.DateOf(at.In(d.Now().Location())) }

// judge holds what all invoices are judged by, in one transaction.
type judge struct {
	tx      server.Tx
	profile *domain.Profile
	prices  domain.PriceBook
}

func newJudge(tx server.Tx, profile *domain.Profile, prices domain.PriceBook) (judge, error) {
	imported, err := tx.PriceLists()
	if len(imported) > 0 {
		prices = imported
	}
	return judge{tx, profile, prices}, err
}

// warnings are those of an invoice that came on a day.
func (j judge) warnings(v domain.Invoice, came domain.Date) (found []domain.Finding, err error) {
	f, err := j.facts(v, came)
	if err != nil {
		return nil, err
	}
	bills, places := standing(v)
	for _, x := range rules.CheckInvoice(v.InvoiceNo, bills, f) {
		if x.Severity == domain.SeverityWarning && x.Code != rules.CodeDateSoon { // which is the clinic's to heed
			x.Bill = places[x.Bill]
			found = append(found, x)
		}
	}
	return found, nil
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
func (j judge) facts(v domain.Invoice, came domain.Date) (f rules.Facts, err error) {
	f = rules.Facts{Today: came, Profile: j.profile, Prices: j.prices, Persons: map[domain.PersonID]domain.PersonFacts{}}
	if f.Clinic, err = j.tx.Clinic(v.Clinic); err != nil {
		return f, err
	}
	rule := server.FactsRule{Year: came.Year(), Excluded: j.profile.BaseExcluded, Since: came.AddMonths(-lookBack), Without: v.OurRef}
	for _, b := range v.Bills {
		if _, read := f.Persons[b.Person]; read {
			continue
		}
		person, _, err := j.tx.Person(b.Person, rule)
		if err != nil && domain.KindOf(err) != domain.NotFound {
			return f, err
		}
		f.Persons[b.Person] = person
	}
	return f, nil
}
