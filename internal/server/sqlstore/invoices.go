package sqlstore

import (
	"encoding/json"
	"math"
	"time"

	"example.org/tandtui/internal/api"
	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

const invoiceColumns = `our_ref, clinic_id, version, invoice_no, received, status, status_on, credit_of, reason`

// AddInvoice implements server.Invoices.
func (x *tx) AddInvoice(v domain.Invoice) error {
	err := x.exec("addInvoice", `INSERT INTO invoice (`+invoiceColumns+`) VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?)`,
		v.OurRef, v.Clinic, v.InvoiceNo, v.Received.UnixMilli(), string(v.Status), v.StatusOn.String(), v.CreditOf, v.Reason)
	if err != nil {
		return err
	}
	for _, b := range v.Bills {
		body, err := json.Marshal(b)
		if err != nil {
			return err
		}
		err = x.exec("addBill", `INSERT INTO bill (bill_no, our_ref, clinic_id, person_id, approval_no, state, body) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			b.BillNo, v.OurRef, v.Clinic, b.Person.Canonical(), b.Approval, string(b.State), string(body))
		if err != nil {
			return err
		}
	}
	return x.addChange(v.Clinic, v.OurRef)
}

// SaveInvoice implements server.Invoices.
func (x *tx) SaveInvoice(v domain.Invoice) (domain.Invoice, error) {
	err := x.row("saveInvoice", `UPDATE invoice SET version = version + 1, status = ?, status_on = ?, reason = ?
		WHERE our_ref = ? AND clinic_id = ? RETURNING version`,
		[]any{string(v.Status), v.StatusOn.String(), v.Reason, v.OurRef, v.Clinic}, &v.Version)
	if err != nil {
		return v, err
	}
	for _, b := range v.Bills {
		err := x.exec("saveBill", `UPDATE bill SET state = ? WHERE bill_no = ? AND our_ref = ? AND clinic_id = ?`,
			string(b.State), b.BillNo, v.OurRef, v.Clinic)
		if err != nil {
			return v, err
		}
	}
	return v, x.addChange(v.Clinic, v.OurRef)
}

// addChange takes the clinic's next number in this same transaction.
func (x *tx) addChange(clinic string, ourRef int64) error {
	var seq int64
	err := x.row("addChange", `INSERT INTO feed (clinic_id, head) VALUES (?, 1)
		ON CONFLICT (clinic_id) DO UPDATE SET head = feed.head + 1 RETURNING head`, []any{clinic}, &seq)
	if err != nil {
		return err
	}
	return x.exec("addChange", `INSERT INTO change (clinic_id, seq, our_ref) VALUES (?, ?, ?)`, clinic, seq, ourRef)
}

// Invoice implements server.Invoices.
func (x *tx) Invoice(clinic string, ourRef int64) (domain.Invoice, error) {
	return x.oneInvoice(`our_ref = ? AND clinic_id = ?`, ourRef, clinic)
}

// AnyInvoice implements server.Invoices.
func (x *tx) AnyInvoice(ourRef int64) (domain.Invoice, error) {
	return x.oneInvoice(`our_ref = ?`, ourRef)
}

func (x *tx) oneInvoice(where string, args ...any) (domain.Invoice, error) {
	list, err := x.invoices(where, args...)
	if err == nil && len(list) == 0 {
		return domain.Invoice{}, &domain.Error{Kind: domain.NotFound, Code: api.ProblemNotFound, Op: "sqlstore.invoice"}
	}
	if err != nil {
		return domain.Invoice{}, err
	}
	return list[0], nil
}

// ListInvoices implements server.Invoices.
func (x *tx) ListInvoices(clinic string, f server.InvoiceFilter) ([]domain.Invoice, error) {
	after, to := int64(math.MaxInt64), int64(math.MaxInt64)
	if f.After > 0 {
		after = f.After
	}
	if !f.To.IsZero() {
		to = f.To.UnixMilli()
	}
	var from int64
	if !f.From.IsZero() {
		from = f.From.UnixMilli()
	}
	return x.invoices(`clinic_id = ? AND our_ref < ? AND received >= ? AND received < ? AND (? = '' OR status = ?)
		ORDER BY our_ref DESC LIMIT ?`, clinic, after, from, to, string(f.Status), string(f.Status), f.Limit)
}

// AllWithStatus implements server.Invoices.
func (x *tx) AllWithStatus(s domain.Status) ([]domain.Invoice, error) {
	return x.invoices(`status = ? ORDER BY our_ref`, string(s))
}

func (x *tx) invoices(where string, args ...any) ([]domain.Invoice, error) {
	list := []domain.Invoice{}
	err := x.rows("invoices", `SELECT `+invoiceColumns+` FROM invoice WHERE `+where, args, func(scan func(...any) error) error {
		var v domain.Invoice
		var received int64
		var on string
		err := scan(&v.OurRef, &v.Clinic, &v.Version, &v.InvoiceNo, &received, &v.Status, &on, &v.CreditOf, &v.Reason)
		if err == nil {
			err = v.StatusOn.UnmarshalText([]byte(on))
		}
		v.Received = time.UnixMilli(received).UTC()
		list = append(list, v)
		return err
	})
	for i := range list {
		if err == nil {
			err = x.bills(&list[i])
		}
	}
	return list, err
}

func (x *tx) bills(v *domain.Invoice) error {
	return x.rows("bills", `SELECT body, state FROM bill WHERE our_ref = ? AND clinic_id = ? ORDER BY bill_no`, []any{v.OurRef, v.Clinic},
		func(scan func(...any) error) error {
			var body []byte
			var b domain.InvoiceBill
			var state domain.BillState
			if err := scan(&body, &state); err != nil {
				return err
			}
			err := json.Unmarshal(body, &b)
			b.State = state
			v.Bills = append(v.Bills, b)
			return err
		})
}
