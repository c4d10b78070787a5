package server

import (
	"strconv"

	"example.org/tandtui/internal/domain"
	"example.org/tandtui/internal/invoicefile"
)

// batchAttached is how many bytes of attachments are stored in a transaction, but that
// an invoice is whole.
const batchAttached = 16 << 20

// info ties what is sealed to its bill.
func (a Attachment) info() string {
	return "tandserver/attachment/1 " + strconv.FormatInt(a.OurRef, 10) + " " + strconv.FormatInt(a.BillNo, 10) + " " + a.Name
}

// OpenAttachment reads an attachment that this key's other half has sealed.
func (k *EvidenceSecret) OpenAttachment(a Attachment) ([]byte, error) {
	return k.open(a.info(), a.Sealed)
}

// attached are the attachments that came with an entry; none of a file that only
// names them.
func (w *uploading) attached(names []string) (list []*invoicefile.Attachment) {
	for _, name := range names {
		if a := w.file.Attachment(name); a != nil {
			list = append(list, a)
		}
	}
	return list
}

// weight is how many bytes come with an entry.
func (w *uploading) weight(e readEntry) (n int64) {
	for _, a := range w.attached(e.Attachments) {
		n += a.Size
	}
	return n
}

// keep stores what came with a bill, sealed. It stands or falls with the bill.
func (b *storing) keep(e readEntry, v domain.Invoice, bill domain.InvoiceBill) error {
	for _, a := range b.attached(e.Attachments) {
		raw, err := b.file.Content(a)
		if err != nil {
			return err
		}
		kept := Attachment{
			OurRef: v.OurRef, BillNo: bill.BillNo, Name: a.Name, Kind: a.Kind, Size: a.Size, Digest: a.Digest,
			Clinic: b.caller.Clinic, Upload: b.ID, At: b.at,
		}
		if kept.Sealed, err = b.s.attachments.seal(kept.info(), raw); err != nil {
			return err
		}
		if err := b.tx.AddAttachment(kept); err != nil {
			return err
		}
	}
	return nil
}
