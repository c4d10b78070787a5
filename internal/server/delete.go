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
	if err := plain(in.Part); err != nil {
		return order{}, err
	}
	return order{target: in.OurRef, version: in.Version, act: func(s *Service, w work) (domain.Invoice, error, error) {
		v, err := s.delete(w, in.Part)
		return v, nil, err
	}}, nil
}

// plain refuses a part that could be read in two ways, of which the history would
// tell only one, and bills that are named again, which a million times would hold
// up everybody.
func plain(p domain.Part) error {
	if p.Whole && len(p.Bills) > 0 {
		return badRequest("server.delete", errors.New("the whole invoice, and bills of it"))
	}
	named := make(map[int64]bool, min(len(p.Bills), maxBills))
	for _, no := range p.Bills {
		if named[no] {
			return badRequest("server.delete", errors.New("a bill that is named twice"))
		}
		named[no] = true
	}
	return nil
}

// delete deletes bills. Their references stay used.
func (s *Service) delete(w work, p domain.Part) (domain.Invoice, error) {
	v, err := w.target.Delete(p, s.today())
	if err != nil {
		return v, err
	}
	return SaveInvoice(w.tx, v, w.event(domain.ActDelete, p.Bills))
}
