package server

import (
	"context"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
)

// maxList is the most invoices that one answer holds.
const maxList = 200

// Invoices lists a clinic's invoices, newest first (D1, D2). Whose they are is
// logged (E6).
func (s *Service) Invoices(ctx context.Context, c Caller, f InvoiceFilter) (list []domain.Invoice, more bool, err error) {
	limit := f.Limit
	if limit <= 0 || limit > maxList {
		limit = maxList
	}
	f.Limit = limit + 1 // one more tells whether there are more
	err = s.store.Write(ctx, func(tx Tx) error {
		who, err := s.authorise(tx, c)
		if err != nil {
			return err
		}
		list, err = tx.ListInvoices(c.Clinic, f)
		if more = len(list) > limit; more {
			list = list[:limit]
		}
		if err != nil {
			return err
		}
		return s.logShown(tx, who, list...)
	})
	if err != nil {
		return nil, false, err
	}
	return list, more, nil
}

// Invoice gives one of a clinic's invoices (D4, D5). Whose it is is logged (E6).
func (s *Service) Invoice(ctx context.Context, c Caller, ourRef int64) (v domain.Invoice, err error) {
	err = s.store.Write(ctx, func(tx Tx) error {
		who, err := s.authorise(tx, c)
		if err != nil {
			return err
		}
		if v, err = tx.Invoice(c.Clinic, ourRef); err != nil {
			return err
		}
		return s.logShown(tx, who, v)
	})
	if err != nil {
		return domain.Invoice{}, err
	}
	return v, nil
}

// Events tells what was done to one of a clinic's invoices, oldest first (D12).
func (s *Service) Events(ctx context.Context, c Caller, ourRef int64) (list []domain.Event, err error) {
	err = s.store.Read(ctx, func(tx Tx) error {
		if _, err := s.authorise(tx, c); err != nil {
			return err
		}
		known, err := tx.Invoices(c.Clinic, []int64{ourRef})
		if err != nil {
			return err
		}
		if len(known) == 0 {
			return notFound("server.events")
		}
		list, err = tx.Events(c.Clinic, ourRef)
		return err
	})
	for i := range list {
		list[i].By = forClinic(list[i].By)
	}
	return list, err
}

// forClinic is how a clinic is told who did something: of the desk's staff neither
// the person nor the computer, only that it was the region.
func forClinic(by domain.Actor) domain.Actor {
	if by.Via != domain.ViaDesk {
		return by
	}
	return domain.Actor{ID: "region", Name: text.DeskActor, Via: domain.ViaDesk}
}

// Health is open to every card of the region's issuer, so that a client can
// compare clocks before it logs in.
func (s *Service) Health() api.Health {
	return api.Health{Time: s.moment(), Region: s.profile.ID, Version: s.program, Demo: s.demo}
}
