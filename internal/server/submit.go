package server

import (
	"maps"
	"slices"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/domain/rules"
)

// submitOrder reads a submission (B16).
func submitOrder(body []byte) (order, error) {
	in, err := decodeSubmission(body)
	return order{act: func(s *Service, w work) (done, error, error) { return s.submit(w, in) }}, err
}

// submit checks a new submission with the region's own facts and stores it.
func (s *Service) submit(w work, in domain.Submission) (did done, refused, err error) {
	facts, refused, err := s.facts(w.tx, w.who, in)
	if err != nil {
		return did, nil, err
	}
	if refused == nil {
		refused = refuse(rules.CheckInvoice(in.InvoiceNo, in.Bills, facts))
	}
	if err := s.logAccess(w.tx, w.who, AccessSubmit, slices.Collect(maps.Keys(facts.Persons))...); err != nil {
		return did, nil, err
	}
	if refused != nil {
		return did, refused, nil
	}
	did.after, err = s.keep(w, in, facts)
	return did, nil, err
}

// keep stores a submission that has passed, as an invoice.
func (s *Service) keep(w work, in domain.Submission, facts rules.Facts) (domain.Invoice, error) {
	v := s.invoice(w, in, facts)
	v, used, err := s.add(w, v)
	if err == nil && used >= 0 { // the index is the last word
		err = referenceUsed(used, v.Bills[used].BillRef)
	}
	return v, err
}

// add gives a new invoice its numbers and stores it with what follows. used is the
// first bill whose reference is used already, -1 if none is; with one the transaction
// must be broken off.
func (s *Service) add(w work, v domain.Invoice) (_ domain.Invoice, used int, err error) {
	if v, err = Number(w.tx, v, w.at); err != nil {
		return v, -1, err
	}
	if s.profile.BillRefs == domain.RefFree {
		return v, -1, AddInvoice(w.tx, v, w.event(domain.ActSubmit, nil))
	}
	refs := make([]BillRef, len(v.Bills))
	for i, b := range v.Bills {
		refs[i] = BillRef{rules.NormalRef(b.BillRef), b.BillNo}
	}
	taken, err := w.tx.UseRefs(w.who.clinic.ProviderID, refs)
	if err != nil {
		return v, -1, err
	}
	if len(taken) > 0 {
		return v, slices.IndexFunc(refs, func(r BillRef) bool { return r.Norm == taken[0] }), nil
	}
	return v, -1, AddInvoice(w.tx, v, w.event(domain.ActSubmit, nil))
}

// facts reads what the checks rest on. That the region does not know a person is
// a fact too: the client may leave it out, the region may not. A protected person
// is refused.
func (s *Service) facts(tx Tx, who staff, in domain.Submission) (f rules.Facts, refused, err error) {
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
	if s.profile.PerformerMust {
		if f.Performers, err = tx.Performers(who.clinic.No); err != nil {
			return f, nil, err
		}
	}
	f.UsedRefs, err = tx.UsedRefs(who.clinic.ProviderID, refs)
	return f, refused, err
}

// refuse makes an error of findings that stop a bill. Used references alone have
// a code of their own, for the portal's own sentence (B17).
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
		return &Refusal{Cause: &domain.Error{Kind: domain.Conflict, Code: api.ProblemReferenceUse, Op: "server.submit"}, Findings: found}
	}
	return &Refusal{Cause: &domain.Error{Kind: domain.Invalid, Code: api.ProblemFindings, Op: "server.submit"}, Findings: found}
}

func referenceUsed(bill int, ref string) error {
	return refuse([]domain.Finding{{
		Code: rules.CodeBillRefUsed, Severity: domain.SeverityError, Bill: bill, Item: domain.WholeBill,
		Field: domain.FieldBillRef, Params: map[string]string{"ref": ref},
	}})
}

// invoice makes the region's invoice of a submission that has passed.
func (s *Service) invoice(w work, in domain.Submission, f rules.Facts) domain.Invoice {
	v := domain.Invoice{Clinic: w.who.clinic.No, InvoiceNo: in.InvoiceNo, Status: domain.StatusReceived}
	for _, b := range in.Bills {
		e := entitlementOf(b, f)
		v.Bills = append(v.Bills, domain.InvoiceBill{
			Bill: b, RegisteredBy: w.who.user.Name, Entitlement: e.No, EntitlementCategory: e.Category, EntitlementValid: e.Validity,
		})
	}
	return v
}

// entitlementOf is the entitlement that a bill rests on, on its first visit.
func entitlementOf(b domain.Bill, f rules.Facts) domain.Entitlement {
	if len(b.Items) == 0 {
		return domain.Entitlement{}
	}
	first := slices.MinFunc(b.Items, func(x, y domain.Item) int { return x.Date.Compare(y.Date) })
	e, _ := f.Persons[b.Person].Entitlement(b.Support, first.Date)
	return e
}
