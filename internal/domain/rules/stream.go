package rules

import (
	"slices"

	"example.org/tandtui/internal/domain"
)

// Stream checks the bills of one invoice one at a time, without holding them: a
// file may have thousands. All its findings together are those of CheckInvoice.
type Stream struct {
	earlier *earlier
	lacking map[visitKey][]Place // visits whose missing fee was told
	settled []Place
}

// Place is a row of an invoice.
type Place struct{ Bill, Item int }

// NewStream begins an invoice.
func NewStream() *Stream {
	return &Stream{earlier: newEarlier(nil), lacking: map[visitKey][]Place{}}
}

// ReadBill reads and checks the next bill. The facts need to hold only what is
// about its patient and its reference. Finding.Bill is 0.
func (s *Stream) ReadBill(d domain.DraftBill, f Facts) (domain.Bill, []domain.Finding) {
	b, unread := Read(d, f)
	found := s.Check(b, f)
	found = slices.DeleteFunc(found, func(x domain.Finding) bool { // what could not be read is not also missing
		return slices.ContainsFunc(unread, func(u domain.Finding) bool { return u.Item == x.Item && u.Field == x.Field })
	})
	found = append(found, unread...)
	slices.SortStableFunc(found, order)
	return b, found
}

// Check checks the next bill.
func (s *Stream) Check(b domain.Bill, f Facts) []domain.Finding {
	at := s.earlier.bill
	if !b.Person.IsZero() {
		for _, i := range b.Items {
			if i.IsFee() {
				s.fee(visitKey{b.Person, i.Date})
			}
		}
	}
	found := check(b, f, s.earlier)
	for _, x := range found {
		if x.Code == CodeFeeMissing && !b.Person.IsZero() {
			key := visitKey{b.Person, b.Items[x.Item].Date}
			s.lacking[key] = append(s.lacking[key], Place{at, x.Item})
		}
	}
	s.earlier.bill++
	return found
}

// fee notes that a visit has a fee: what was told before of its lack is settled.
func (s *Stream) fee(key visitKey) {
	s.earlier.visit(key.person, key.date).feeOn = true
	s.settled = append(s.settled, s.lacking[key]...)
	delete(s.lacking, key)
}

// Settled lists the rows whose finding CodeFeeMissing no longer holds, because a
// bill that came later has the visit's fee. It is whole after the last bill.
func (s *Stream) Settled() []Place { return s.settled }

// CheckInvoiceNo finds what is wrong with an invoice's number. Finding.Bill is 0.
func CheckInvoiceNo(invoiceNo string, f Facts) []domain.Finding {
	return ofInvoiceNo(clean(invoiceNo), f)
}
