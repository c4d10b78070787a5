package sqlstore

import (
	"encoding/json"
	"slices"
	"strings"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

// Person implements server.Patients.
func (x *tx) Person(id domain.PersonID, base server.BaseRule) (f domain.PersonFacts, protected bool, err error) {
	f = domain.PersonFacts{Person: id, BaseYear: base.Year, Entitlements: []domain.Entitlement{}, Approvals: []domain.PriorApproval{}}
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
	return f, protected, x.addUsed(&f, key, base)
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

// addUsed sums what the patient's bills have used of each approval and of the
// year's base amount. A credited bill is taken back by its credit bill, whose
// amounts are negative; deleted and voided ones do not count.
func (x *tx) addUsed(f *domain.PersonFacts, key []any, base server.BaseRule) error {
	return x.rows("used", `SELECT body FROM bill WHERE person_id = ? AND state NOT IN ('deleted', 'voided')`, key, func(scan func(...any) error) error {
		var body []byte
		if err := scan(&body); err != nil {
			return err
		}
		var b domain.InvoiceBill
		if err := json.Unmarshal(body, &b); err != nil {
			return err
		}
		for i := range f.Approvals {
			if f.Approvals[i].No == b.Approval {
				f.Approvals[i].Used += b.Sum() - b.Fees()
			}
		}
		for _, i := range b.Items {
			if b.Approval == "" && !i.IsFee() && i.Date.Year() == base.Year && !slices.Contains(base.Excluded, strings.TrimSuffix(i.Code, "S")) {
				f.BaseUsed += i.Price
			}
		}
		return nil
	})
}
