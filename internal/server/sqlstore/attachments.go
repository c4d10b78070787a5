package sqlstore

import (
	"encoding/base64"
	"time"

	"example.org/tandtui/internal/server"
)

func (x *tx) AddAttachment(a server.Attachment) error {
	return x.exec("addAttachment", `INSERT INTO attachment (our_ref, bill_no, name, kind, size, digest, clinic_id, upload_id, at, sealed)
		VALUES (`+places(10)+`)`, a.OurRef, a.BillNo, a.Name, a.Kind, a.Size, a.Digest, a.Clinic, a.Upload, a.At.UnixMilli(),
		base64.StdEncoding.EncodeToString(a.Sealed))
}

func (x *tx) CountAttachments(clinic, upload string) (n int, err error) {
	err = x.row("countAttachments", `SELECT COUNT(*) FROM attachment WHERE clinic_id = ? AND upload_id = ?`, []any{clinic, upload}, &n)
	return n, err
}

func (x *tx) Attachments(ourRef int64) (list []server.Attachment, err error) {
	err = x.rows("attachments", `SELECT bill_no, name, kind, size, digest, clinic_id, upload_id, at FROM attachment
		WHERE our_ref = ? ORDER BY bill_no, name`, []any{ourRef}, func(scan func(...any) error) error {
		a, at := server.Attachment{OurRef: ourRef}, int64(0)
		err := scan(&a.BillNo, &a.Name, &a.Kind, &a.Size, &a.Digest, &a.Clinic, &a.Upload, &at)
		a.At = time.UnixMilli(at).UTC()
		list = append(list, a)
		return err
	})
	return list, err
}

func (x *tx) Attachment(ourRef, billNo int64, name string) (server.Attachment, error) {
	a, at, sealed := server.Attachment{OurRef: ourRef, BillNo: billNo, Name: name}, int64(0), ""
	err := x.row("attachment", `SELECT kind, size, digest, clinic_id, upload_id, at, sealed FROM attachment
		WHERE our_ref = ? AND bill_no = ? AND name = ?`, []any{ourRef, billNo, name}, &a.Kind, &a.Size, &a.Digest, &a.Clinic, &a.Upload, &at, &sealed)
	if err != nil {
		return a, err
	}
	a.At = time.UnixMilli(at).UTC()
	a.Sealed, err = base64.StdEncoding.DecodeString(sealed)
	return a, err
}
