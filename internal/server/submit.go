package server

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// Receipt is the answer to a submission: the bytes of a domain.Receipt, the same
// ones for ever.
type Receipt struct {
	Body     []byte
	OurRef   int64
	Replayed bool // it had been given before
}

// Refusal is an error that carries what is wrong with the bills.
type Refusal struct {
	Cause    *domain.Error
	Findings []domain.Finding
}

// Error gives the cause.
func (r *Refusal) Error() string { return r.Cause.Error() }

// Unwrap gives the cause.
func (r *Refusal) Unwrap() error { return r.Cause }

// Submit takes an invoice exactly once. The same id with the same bytes gives
// the first receipt, whatever has become of patient, user or rules since; the id
// is the clinic's own. Errors: Kind Conflict with code api.ProblemFingerprint
// (other bytes) or a *Refusal of code api.ProblemReferenceUse or
// api.ProblemFindings; Invalid for bytes that are no submission.
func (s *Service) Submit(ctx context.Context, user, clinic, id string, body []byte) (Receipt, error) {
	sum := sha256.Sum256(body)
	digest := hex.EncodeToString(sum[:])
	submission, undecodable := decodeSubmission(body)
	var receipt Receipt
	var refused error
	err := s.store.Write(ctx, func(tx Tx) error {
		who, err := s.authorise(tx, user, clinic)
		if err != nil {
			return err
		}
		// Before anything else is checked: a replay must not be told that its
		// own reference "redan använts".
		switch old, err := tx.Submission(clinic, id); {
		case err == nil && old.Digest == digest:
			receipt = Receipt{Body: old.Receipt, OurRef: old.OurRef, Replayed: true}
			return nil
		case err == nil:
			return &domain.Error{Kind: domain.Conflict, Code: api.ProblemFingerprint, Op: "server.submit"}
		case domain.KindOf(err) != domain.NotFound:
			return err
		}
		if undecodable != nil {
			return undecodable
		}
		receipt, refused, err = s.take(tx, who, id, digest, submission)
		return err
	})
	if err == nil {
		err = refused
	}
	if err != nil {
		return Receipt{}, err
	}
	if !receipt.Replayed {
		s.bells.ring(clinic)
	}
	return receipt, nil
}

// take checks a new submission with the region's own facts and stores it.
// refused is why it was not taken; what it tells of the patients has then been
// logged like any other look at them.
func (s *Service) take(tx Tx, who caller, id, digest string, in api.Submission) (r Receipt, refused, err error) {
	facts, refused, err := s.facts(tx, who, in)
	if err != nil {
		return r, nil, err
	}
	if refused == nil {
		refused = refuse(rules.CheckInvoice(in.InvoiceNo, in.Bills, facts))
	}
	for person := range facts.Persons {
		if err := s.logAccess(tx, who, person, actionSubmit); err != nil {
			return r, nil, err
		}
	}
	if refused != nil {
		return r, refused, nil
	}
	r, err = s.keep(tx, who, id, digest, in, facts)
	return r, nil, err
}

// keep stores a submission that has passed, and makes its receipt.
func (s *Service) keep(tx Tx, who caller, id, digest string, in api.Submission, facts rules.Facts) (Receipt, error) {
	invoice, err := s.invoice(tx, who, in, facts)
	if err != nil {
		return Receipt{}, err
	}
	if err := tx.AddInvoice(invoice); err != nil {
		return Receipt{}, err
	}
	for i, b := range invoice.Bills {
		err := tx.UseRef(who.clinic.ProviderID, rules.NormalRef(b.BillRef), b.BillNo)
		if domain.KindOf(err) == domain.Conflict {
			return Receipt{}, referenceUsed(i, b.BillRef) // the index is the last word
		}
		if err != nil {
			return Receipt{}, err
		}
	}
	receipt, err := json.Marshal(domain.Receipt{
		Submission: id, Digest: digest, OurRef: invoice.OurRef, InvoiceNo: invoice.InvoiceNo,
		Received: invoice.Received, Sum: invoice.Sum(), Bills: len(invoice.Bills),
	})
	if err != nil {
		return Receipt{}, err
	}
	return Receipt{Body: receipt, OurRef: invoice.OurRef}, tx.AddSubmission(Submission{
		Clinic: who.clinic.No, ID: id, Digest: digest, OurRef: invoice.OurRef,
		HSAID: who.user.HSAID, Received: invoice.Received, Receipt: receipt,
	})
}

