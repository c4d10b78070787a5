package sqlstore

import (
	"encoding/json"
	"slices"

	"example.org/tandtui/internal/domain"
)

func (x *tx) AddPayout(p domain.Payout) error {
	invoices, err := numbers(p.Invoices)
	if err != nil {
		return err
	}
	return x.exec("addPayout", `INSERT INTO payout (payout_no, clinic_id, pay_date, amount, invoices) VALUES (?, ?, ?, ?, ?)`,
		p.No, p.Clinic, p.Date.String(), int64(p.Sum), invoices)
}

func (x *tx) Payouts(clinic string, nos []int64) (map[int64]domain.Payout, error) {
	found := map[int64]domain.Payout{}
	for part := range slices.Chunk(nos, most) {
		err := x.rows("payouts", `SELECT payout_no, clinic_id, pay_date, amount, invoices FROM payout
			WHERE clinic_id = ? AND payout_no IN (`+places(len(part))+`)`, anyOf([]any{clinic}, part), func(scan func(...any) error) error {
			var p domain.Payout
			var on, invoices string
			err := scan(&p.No, &p.Clinic, &on, &p.Sum, &invoices)
			if err == nil {
				err = p.Date.UnmarshalText([]byte(on))
			}
			if err == nil && invoices != "" {
				err = json.Unmarshal([]byte(invoices), &p.Invoices)
			}
			found[p.No] = p
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}
