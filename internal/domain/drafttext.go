package domain

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strings"
)

// Clone copies all of a draft that is written in. Refusal and receipt are the
// region's words and are shared.
func (d Draft) Clone() Draft {
	if d.HomeVisit != nil {
		visit := d.HomeVisit.Clone()
		d.HomeVisit = &visit
	}
	d.Bills = slices.Clone(d.Bills)
	for i := range d.Bills {
		d.Bills[i].Items = slices.Clone(d.Bills[i].Items)
	}
	return d
}

// Blank tells that nothing is written in a draft that is the user's own: dates
// and the part of the support, which the program fills in, do not count.
func (d Draft) Blank() bool {
	written := func(f FieldSpec, text string) bool {
		return f.Name != FieldSupport && f.Name != FieldPriceList && f.Kind != DateField && strings.TrimSpace(text) != ""
	}
	if strings.TrimSpace(d.InvoiceNo) != "" {
		return false
	}
	for i := range d.Bills {
		b := &d.Bills[i]
		for _, f := range byScope[OfBill] {
			if written(f, f.bill(b)) {
				return false
			}
		}
		for j := range b.Items {
			for _, f := range byScope[OfItem] {
				if written(f, *f.ofItem(&b.Items[j])) {
					return false
				}
			}
		}
	}
	return true
}

// Digest stands for all that is written in a draft: two drafts of the same id
// with the same digest say the same.
func (d Draft) Digest() [sha256.Size]byte {
	h := sha256.New()
	var buf []byte
	text := func(s string) { buf = append(binary.AppendUvarint(buf, uint64(len(s))), s...) }
	text(d.ID)
	text(d.InvoiceNo)
	for i := range d.Bills {
		b := &d.Bills[i]
		for _, f := range byScope[OfBill] {
			text(f.bill(b))
		}
		buf = binary.AppendUvarint(buf, uint64(len(b.Items)))
		for j := range b.Items {
			for _, f := range byScope[OfItem] {
				text(*f.ofItem(&b.Items[j]))
			}
		}
		h.Write(buf)
		buf = buf[:0]
	}
	h.Write(buf)
	var sum [sha256.Size]byte
	h.Sum(sum[:0])
	return sum
}
