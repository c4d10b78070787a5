package server

import (
	"context"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
)

// maxList is the most invoices that one answer holds.
const maxList = 200

// Invoices lists a clinic's invoices, newest first (D1, D2).
func (s *Service) Invoices(ctx context.Context, user, clinic string, f InvoiceFilter) (list []domain.Invoice, more bool, err error) {
	limit := f.Limit
	if limit <= 0 || limit > maxList {
		limit = maxList
	}
	f.Limit = limit + 1 // one more tells whether there are more
	err = s.store.Read(ctx, func(tx Tx) error {
		if _, err := s.authorise(tx, user, clinic); err != nil {
			return err
		}
		list, err = tx.ListInvoices(clinic, f)
		return err
	})
	if len(list) > limit {
		list, more = list[:limit], true
	}
	return list, more, err
}

// Invoice gives one of a clinic's invoices (D4, D5).
func (s *Service) Invoice(ctx context.Context, user, clinic string, ourRef int64) (v domain.Invoice, err error) {
	err = s.store.Read(ctx, func(tx Tx) error {
		if _, err := s.authorise(tx, user, clinic); err != nil {
			return err
		}
		v, err = tx.Invoice(clinic, ourRef)
		return err
	})
	return v, err
}

// Health is open to every card of the region's issuer, so that a client can
// compare clocks before it logs in.
func (s *Service) Health() api.Health {
	return api.Health{Time: s.moment(), Region: s.profile.ID, Version: s.program, Demo: s.demo}
}
