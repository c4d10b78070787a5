package invoicefile

import (
	"io"

	"example.org/tandtui/internal/domain"
)

// Write writes a file of entries, with the control sums of what they hold.
func Write(out io.Writer, h Header, entries []*Entry, today domain.Date) error {
	h.Bills, h.Credits, h.Sum = 0, 0, 0
	for _, e := range entries {
		if e.Credit != nil {
			h.Credits++
			continue
		}
		h.Bills++
		for i := range e.Draft.Items {
			item := &e.Draft.Items[i]
			if item.Price != "" {
				_, amount := inOre(item.Price, isFee(item))
				h.Sum += amount
			}
		}
	}
	w := NewWriter(out, h, today)
	for _, e := range entries {
		if e.Credit != nil {
			w.Credit(e)
		} else {
			w.Bill(e)
		}
	}
	return w.Close()
}

// FromDrafts makes the bills of drafts, each draft an invoice. newID gives a GUID
// for each bill.
func FromDrafts(drafts []domain.Draft, newID func() string) (list []*Entry) {
	for i, d := range drafts {
		for _, b := range d.Bills {
			list = append(list, &Entry{ID: newID(), Invoice: Invoice{i + 1, d.Clinic, d.InvoiceNo}, Draft: b})
		}
	}
	return list
}

// FromInvoice makes the bills of an invoice that the region has, as they were
// sent: also those that no longer stand.
func FromInvoice(v domain.Invoice, newID func() string) (list []*Entry) {
	for _, b := range v.Bills {
		e := &Entry{ID: newID(), Invoice: Invoice{1, v.Clinic, v.InvoiceNo}, Entitlement: b.Entitlement, Draft: b.Typed()}
		if !b.Person.IsZero() {
			e.PersonKind = kindOf(b.Person)
		}
		list = append(list, e)
	}
	return list
}
