package rules

import "example.org/tandtui/internal/domain"

// earlier holds what the bills before this one on the same invoice have used. It
// also knows which visits have a fee on any bill of the invoice: a visit may be
// divided between two bills and still has one fee (B9, B14).
type earlier struct {
	bill     int             // index of the one being checked
	refs     map[string]bool // NormalRef
	visits   map[visitKey]*visited
	approved map[approvalKey]domain.Ore
	base     map[baseKey]domain.Ore
	billed   map[billedKey]billed // what a frequency counts
	listed   map[*domain.PriceList]map[string]*priced
	list     *domain.PriceList  // asked last
	ofList   map[string]*priced // listed[list]
	unused   []visited          // made many at a time
}

// visited is what the invoice's bills hold for one patient on one day.
type visited struct {
	rows    []row // of the bills checked so far
	feeOn   bool  // a fee stands on any bill of the invoice
	feeSeen int   // 1 + index of the checked bill that has the fee; 0: none has
}

// row is an item of care (not a fee) with its place on the invoice.
type row struct {
	code     string
	position domain.Position
	at       int // see placeOf
}

// placeOf numbers an item of the bill being checked: bill and index in one, since
// there is a row for every item of a file of thousands of bills.
func (e *earlier) placeOf(item int) int { return e.bill*maxItems + item }

// bill is the index of the row's bill, and index the row's there.
func (r row) bill() int  { return r.at / maxItems }
func (r row) index() int { return r.at % maxItems }

type (
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
		refs:     make(map[string]bool, len(invoice)),
		visits:   make(map[visitKey]*visited, len(invoice)),
		approved: map[approvalKey]domain.Ore{}, base: map[baseKey]domain.Ore{},
		billed: map[billedKey]billed{}, listed: map[*domain.PriceList]map[string]*priced{},
	}
	for _, b := range invoice {
		for _, i := range b.Items {
			if i.IsFee() {
				e.visit(b.Person, i.Date).feeOn = true
			}
		}
	}
	return e
}

// visit gives what is known about a patient's day. Without a patient nothing is
// shared between bills: each call gives a new one.
func (e *earlier) visit(person domain.PersonID, date domain.Date) *visited {
	if person.IsZero() {
		return &visited{}
	}
	key := visitKey{person, date}
	v := e.visits[key]
	if v == nil {
		if len(e.unused) == 0 {
			e.unused = make([]visited, min(8+len(e.visits), 64))
		}
		v, e.unused = &e.unused[0], e.unused[1:]
		e.visits[key] = v
	}
	return v
}

// procedure finds what a list has for an item, nil if nothing. The same few codes
// come again and again, and a list has hundreds.
func (e *earlier) procedure(l *domain.PriceList, item domain.Item) *priced {
	if e.list != l {
		if e.listed[l] == nil {
			e.listed[l] = map[string]*priced{}
		}
		e.list, e.ofList = l, e.listed[l]
	}
	if p, known := e.ofList[item.Code]; known && (p == nil || p.Validity.Contains(item.Date)) {
		return p
	}
	p := newPriced(l.Procedure(item.Code, item.Date))
	if p != nil || !l.Has(item.Code) {
		e.ofList[item.Code] = p
	}
	return p
}

// priced is a procedure with what its name says of the teeth that it is for.
type priced struct {
	*domain.Procedure
	teeth domain.Teeth
}

func newPriced(p *domain.Procedure) *priced {
	if p == nil {
		return nil
	}
	if !p.Position.ForTeeth() {
		return &priced{Procedure: p}
	}
	return &priced{p, domain.TeethOf(p.Name)}
}
