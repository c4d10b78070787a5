package store

import (
	"encoding/binary"
	"fmt"
	"time"

	"example.org/tandtui/internal/app"
	"example.org/tandtui/internal/domain"
)

// Summaries have compact forms of their own: a list of thousands is read between
// two frames, for which JSON is too slow. An invoice's summary comes after its
// version.
const summaryForm = 1

type writer []byte

func (w *writer) num(n int64) { *w = binary.AppendVarint(*w, n) }

func (w *writer) text(s string) {
	*w = append(binary.AppendUvarint(*w, uint64(len(s))), s...)
}

// at writes an instant; the zone is not kept.
func (w *writer) at(t time.Time) {
	if t.IsZero() {
		w.num(0)
		w.num(-1)
		return
	}
	w.num(t.Unix())
	w.num(int64(t.Nanosecond()))
}

func (w *writer) date(d domain.Date) {
	if d.IsZero() {
		w.num(0)
		return
	}
	w.num(int64(d.Year())<<16 | int64(d.Month())<<8 | int64(d.Day()))
}

// reader reads what a writer wrote; after a fault everything is zero. It reads
// from one string, and the texts are parts of it: one allocation for all. Only
// numbers in it change, since changing pointers costs more while garbage is
// collected.
type reader struct {
	s   string
	i   int // the next byte
	bad bool
}

func (r *reader) fail() uint64 {
	r.bad, r.i = true, len(r.s)
	return 0
}

func (r *reader) unsigned() uint64 {
	if r.i < len(r.s) && r.s[r.i] < 0x80 { // most numbers and lengths are small
		r.i++
		return uint64(r.s[r.i-1])
	}
	return r.long()
}

func (r *reader) long() (n uint64) {
	s := r.s[r.i:]
	for i := 0; i < len(s) && i < binary.MaxVarintLen64; i++ {
		n |= uint64(s[i]&0x7F) << (7 * i)
		if s[i] < 0x80 {
			r.i += i + 1
			return n
		}
	}
	return r.fail()
}

func (r *reader) num() int64 {
	n := r.unsigned()
	return int64(n>>1) ^ -int64(n&1) // zigzag, as binary.AppendVarint writes it
}

func (r *reader) text() string {
	n := r.unsigned()
	if n > uint64(len(r.s)-r.i) {
		r.fail()
		return ""
	}
	from := r.i
	r.i += int(n)
	return r.s[from:r.i]
}

func (r *reader) at() time.Time {
	sec, nano := r.num(), r.num()
	if nano < 0 || r.bad {
		return time.Time{}
	}
	return time.Unix(sec, nano).UTC()
}

func (r *reader) date() domain.Date {
	n := r.num()
	if n == 0 {
		return domain.Date{}
	}
	d, ok := domain.NewDate(int(n>>16), time.Month(n>>8&0xFF), int(n&0xFF))
	r.bad = r.bad || !ok
	return d
}

// count reads the number of elements that follow; each takes at least one byte.
func (r *reader) count() int {
	n := r.num()
	if n < 0 || n > int64(len(r.s)-r.i) {
		r.fail()
		return 0
	}
	return int(n)
}

// more reports whether there is more to read.
func (r *reader) more() bool { return r.i < len(r.s) }

// whole reports whether everything was read, without a fault.
func (r *reader) whole() bool { return !r.bad && r.i == len(r.s) }

func (r *reader) end(what string) error {
	if !r.whole() {
		return fmt.Errorf("%w: %s", errDamaged, what)
	}
	return nil
}

// encodeInvoiceSummary puts the invoice's version first, so that an older invoice
// is recognised without decoding all of it.
func encodeInvoiceSummary(s app.InvoiceSummary, version int64) []byte {
	w := make(writer, 0, 160)
	w.num(summaryForm)
	w.num(version)
	w.num(s.OurRef)
	w.text(s.InvoiceNo)
	w.at(s.Received)
	w.num(int64(s.Sum))
	w.text(string(s.Status))
	w.date(s.StatusOn)
	w.num(s.CreditOf)
	w.num(int64(s.Bills))
	w.num(int64(s.OnHold))
	w.num(int64(s.Credited))
	w.num(int64(s.Voided))
	w.num(int64(len(s.Persons)))
	for i := range s.Persons {
		w.text(s.Persons[i])
		w.text(s.BillRefs[i])
		w.num(s.BillNos[i])
	}
	return w
}

func decodeInvoiceSummary(b []byte) (s app.InvoiceSummary, version int64, err error) {
	r := &reader{s: string(b)}
	if r.num() != summaryForm {
		r.bad = true
	}
	version = r.num()
	s = app.InvoiceSummary{
		OurRef: r.num(), InvoiceNo: r.text(), Received: r.at(), Sum: domain.Ore(r.num()),
		Status: domain.Status(r.text()), StatusOn: r.date(), CreditOf: r.num(),
		Bills: int(r.num()), OnHold: int(r.num()), Credited: int(r.num()), Voided: int(r.num()),
	}
	n := r.count()
	s.Persons, s.BillRefs, s.BillNos = make([]string, n), make([]string, n), make([]int64, n)
	for i := range n {
		s.Persons[i], s.BillRefs[i], s.BillNos[i] = r.text(), r.text(), r.num()
	}
	return s, version, r.end("an invoice's summary")
}
