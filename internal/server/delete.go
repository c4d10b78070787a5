package server

import (
	"errors"

	"example.org/tandtui/internal/domain"
)

// deleteOrder reads a deletion (D6).
func deleteOrder(body []byte) (order, error) {
	var in domain.Deletion
	if err := decodeStrict(body, &in); err != nil {
		return order{}, err
	}
	if in.OurRef < 1 || in.Version < 1 {
		return order{}, badRequest("server.delete", errors.New("no invoice, or no version of it"))
	}
	return order{target: in.OurRef, version: in.Version, act: func(s *Service, w work) (domain.Invoice, error, error) {
		v, err := s.delete(w, in.Part)
		return v, nil, err
	}}, nil
}

// delete deletes bills. Their references stay used.
func (s *Service) delete(w work, p domain.Part) (domain.Invoice, error) {
	v, err := w.target.Delete(p, s.today())
	if err != nil {
		return v, err
	}
	return SaveInvoice(w.tx, v, w.event(domain.ActDelete, p.Bills))
}
