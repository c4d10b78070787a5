package server

import (
	"strings"
	"testing"

	"example.org/tandtui/internal/domain"
)

// large is a clinic's invoices, each of a megabyte; it does nothing else.
type large struct {
	Tx
	n int64
}

func (l large) ListInvoices(_ string, f InvoiceFilter) (list []domain.Invoice, err error) {
	from := l.n
	if f.After != 0 {
		from = f.After - 1
	}
	for ref := from; ref > 0 && len(list) < f.Limit; ref-- {
		list = append(list, domain.Invoice{OurRef: ref, Reason: strings.Repeat("x", 1<<20)})
	}
	return list, nil
}

// A list of large invoices ends before it is larger than an answer may be, and what
// follows is asked for by the last of them: none is left out.
func TestC2AListIsBoundedInBytes(t *testing.T) {
	f, seen := InvoiceFilter{Limit: maxList}, int64(0)
	for {
		list, more, err := listed(large{n: 50}, "31", f)
		if err != nil || len(list) == 0 || len(list) > maxPageBytes>>20 {
			t.Fatalf("%d invoices, %v", len(list), err)
		}
		for _, v := range list {
			if seen++; v.OurRef != 51-seen {
				t.Fatalf("%d came as number %d", v.OurRef, seen)
			}
		}
		if !more {
			break
		}
		f.After = list[len(list)-1].OurRef
	}
	if seen != 50 {
		t.Errorf("%d of 50", seen)
	}
	for limit, more := range map[int]bool{2: true, 3: false, 4: false} {
		if list, got, err := listed(large{n: 3}, "31", InvoiceFilter{Limit: limit}); len(list) != min(limit, 3) || got != more || err != nil {
			t.Errorf("limit %d: %d, %v, %v", limit, len(list), got, err)
		}
	}
}
