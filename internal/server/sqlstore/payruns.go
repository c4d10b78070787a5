package sqlstore

import (
	"encoding/json"
	"errors"
	"slices"
	"time"

	"example.org/tandtui/internal/domain"
)

func (x *tx) PutPayRun(r domain.PayRun) error {
	body, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return x.exec("putPayRun", `INSERT INTO pay_run (run_no, body) VALUES (?, ?) ON CONFLICT (run_no) DO UPDATE SET body = excluded.body`, r.No, string(body))
}

func (x *tx) PayRun(no int64) (r domain.PayRun, err error) {
	var body []byte
	if err := x.row("payRun", `SELECT body FROM pay_run WHERE run_no = ?`, []any{no}, &body); err != nil {
		return r, err
	}
	return r, json.Unmarshal(body, &r)
}

func (x *tx) PayRuns(limit int) (list []domain.PayRun, err error) {
	err = x.rows("payRuns", `SELECT body FROM pay_run ORDER BY run_no DESC LIMIT ?`, []any{limit}, func(scan func(...any) error) error {
		var r domain.PayRun
		var body []byte
		if err := scan(&body); err != nil {
			return err
		}
		err := json.Unmarshal(body, &r)
		list = append(list, r)
		return err
	})
	return list, err
}

func (x *tx) Heads(clinic string, ourRefs []int64) (map[int64]domain.Invoice, error) {
	found := make(map[int64]domain.Invoice, len(ourRefs))
	for part := range slices.Chunk(ourRefs, most) {
		list, err := x.heads(`clinic_id = ? AND our_ref IN (`+places(len(part))+`)`, anyOf([]any{clinic}, part)...)
		if err != nil {
			return nil, err
		}
		for _, v := range list {
			found[v.OurRef] = v
		}
	}
	return found, nil
}

// SaveStates writes all invoices that come to the same state with one statement.
func (x *tx) SaveStates(clinic string, list []domain.Invoice) ([]domain.Invoice, error) {
	type state struct {
		status domain.Status
		on     domain.Date
		payout int64
		reason string
	}
	same := map[state][]int64{}
	want := make(map[int64]int64, len(list))
	after := slices.Clone(list)
	for i, v := range list {
		s := state{v.Status, v.StatusOn, v.Payout, v.Reason}
		same[s] = append(same[s], v.OurRef)
		after[i].Version++
		want[v.OurRef] = after[i].Version
	}
	for s, refs := range same {
		for part := range slices.Chunk(refs, most) {
			err := x.rows("saveStates", `UPDATE invoice SET version = version + 1, status = ?, status_on = ?, payout_no = ?, reason = ?
				WHERE clinic_id = ? AND our_ref IN (`+places(len(part))+`) RETURNING our_ref, version`,
				anyOf([]any{string(s.status), s.on.String(), s.payout, s.reason, clinic}, part), func(scan func(...any) error) error {
					var ref, version int64
					err := scan(&ref, &version)
					if err == nil && want[ref] == version {
						delete(want, ref)
					}
					return err
				})
			if err != nil {
				return nil, err
			}
		}
	}
	if len(want) > 0 {
		return nil, &domain.Error{Kind: domain.Conflict, Code: "store.version", Op: "sqlstore.saveStates", Err: errors.New("an invoice has another version")}
	}
	return after, nil
}

// heads reads invoices without their bills.
func (x *tx) heads(where string, args ...any) ([]domain.Invoice, error) {
	list := []domain.Invoice{}
	err := x.rows("invoices", `SELECT `+invoiceColumns+` FROM invoice WHERE `+where, args, func(scan func(...any) error) error {
		var v domain.Invoice
		var received int64
		var on string
		err := scan(&v.OurRef, &v.Clinic, &v.Version, &v.InvoiceNo, &received, &v.Status, &on, &v.CreditOf, &v.Payout, &v.Reason, &v.Claim)
		if err == nil {
			err = v.StatusOn.UnmarshalText([]byte(on))
		}
		v.Received = time.UnixMilli(received).UTC()
		list = append(list, v)
		return err
	})
	return list, err
}
