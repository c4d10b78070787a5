package desk

import (
	"cmp"
	"context"
	"slices"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
	"example.org/tandtui/internal/server"
)

// Waiting is an invoice on its way to be paid, with what is worth a look on it.
type Waiting struct {
	domain.Invoice
	Warnings []domain.Finding
}

// across are the warnings that tell of bills paid twice or too often: nobody who
// looks at one invoice sees them (L12).
var across = map[string]bool{rules.CodeDoubleEarlier: true, rules.CodeDouble: true, rules.CodeFrequency: true}

// rank sorts the warnings of an invoice: those first that nobody else sees.
func rank(f domain.Finding) int {
	if across[f.Code] {
		return 0
	}
	return 1
}

// weight sorts: doubles and what is billed too often, other warnings, nothing.
func (w Waiting) weight() int {
	switch {
	case slices.ContainsFunc(w.Warnings, func(f domain.Finding) bool { return across[f.Code] }):
		return 0
	case len(w.Warnings) > 0:
		return 1
	}
	return 2
}

// Waiting gives the invoices that are neither paid, taken away nor in a closed pay
// run, of one clinic or ("") of all: those with warnings first, doubles and what is
// billed too often before the others, then by Vår referens.
func (d Desk) Waiting(ctx context.Context, profile *domain.Profile, prices domain.PriceBook, clinic string) (list []Waiting, err error) {
	err = d.Store.Read(ctx, func(tx server.Tx) error {
		list = nil
		j, err := newJudge(tx, profile, prices)
		if err != nil {
			return err
		}
		for _, status := range []domain.Status{domain.StatusReceived, domain.StatusApproved} {
			invoices, err := tx.AllWithStatus(status)
			if err != nil {
				return err
			}
			for _, v := range invoices {
				if v.Payout != 0 || clinic != "" && v.Clinic != clinic {
					continue
				}
				found, err := j.warnings(v, d.day(v.Received))
				if err != nil {
					return about(v.OurRef, err)
				}
				slices.SortStableFunc(found, func(x, y domain.Finding) int { return cmp.Compare(rank(x), rank(y)) })
				list = append(list, Waiting{v, found})
			}
		}
		return nil
	})
	slices.SortFunc(list, func(x, y Waiting) int {
		return cmp.Or(cmp.Compare(x.weight(), y.weight()), cmp.Compare(x.OurRef, y.OurRef))
	})
	return list, err
}
