package sqlstore

import (
	"encoding/json"
	"slices"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

func (x *tx) PutClaim(c domain.Claim) error {
	body, err := json.Marshal(c)
	if err != nil {
		return err
	}
	return x.exec("putClaim", `INSERT INTO claim (claim_no, clinic_id, body) VALUES (?, ?, ?)
		ON CONFLICT (claim_no) DO UPDATE SET body = excluded.body`, c.No, c.Clinic, string(body))
}

func (x *tx) Claims() (list []domain.Claim, err error) {
	err = x.rows("claims", `SELECT body FROM claim ORDER BY claim_no`, nil, func(scan func(...any) error) error {
		c, err := claimOf(scan)
		list = append(list, c)
		return err
	})
	return list, err
}

func (x *tx) ClinicClaims(clinic string, nos []int64) (map[int64]domain.Claim, error) {
	found := map[int64]domain.Claim{}
	for part := range slices.Chunk(nos, most) {
		err := x.rows("clinicClaims", `SELECT body FROM claim WHERE clinic_id = ? AND claim_no IN (`+places(len(part))+`)`,
			anyOf([]any{clinic}, part), func(scan func(...any) error) error {
				c, err := claimOf(scan)
				found[c.No] = c
				return err
			})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

func claimOf(scan func(...any) error) (c domain.Claim, err error) {
	var body []byte
	if err := scan(&body); err != nil {
		return c, err
	}
	return c, json.Unmarshal(body, &c)
}

func (x *tx) AddRepayment(r server.Repayment) error {
	return x.exec("addRepayment", `INSERT INTO receipt (bank_ref, claim_no, amount, at) VALUES (?, ?, ?, ?)`, r.Ref, r.Claim, int64(r.Amount), r.At.UnixMilli())
}

func (x *tx) Repayments(refs []string) (map[string]bool, error) {
	noted := map[string]bool{}
	for part := range slices.Chunk(refs, most) {
		err := x.rows("repayments", `SELECT bank_ref FROM receipt WHERE bank_ref IN (`+places(len(part))+`)`, anyOf(nil, part), func(scan func(...any) error) error {
			var ref string
			err := scan(&ref)
			noted[ref] = true
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return noted, nil
}

func (x *tx) Repaid() (map[int64]domain.Ore, error) {
	sums := map[int64]domain.Ore{}
	err := x.rows("repaid", `SELECT claim_no, SUM(amount) FROM receipt GROUP BY claim_no`, nil, func(scan func(...any) error) error {
		var no int64
		var sum domain.Ore
		err := scan(&no, &sum)
		sums[no] = sum
		return err
	})
	return sums, err
}
