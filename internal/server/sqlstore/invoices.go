package sqlstore

import (
	"errors"
	"slices"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

const invoiceColumns = `our_ref, clinic_id, version, invoice_no, received, status, status_on, credit_of, payout_no, reason, claim_no`

func (x *tx) AddInvoice(v domain.Invoice) error {
	err := x.exec("addInvoice", `INSERT INTO invoice (`+invoiceColumns+`) VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?)`,
		v.OurRef, v.Clinic, v.InvoiceNo, v.Received.UnixMilli(), string(v.Status), v.StatusOn.String(), v.CreditOf, v.Payout, v.Reason, v.Claim)
	if err != nil {
		return err
	}
	return x.addBills(v)
}

func (x *tx) SaveInvoice(v domain.Invoice, was int64) (domain.Invoice, error) {
	err := x.row("saveInvoice", `UPDATE invoice SET version = version + 1, status = ?, status_on = ?, payout_no = ?, reason = ?
		WHERE our_ref = ? AND clinic_id = ? AND version = ? RETURNING version`,
		[]any{string(v.Status), v.StatusOn.String(), v.Payout, v.Reason, v.OurRef, v.Clinic, was}, &v.Version)
	if domain.KindOf(err) == domain.NotFound && err != nil {
		return v, x.whyNotSaved(v)
	}
	if err != nil {
		return v, err
	}
	return v, x.saveBills(v)
}

// whyNotSaved distinguishes an invoice that does not exist from one of another
// version.
func (x *tx) whyNotSaved(v domain.Invoice) error {
	var now int64
	if err := x.row("saveInvoice", `SELECT version FROM invoice WHERE our_ref = ? AND clinic_id = ?`, []any{v.OurRef, v.Clinic}, &now); err != nil {
		return err
	}
	return &domain.Error{Kind: domain.Conflict, Code: "store.version", Op: "sqlstore.saveInvoice", Err: errors.New("the invoice has another version")}
}

func (x *tx) Invoice(clinic string, ourRef int64) (domain.Invoice, error) {
	return x.oneInvoice(`our_ref = ? AND clinic_id = ?`, ourRef, clinic)
}

func (x *tx) Invoices(clinic string, ourRefs []int64) (map[int64]domain.Invoice, error) {
	found := map[int64]domain.Invoice{}
	for part := range slices.Chunk(ourRefs, most) {
		list, err := x.invoices(`clinic_id = ? AND our_ref IN (`+places(len(part))+`)`, anyOf([]any{clinic}, part)...)
		if err != nil {
			return nil, err
		}
		for _, v := range list {
			found[v.OurRef] = v
		}
	}
	return found, nil
}

func (x *tx) AnyInvoice(ourRef int64) (domain.Invoice, error) {
	return x.oneInvoice(`our_ref = ?`, ourRef)
}

func (x *tx) oneInvoice(where string, args ...any) (domain.Invoice, error) {
	list, err := x.invoices(where, args...)
	if err == nil && len(list) == 0 {
		return domain.Invoice{}, notFound("invoice")
	}
	if err != nil {
		return domain.Invoice{}, err
	}
	return list[0], nil
}

func (x *tx) ListInvoices(clinic string, f server.InvoiceFilter) ([]domain.Invoice, error) {
	c := invoiceConditions(f)
	c.add("clinic_id = ?", clinic)
	return x.listed(c, f.Limit)
}

func invoiceConditions(f server.InvoiceFilter) (c conditions) {
	if f.After > 0 {
		c.add("our_ref < ?", f.After)
	}
	c.period("received", f.From, f.To)
	if f.Status != "" {
		c.add("status = ?", string(f.Status))
	}
	return c
}

// listed gives invoices newest first.
func (x *tx) listed(c conditions, limit int) ([]domain.Invoice, error) {
	return x.invoices(c.all()+` ORDER BY our_ref DESC LIMIT ?`, append(c.args, limited(limit))...)
}

func (x *tx) AllWithStatus(s domain.Status) ([]domain.Invoice, error) {
	return x.invoices(`status = ? ORDER BY our_ref`, string(s))
}

func (x *tx) invoices(where string, args ...any) ([]domain.Invoice, error) {
	list, err := x.heads(where, args...)
	if err != nil {
		return nil, err
	}
	return list, x.readBills(list)
}
