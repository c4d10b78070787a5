package store

import (
	"errors"
	"fmt"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// The mirror has two sides per clinic, "a" and "b". One is read; the other is
// filled from the start after a reset, and takes over when it is complete. So a
// list is never half empty while the mirror is fetched again.
const mirrorBucket = "mirror"

var keyState = []byte("state")

// mirrorState says where a clinic's mirror stands.
type mirrorState struct {
	Cursor  string `json:"cursor"`
	Live    string `json:"live"`
	Filling string `json:"filling,omitempty"` // the other side, while it is filled
}

func stateAt(clinic string) bucketPath      { return bucketPath{mirrorBucket, clinic} }
func listAt(clinic, side string) bucketPath { return bucketPath{mirrorBucket, clinic, side, "list"} }

func wholesAt(clinic, side string) bucketPath { return bucketPath{mirrorBucket, clinic, side, "whole"} }

func payoutsAt(clinic, side string) bucketPath {
	return bucketPath{mirrorBucket, clinic, side, "payouts"}
}

func claimsAt(clinic, side string) bucketPath {
	return bucketPath{mirrorBucket, clinic, side, "claims"}
}

func messagesAt(clinic, side string) bucketPath {
	return bucketPath{mirrorBucket, clinic, side, "messages"}
}

func (r records) mirror(clinic string) (mirrorState, error) {
	st := mirrorState{Live: "a"}
	_, err := r.getJSON(stateAt(clinic), keyState, &st)
	return st, err
}

// spoil notes that a clinic's mirror is damaged. It can be fetched again: the
// cursor is reported as damaged too, so that the follower begins from the start,
// and what can be read is shown until then.
func (s *Store) spoil(clinic string, st mirrorState) {
	if st.Filling != "" {
		return // it is being fetched
	}
	s.spoiltMu.Lock()
	defer s.spoiltMu.Unlock()
	if s.spoilt == nil {
		s.spoilt = map[string]bool{}
	}
	s.spoilt[clinic] = true
}

func (s *Store) isSpoilt(clinic string) bool {
	s.spoiltMu.Lock()
	defer s.spoiltMu.Unlock()
	return s.spoilt[clinic]
}

func (s *Store) unspoil(clinic string) {
	s.spoiltMu.Lock()
	defer s.spoiltMu.Unlock()
	delete(s.spoilt, clinic)
}

func (s *Store) Cursor(clinic string) (cursor string, err error) {
	err = s.view("store.cursor", func(r records) error {
		st, err := r.mirror(clinic)
		cursor = st.Cursor
		if err == nil && s.isSpoilt(clinic) {
			return damage("the mirror of a clinic")
		}
		return err
	})
	return cursor, err
}

// ApplyChanges puts a page and its cursor into the mirror in one transaction.
// Kind Conflict if the page does not start at the stored cursor; nothing is
// skipped to make it fit.
func (s *Store) ApplyChanges(clinic string, p app.ChangePage) error {
	const op = "store.applyChanges"
	return s.update(op, func(r records) error {
		st, err := r.mirror(clinic)
		if err != nil {
			return err
		}
		if p.From != st.Cursor {
			return &domain.Error{
				Kind: domain.Conflict, Code: app.CodeFeedHole, Op: op,
				Err: errors.New("the page does not start where the last one ended"),
			}
		}
		side := st.Live
		if st.Filling != "" {
			side = st.Filling
		}
		if err := r.putPage(clinic, side, p); err != nil {
			return err
		}
		st.Cursor = p.To
		if st.Filling != "" && !p.More {
			if err := r.empty(stateAt(clinic), st.Live); err != nil {
				return err
			}
			st.Live, st.Filling = st.Filling, ""
		}
		return r.putJSON(stateAt(clinic), keyState, st)
	})
}

// ResetMirror begins to fill the other side from the start. The side that is
// read stays until the last page of the new one is in.
func (s *Store) ResetMirror(clinic string) error {
	err := s.update("store.resetMirror", func(r records) error {
		st, err := r.mirror(clinic)
		if errors.Is(err, errDamaged) { // it is unknown which side was read
			st = mirrorState{Live: "a"}
		} else if err != nil {
			return err
		}
		st.Cursor, st.Filling = "", "b"
		if st.Live == "b" {
			st.Filling = "a"
		}
		if err := r.empty(stateAt(clinic), st.Filling); err != nil {
			return err
		}
		return r.putJSON(stateAt(clinic), keyState, st)
	})
	if err == nil {
		s.unspoil(clinic)
	}
	return err
}

// putPage stores everything that a page brings in one side of the mirror.
func (r records) putPage(clinic, side string, p app.ChangePage) error {
	for i := range p.Invoices {
		if err := r.putInvoice(clinic, side, &p.Invoices[i]); err != nil {
			return err
		}
	}
	for _, payout := range p.Payouts {
		if err := r.putJSON(payoutsAt(clinic, side), numKey(payout.No), payout); err != nil {
			return err
		}
	}
	for _, claim := range p.Claims {
		if err := r.putJSON(claimsAt(clinic, side), numKey(claim.No), claim); err != nil {
			return err
		}
	}
	for _, m := range p.Messages {
		if err := r.putJSON(messagesAt(clinic, side), numKey(m.No), m); err != nil {
			return err
		}
	}
	if p.Clinic == nil {
		return nil
	}
	return r.putClinic(*p.Clinic)
}

// putInvoice keeps the newer of two versions.
func (r records) putInvoice(clinic, side string, v *domain.Invoice) error {
	if v.Clinic != clinic {
		return fmt.Errorf("store: an invoice of another clinic in the feed")
	}
	key := numKey(v.OurRef)
	old, err := r.get(listAt(clinic, side), key)
	if err != nil {
		return err
	}
	if old != nil {
		if _, version, err := decodeInvoiceSummary(old); err != nil || version >= v.Version {
			return err
		}
	}
	if err := r.putJSON(wholesAt(clinic, side), key, v); err != nil {
		return err
	}
	return r.put(listAt(clinic, side), key, encodeInvoiceSummary(summarise(v), v.Version))
}

func summarise(v *domain.Invoice) app.InvoiceSummary {
	s := app.InvoiceSummary{
		OurRef: v.OurRef, InvoiceNo: v.InvoiceNo, Received: v.Received, Sum: v.Sum(),
		Status: v.Status, StatusOn: v.StatusOn, CreditOf: v.CreditOf, Bills: len(v.Bills),
	}
	for i := range v.Bills {
		b := &v.Bills[i]
		switch b.State {
		case domain.BillOnHold:
			s.OnHold++
		case domain.BillCredited:
			s.Credited++
		case domain.BillVoided:
			s.Voided++
		case domain.BillOrdinary, domain.BillDeleted:
		}
		s.Persons = append(s.Persons, b.Person.Canonical())
		s.BillRefs = append(s.BillRefs, b.BillRef)
		s.BillNos = append(s.BillNos, b.BillNo)
	}
	return s
}

// Invoices lists what keep wants of the clinic's mirror, newest OurRef first.
// keep must not call the store.
func (s *Store) Invoices(clinic string, keep func(app.InvoiceSummary) bool) (list []app.InvoiceSummary, err error) {
	err = s.view("store.invoices", func(r records) error {
		st, err := r.mirror(clinic)
		if err != nil {
			return err
		}
		return r.scan(listAt(clinic, st.Live), true, func(_, plain []byte, damaged error) error {
			var sum app.InvoiceSummary
			if damaged == nil {
				sum, _, damaged = decodeInvoiceSummary(plain)
			}
			if damaged != nil {
				s.spoil(clinic, st)
			} else if keep(sum) {
				list = append(list, sum)
			}
			return nil
		})
	})
	return list, err
}

// Invoice gives one invoice whole, as it was last mirrored. Kind NotFound.
func (s *Store) Invoice(clinic string, ourRef int64) (v domain.Invoice, err error) {
	const op = "store.invoice"
	err = s.view(op, func(r records) error {
		st, err := r.mirror(clinic)
		if err != nil {
			return err
		}
		ok, err := r.getJSON(wholesAt(clinic, st.Live), numKey(ourRef), &v)
		if errors.Is(err, errDamaged) {
			s.spoil(clinic, st)
		}
		if err == nil && !ok {
			return none(op, app.CodeInvoiceNone)
		}
		return err
	})
	return v, err
}

func (s *Store) Payouts(clinic string) (list []domain.Payout, err error) {
	err = s.view("store.payouts", func(r records) (err error) {
		list, err = everyNumbered[domain.Payout](r, clinic, payoutsAt)
		return err
	})
	return list, err
}

func (s *Store) Claims(clinic string) (list []domain.Claim, err error) {
	err = s.view("store.claims", func(r records) (err error) {
		list, err = everyNumbered[domain.Claim](r, clinic, claimsAt)
		return err
	})
	return list, err
}

func everyNumbered[T any](r records, clinic string, at func(clinic, side string) bucketPath) (list []T, err error) {
	st, err := r.mirror(clinic)
	if err != nil {
		return nil, err
	}
	err = r.each(at(clinic, st.Live), true, func(_, plain []byte) error {
		var v T
		err := decode(plain, &v)
		list = append(list, v)
		return err
	})
	return list, err
}

func (r records) mirrored(clinic string, ourRef int64) (bool, error) {
	st, err := r.mirror(clinic)
	if err != nil {
		return false, err
	}
	b := bucketAt(r.tx, listAt(clinic, st.Live))
	return b != nil && b.Get(numKey(ourRef)) != nil, nil
}
