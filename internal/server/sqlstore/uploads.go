package sqlstore

import (
	"time"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/server"
)

func (x *tx) UploadEntry(provider, id string) (server.UploadEntry, error) {
	e := server.UploadEntry{Provider: provider, ID: id}
	err := x.row("uploadEntry", `SELECT digest, clinic_id, upload_id, our_ref, amount FROM upload_entry
		WHERE provider_id = ? AND entry_id = ?`, []any{provider, id}, &e.Digest, &e.Clinic, &e.Upload, &e.OurRef, &e.Amount)
	return e, err
}

func (x *tx) AddUploadEntries(clinic, upload, digest string, list ...server.UploadEntry) error {
	if len(list) == 0 {
		return nil
	}
	err := x.exec("addUpload", `INSERT INTO upload (clinic_id, upload_id, digest) VALUES (?, ?, ?)
		ON CONFLICT (clinic_id, upload_id) DO NOTHING`, clinic, upload, digest)
	if err != nil {
		return err
	}
	rows := make([][]any, len(list))
	for i, e := range list {
		rows[i] = []any{e.Provider, e.ID, e.Digest, clinic, upload, e.OurRef, int64(e.Amount)}
	}
	return x.insert("addUploadEntries", `INSERT INTO upload_entry (provider_id, entry_id, digest, clinic_id, upload_id, our_ref, amount) VALUES`, rows)
}

func (x *tx) UploadedInvoices(clinic, upload string) (list []domain.UploadedInvoice, err error) {
	err = x.rows("uploadedInvoices", `SELECT e.our_ref, v.clinic_id, v.invoice_no, COUNT(*), SUM(e.amount)
		FROM upload_entry e JOIN invoice v ON v.our_ref = e.our_ref WHERE e.clinic_id = ? AND e.upload_id = ?
		GROUP BY e.our_ref, v.clinic_id, v.invoice_no ORDER BY e.our_ref`, []any{clinic, upload}, func(scan func(...any) error) error {
		var v domain.UploadedInvoice
		err := scan(&v.OurRef, &v.Clinic, &v.InvoiceNo, &v.Bills, &v.Sum)
		list = append(list, v)
		return err
	})
	return list, err
}

func (x *tx) EarlierUpload(provider, digest, clinic, upload string) (id string, err error) {
	err = x.row("earlierUpload", `SELECT u.upload_id FROM upload u JOIN clinic c ON c.clinic_id = u.clinic_id
		WHERE u.digest = ? AND c.provider_id = ? AND NOT (u.clinic_id = ? AND u.upload_id = ?) ORDER BY u.upload_id`,
		[]any{digest, provider, clinic, upload}, &id)
	if domain.KindOf(err) == domain.NotFound {
		return "", nil
	}
	return id, err
}

func (x *tx) UploadCommands(f server.UploadFilter, each func(server.Command) error) error {
	c := conditions{}
	c.add("kind = ?", string(domain.CommandUpload))
	if f.Clinic != "" {
		c.add("clinic_id = ?", f.Clinic)
	}
	if f.ID != "" {
		c.add("command_id = ?", f.ID)
	}
	c.period("at", f.From, f.To)
	return x.rows("uploadCommands", `SELECT clinic_id, command_id, kind, digest, user_id, at, answer FROM command WHERE `+c.all()+`
		ORDER BY at DESC, clinic_id, command_id LIMIT ?`, append(c.args, limited(f.Limit)), func(scan func(...any) error) error {
		var cmd server.Command
		var at int64
		if err := scan(&cmd.Clinic, &cmd.ID, &cmd.Kind, &cmd.Digest, &cmd.UserID, &at, &cmd.Answer); err != nil {
			return err
		}
		cmd.At = time.UnixMilli(at).UTC()
		return each(cmd)
	})
}

func (x *tx) BillByRef(provider, norm string) (clinic string, ourRef, billNo int64, err error) {
	err = x.row("billByRef", `SELECT b.clinic_id, b.our_ref, b.bill_no FROM bill_reference r JOIN bill b ON b.bill_no = r.bill_no
		WHERE r.provider_id = ? AND r.ref_norm = ?`, []any{provider, norm}, &clinic, &ourRef, &billNo)
	return clinic, ourRef, billNo, err
}
