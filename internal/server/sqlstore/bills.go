package sqlstore

import (
	"encoding/json"
	"slices"

	"example.org/tandtui/internal/domain"
)

// storedBill is a bill as it is stored: body is the bill as it was sent, the rest
// is what has happened to it.
type storedBill struct {
	body     []byte
	state    domain.BillState
	reason   string
	credited string
}

func (s storedBill) bill() (b domain.InvoiceBill, err error) {
	if err := json.Unmarshal(s.body, &b); err != nil {
		return b, err
	}
	b.State, b.Reason, b.Credited = s.state, s.reason, nil
	if s.credited != "" {
		err = json.Unmarshal([]byte(s.credited), &b.Credited)
	}
	return b, err
}

func (x *tx) addBills(v domain.Invoice) error {
	rows := make([][]any, len(v.Bills))
	for i, b := range v.Bills {
		body, err := json.Marshal(b)
		if err != nil {
			return err
		}
		rows[i] = []any{b.BillNo, v.OurRef, v.Clinic, b.Person.Canonical(), b.Approval, string(b.State), string(body)}
	}
	return x.insert("addBills", `INSERT INTO bill (bill_no, our_ref, clinic_id, person_id, approval_no, state, body) VALUES`, rows)
}

// saveBills stores what has happened to the bills, with one statement for all
// that share the same state.
func (x *tx) saveBills(v domain.Invoice) error {
	type fate struct {
		state            domain.BillState
		reason, credited string
	}
	same := map[fate][]int64{}
	for _, b := range v.Bills {
		credited, err := numbers(b.Credited)
		if err != nil {
			return err
		}
		f := fate{b.State, b.Reason, credited}
		same[f] = append(same[f], b.BillNo)
	}
	for f, bills := range same {
		for part := range slices.Chunk(bills, most) {
			err := x.exec("saveBills", `UPDATE bill SET state = ?, reason = ?, credited = ?
				WHERE our_ref = ? AND clinic_id = ? AND bill_no IN (`+places(len(part))+`)`,
				anyOf([]any{string(f.state), f.reason, f.credited, v.OurRef, v.Clinic}, part)...)
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// readBills gives invoices their bills, in the order of their numbers.
func (x *tx) readBills(list []domain.Invoice) error {
	at := make(map[int64]*domain.Invoice, len(list))
	refs := make([]int64, len(list))
	for i := range list {
		at[list[i].OurRef], refs[i] = &list[i], list[i].OurRef
	}
	for part := range slices.Chunk(refs, most) {
		err := x.rows("readBills", `SELECT our_ref, body, state, reason, credited FROM bill WHERE our_ref IN (`+places(len(part))+`)
			ORDER BY our_ref, bill_no`, anyOf(nil, part), func(scan func(...any) error) error {
			var ourRef int64
			var s storedBill
			if err := scan(&ourRef, &s.body, &s.state, &s.reason, &s.credited); err != nil {
				return err
			}
			b, err := s.bill()
			at[ourRef].Bills = append(at[ourRef].Bills, b)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
