package server

import (
	"context"
	"encoding/json"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/text"
)

// maxList is the most invoices that one answer holds.
const maxList = 200

// Invoices lists a clinic's invoices, newest first (D1, D2). Whose they are is
// logged (E6).
func (s *Service) Invoices(ctx context.Context, c Caller, f InvoiceFilter) (list []domain.Invoice, more bool, err error) {
	if f.Limit <= 0 || f.Limit > maxList {
		f.Limit = maxList
	}
	err = s.store.Write(ctx, func(tx Tx) error {
		who, err := s.authorise(tx, c)
		if err != nil {
			return err
		}
		list, more, err = listed(tx, c.Clinic, f)
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

// listStep is how many invoices are read at once: a few, of which each may be large.
const listStep = 20

// listed reads invoices until there are as many as were asked for, or as many bytes as
// an answer may have: one invoice at least. more tells whether there are more.
func listed(tx Tx, clinic string, f InvoiceFilter) (list []domain.Invoice, more bool, err error) {
	list = []domain.Invoice{}
	limit, bytes := f.Limit, 0
	for {
		f.Limit = min(listStep, limit+1-len(list)) // one more tells whether there are more
		part, err := tx.ListInvoices(clinic, f)
		if err != nil {
			return nil, false, err
		}
		for _, v := range part {
			raw, err := json.Marshal(v)
			if err != nil {
				return nil, false, err
			}
			if bytes += len(raw); len(list) == limit || len(list) > 0 && bytes > maxPageBytes {
				return list, true, nil
			}
			list = append(list, v)
		}
		if len(part) < f.Limit {
			return list, false, nil
		}
		f.After = part[len(part)-1].OurRef
	}
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
