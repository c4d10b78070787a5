package rules

import "example.org/tandtui/internal/domain"

// earlier is what the bills before this one, on the same invoice, have taken;
// and which visits have a fee on any of its bills, since a visit may be divided
// between two bills and has one fee all the same (B9, B14).
type earlier struct {
	refs     map[string]bool // NormalRef
	rows     map[rowKey]int  // index of the item
	approved map[approvalKey]domain.Ore
	base     map[baseKey]domain.Ore
	feeOn    map[visitKey]bool // on any bill of the invoice
	feeSeen  map[visitKey]bool // on an earlier bill
	listed   map[listedKey]*domain.Procedure
}

type (
	rowKey struct {
		person domain.PersonID
		date   domain.Date
		code   string
		pos    domain.Position
	}
	approvalKey struct {
		person domain.PersonID
		no     string
	}
	baseKey struct {
		person domain.PersonID
		year   int
	}
	listedKey struct {
		list *domain.PriceList
		code string
	}
	visitKey struct {
		person domain.PersonID
		date   domain.Date
	}
)

func newEarlier(invoice []domain.Bill) *earlier {
	e := &earlier{
		refs: map[string]bool{}, rows: map[rowKey]int{}, approved: map[approvalKey]domain.Ore{},
		base: map[baseKey]domain.Ore{}, feeOn: map[visitKey]bool{}, feeSeen: map[visitKey]bool{},
		listed: map[listedKey]*domain.Procedure{},
	}
	for _, b := range invoice {
		if b.Person.IsZero() {
			continue // nobody's visits are not shared
		}
		for _, i := range b.Items {
			if i.IsFee() {
				e.feeOn[visitKey{b.Person, i.Date}] = true
			}
		}
	}
	return e
}

// procedure finds a code in a list, nil if it is not there. The same few codes
// come again and again, and a list has hundreds.
func (e *earlier) procedure(l *domain.PriceList, code string) *domain.Procedure {
	key := listedKey{l, code}
	p, known := e.listed[key]
	if !known {
		p = l.Procedure(code)
		e.listed[key] = p
	}
	return p
}
