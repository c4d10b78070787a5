package server

import "example.org/tandtui/internal/domain"

// deleteOrder reads a deletion (D6).
func deleteOrder(body []byte) (order, error) {
	var in domain.Deletion
	if err := decodeStrict(body, &in); err != nil {
		return order{}, err
	}
	return onInvoice("server.delete", in.OurRef, in.Version, in.Part, func(s *Service, w work) (domain.Invoice, error) {
		return s.delete(w, in.Part)
	})
}

// delete deletes bills. Their references stay used.
func (s *Service) delete(w work, p domain.Part) (domain.Invoice, error) {
	v, err := w.target.Delete(p, s.today())
	if err != nil {
		return v, err
	}
	return SaveInvoice(w.tx, v, w.event(domain.ActDelete, p.Bills))
}
