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
	visitKey struct {
		person domain.PersonID
		date   domain.Date
	}
)

func newEarlier(invoice []domain.Bill) *earlier {
	e := &earlier{
		refs: map[string]bool{}, rows: map[rowKey]int{}, approved: map[approvalKey]domain.Ore{},
		base: map[baseKey]domain.Ore{}, feeOn: map[visitKey]bool{}, feeSeen: map[visitKey]bool{},
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