// facts reads what the checks rest on. That the region does not know a person is
// a fact: the client may leave it out, the region not. A protected person is
// refused.
func (s *Service) facts(tx Tx, who caller, in api.Submission) (f rules.Facts, refused, err error) {
	inForce, err := s.current(tx)
	if err != nil {
		return f, nil, err
	}
	f = rules.Facts{
		Today: s.today(), Profile: s.profile, Prices: inForce.prices, Clinic: who.clinic,
		Persons: map[domain.PersonID]domain.PersonFacts{},
	}
	var refs []string
	for _, b := range in.Bills {
		refs = append(refs, rules.NormalRef(b.BillRef))
		if _, read := f.Persons[b.Person]; read || b.Person.IsZero() {
			continue
		}
		facts, hidden, err := s.patient(tx, who, b.Person)
		if err != nil {
			return f, nil, err
		}
		switch domain.CodeOf(hidden) {
		case api.ProblemPersonSecret:
			refused = hidden
		case api.ProblemPersonNone: // most likely a wrong number: "vänta på nytt intyg" would be bad advice
			if f.Refused == nil {
				f.Refused = map[domain.PersonID]string{}
			}
			f.Refused[b.Person] = rules.CodePersonUnknown
		}
		f.Persons[b.Person] = facts
	}
	f.UsedRefs, err = tx.UsedRefs(who.clinic.ProviderID, refs)
	return f, refused, err
}

// refuse makes an error of findings that stop a bill. Used references alone
// have a code of their own: the portal's own sentence belongs to it (B17).
func refuse(found []domain.Finding) error {
	errors, used := 0, 0
	for _, f := range found {
		if f.Severity == domain.SeverityError {
			errors++
			if f.Code == rules.CodeBillRefUsed {
				used++
			}
		}
	}
	switch errors {
	case 0:
		return nil
	case used:
		return &Refusal{&domain.Error{Kind: domain.Conflict, Code: api.ProblemReferenceUse, Op: "server.submit"}, found}
	}
	return &Refusal{&domain.Error{Kind: domain.Invalid, Code: api.ProblemFindings, Op: "server.submit"}, found}
}

func referenceUsed(bill int, ref string) error {
	return refuse([]domain.Finding{{
		Code: rules.CodeBillRefUsed, Severity: domain.SeverityError, Bill: bill, Item: domain.WholeBill,
		Field: domain.FieldBillRef, Params: map[string]string{"ref": ref},
	}})
}

// invoice makes the region's invoice of a submission that has passed.
func (s *Service) invoice(tx Tx, who caller, in api.Submission, f rules.Facts) (domain.Invoice, error) {
	ourRef, err := tx.NextNumbers(CounterOurRef, 1)
	if err != nil {
		return domain.Invoice{}, err
	}
	billNo, err := tx.NextNumbers(CounterBillNo, len(in.Bills))
	if err != nil {
		return domain.Invoice{}, err
	}
	v := domain.Invoice{
		OurRef: ourRef, Version: 1, Clinic: who.clinic.No, InvoiceNo: in.InvoiceNo,
		Received: s.moment(), Status: domain.StatusReceived,
	}
	for i, b := range in.Bills {
		v.Bills = append(v.Bills, domain.InvoiceBill{
			Bill: b, BillNo: billNo + int64(i), RegisteredBy: who.user.Name, Entitlement: entitlementOf(b, f),
		})
	}
	return v, nil
}

// entitlementOf is the number of the entitlement a bill rests on, on its first visit.
func entitlementOf(b domain.Bill, f rules.Facts) string {
	if len(b.Items) == 0 {
		return ""
	}
	first := slices.MinFunc(b.Items, func(x, y domain.Item) int { return x.Date.Compare(y.Date) })
	e, _ := f.Persons[b.Person].Entitlement(b.Support, first.Date)
	return e.No
}
