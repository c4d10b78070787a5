package sqlstore

import (
	"slices"
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

func (x *tx) Person(id domain.PersonID, rule server.FactsRule) (f domain.PersonFacts, protected bool, err error) {
	f = domain.PersonFacts{Person: id, BaseYear: rule.Year, Entitlements: []domain.Entitlement{}, Approvals: []domain.PriorApproval{}}
	key := []any{id.Canonical()}
	if err = x.row("person", `SELECT protected FROM person WHERE person_id = ?`, key, &protected); err != nil {
		return f, false, err
	}
	if err = x.entitlements(&f, key); err != nil {
		return f, protected, err
	}
	if err = x.approvals(&f, key); err != nil {
		return f, protected, err
	}
	return f, protected, x.addBilled(&f, key, rule)
}

func (x *tx) entitlements(f *domain.PersonFacts, key []any) error {
	return x.rows("entitlements", `SELECT entitlement_no, support, category, valid_from, valid_to FROM entitlement
		WHERE person_id = ? ORDER BY valid_from DESC, entitlement_no DESC`, key, func(scan func(...any) error) error {
		var e domain.Entitlement
		var from, to string
		err := scan(&e.No, &e.Support, &e.Category, &from, &to)
		if err == nil {
			e.Validity, err = period(from, to)
		}
		f.Entitlements = append(f.Entitlements, e)
		return err
	})
}

func (x *tx) approvals(f *domain.PersonFacts, key []any) error {
	return x.rows("approvals", `SELECT approval_no, support, valid_from, valid_to, procedures, amount FROM approval
		WHERE person_id = ? ORDER BY valid_from DESC, approval_no DESC`, key, func(scan func(...any) error) error {
		var a domain.PriorApproval
		var from, to, procedures string
		err := scan(&a.No, &a.Support, &from, &to, &procedures, &a.Amount)
		if err == nil {
			a.Validity, err = period(from, to)
		}
		a.Procedures = strings.Fields(procedures)
		f.Approvals = append(f.Approvals, a)
		return err
	})
}

// addBilled sums what the patient's bills have used of each approval and of the
// year's base amount, and gathers the provider's rows. A credited bill is
// cancelled out by its credit bill, whose amounts are negative; deleted and
// voided bills do not count.
func (x *tx) addBilled(f *domain.PersonFacts, key []any, rule server.FactsRule) error {
	return x.rows("billed", `SELECT b.body, b.state, b.credited, c.provider_id, v.credit_of
		FROM bill b JOIN clinic c ON c.clinic_id = b.clinic_id JOIN invoice v ON v.our_ref = b.our_ref
		WHERE b.person_id = ? AND b.our_ref <> ? AND b.state NOT IN ('deleted', 'voided') ORDER BY b.bill_no`, append(key, rule.Without), func(scan func(...any) error) error {
		var s storedBill
		var provider string
		var creditOf int64
		if err := scan(&s.body, &s.state, &s.credited, &provider, &creditOf); err != nil {
			return err
		}
		b, err := s.bill()
		if err != nil {
			return err
		}
		if (rule.Provider == "" || provider == rule.Provider) && b.State != domain.BillCredited && creditOf == 0 {
			for at, i := range b.Items {
				if !i.Date.Before(rule.Since) && !slices.Contains(b.Credited, at) {
					f.Earlier = append(f.Earlier, domain.PastItem{Date: i.Date, Code: i.Code, Position: i.Position, Price: i.Price, BillRef: b.BillRef})
				}
			}
		}
		for i := range f.Approvals {
			if f.Approvals[i].No == b.Approval {
				f.Approvals[i].Used += b.Sum() - b.Fees()
			}
		}
		for _, i := range b.Items {
			if b.Approval == "" && !i.IsFee() && i.Date.Year() == rule.Year && !slices.Contains(rule.Excluded, strings.TrimSuffix(i.Code, "S")) {
				f.BaseUsed += i.Price
			}
		}
		return nil
	})
}
