package sqlstore

import (
	"encoding/json"
	"slices"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

const payoutColumns = `payout_no, clinic_id, pay_date, amount, invoices, run_no, state, carried_in, carried_out, reason`

func (x *tx) PutPayouts(list ...server.Settlement) error {
	rows := make([][]any, len(list))
	for i, s := range list {
		p := s.Payout
		invoices, err := numbers(p.Invoices)
		if err != nil {
			return err
		}
		payee, err := json.Marshal(s.Payee)
		if err != nil {
			return err
		}
		parts, err := json.Marshal(s.Parts)
		if err != nil {
			return err
		}
		rows[i] = []any{
			p.No, p.Clinic, p.Date.String(), int64(p.Sum), invoices, p.Run, string(p.State), int64(p.CarriedIn), int64(p.CarriedOut), p.Reason,
			string(payee), string(parts),
		}
	}
	return x.upsert("putPayouts", `INSERT INTO payout (`+payoutColumns+`, payee, parts) VALUES`,
		`ON CONFLICT (payout_no) DO UPDATE SET state = excluded.state, pay_date = excluded.pay_date, reason = excluded.reason`, rows)
}

func (x *tx) Payouts(clinic string, nos []int64) (map[int64]domain.Payout, error) {
	found := map[int64]domain.Payout{}
	for part := range slices.Chunk(nos, most) {
		err := x.payouts(`WHERE clinic_id = ? AND payout_no IN (`+places(len(part))+`)`, anyOf([]any{clinic}, part), func(p domain.Payout) error {
			found[p.No] = p
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

func (x *tx) EachPayout(each func(domain.Payout) error) error {
	return x.payouts(`ORDER BY payout_no`, nil, each)
}

func (x *tx) payouts(which string, args []any, each func(domain.Payout) error) error {
	return x.rows("payouts", `SELECT `+payoutColumns+` FROM payout `+which, args, func(scan func(...any) error) error {
		p, err := payoutOf(scan)
		if err != nil {
			return err
		}
		return each(p)
	})
}

func payoutOf(scan func(...any) error, more ...any) (p domain.Payout, err error) {
	var on, invoices string
	err = scan(append([]any{&p.No, &p.Clinic, &on, &p.Sum, &invoices, &p.Run, &p.State, &p.CarriedIn, &p.CarriedOut, &p.Reason}, more...)...)
	if err == nil {
		err = p.Date.UnmarshalText([]byte(on))
	}
	if err == nil && invoices != "" {
		err = json.Unmarshal([]byte(invoices), &p.Invoices)
	}
	return p, err
}

func (x *tx) Settlements(run int64) (list []server.Settlement, err error) {
	err = x.rows("settlements", `SELECT `+payoutColumns+`, payee, parts FROM payout WHERE run_no = ? ORDER BY payout_no`, []any{run}, func(scan func(...any) error) error {
		var s server.Settlement
		var payee, parts []byte
		p, err := payoutOf(scan, &payee, &parts)
		s.Payout = p
		if err == nil {
			err = json.Unmarshal(payee, &s.Payee)
		}
		if err == nil {
			err = json.Unmarshal(parts, &s.Parts)
		}
		list = append(list, s)
		return err
	})
	return list, err
}
