package bank

import (
	"slices"

	"example.org/tandtui/internal/domain"
)

// Match fits what came in to what was due, in the order of How, and never by
// an amount alone. It gives a row for each payment that came in, by day, then one
// for each that the bank took back, then one for each due, or payment of dues, that
// did not come. The same dues and lines give the same rows, whatever order the files
// were read in.
func Match(dues []Due, lines []Line) []Row {
	m := newMatcher(dues)
	var credits, later, reversals []unit
	for _, l := range inOrder(lines) {
		for _, u := range units(l) {
			if u.row.Got < 0 {
				reversals = append(reversals, u)
			} else {
				credits = append(credits, u)
			}
		}
	}
	for _, u := range credits {
		if !m.named(u) {
			later = append(later, u)
		}
	}
	for _, u := range later { // only what nobody named may be found by account
		m.byAccount(u)
	}
	for _, u := range reversals {
		m.takeBack(u)
	}
	var rows []Row
	for _, u := range append(credits, reversals...) {
		rows = append(rows, *u.row)
	}
	return append(rows, m.missing()...)
}

// matcher knows what is due and what has come of it.
type matcher struct {
	dues      []Due
	byRef     map[int64][]int
	byPayment map[string][]int
	paid      map[int]*Row // dues that came, with the row
	seen      map[int]bool // dues that a payment named, with whatever amount
}

func newMatcher(dues []Due) *matcher {
	m := &matcher{dues: dues, byRef: map[int64][]int{}, byPayment: map[string][]int{}, paid: map[int]*Row{}, seen: map[int]bool{}}
	for i, d := range dues {
		if d.Ref != 0 {
			m.byRef[d.Ref] = append(m.byRef[d.Ref], i)
		}
		if d.Payment != "" {
			m.byPayment[d.Payment] = append(m.byPayment[d.Payment], i)
		}
	}
	return m
}

// unit is a payment that came in: a detail, or an entry whose details do not say
// more than it does.
type unit struct {
	row     *Row
	details []Detail
	info    string // of the entry
}

// units are what a line brings: nothing where money went out.
func units(l Line) []unit {
	e := l.Entry
	whole := func(s State) []unit {
		return []unit{{row: &Row{State: s, Got: e.Amount.Minor, On: e.BookedOn, Entry: e, Detail: -1}, details: e.Details, info: e.Info}}
	}
	switch {
	case e.Amount.Minor < 0 && !e.Reversal || e.Amount.Minor == 0:
		return nil
	case e.Amount.Currency != sek:
		u := whole(Foreign)
		u[0].row.Currency = e.Amount.Currency
		return u
	case e.Status != Booked:
		return whole(NotBooked)
	case len(e.Details) < 2 || !e.DetailsAgree() || mixed(e):
		return whole("")
	}
	all := make([]unit, len(e.Details))
	for i, d := range e.Details {
		all[i] = unit{row: &Row{Got: d.Amount.Minor, On: e.BookedOn, Entry: e, Detail: i}, details: e.Details[i : i+1]}
	}
	return all
}

// mixed tells whether an entry has details in the other direction than its own.
func mixed(e Entry) bool {
	for _, d := range e.Details {
		if (d.Amount.Minor < 0) != (e.Amount.Minor < 0) {
			return true
		}
	}
	return false
}

// named matches a payment by what it names (steps 1 to 3); false if it names
// nothing that is due.
func (m *matcher) named(u unit) bool {
	if u.row.State != "" {
		return true // it is decided already
	}
	found, how := m.find(u)
	if found == nil {
		return false
	}
	r := u.row
	r.How, r.Dues, r.State = how, found, WrongAmount
	switch whole := m.wholePayments(found); {
	case m.allPaid(found):
		r.State = Again
	case m.sum(m.open(found)) == r.Got && m.partsAgree(u, found):
		r.Dues, r.State = m.open(found), Matched
	case !m.partsStated(u) && m.sum(m.open(whole)) == r.Got:
		r.Dues, r.State = m.open(whole), Matched // the bank cut the list of references short
	}
	m.settle(r)
	return true
}

// settle notes what a row says of its dues.
func (m *matcher) settle(r *Row) {
	r.Expected = m.sum(r.Dues)
	for _, i := range r.Dues {
		m.seen[i] = true
		if r.State == Matched {
			m.paid[i] = r
		}
	}
}

func (m *matcher) sum(places []int) (sum domain.Ore) {
	for _, i := range places {
		sum += m.dues[i].Amount
	}
	return sum
}

// open are those that have not come.
func (m *matcher) open(places []int) (open []int) {
	for _, i := range places {
		if m.paid[i] == nil {
			open = append(open, i)
		}
	}
	return open
}

func (m *matcher) allPaid(places []int) bool { return len(m.open(places)) == 0 }

// byAccount is step 4: one open due of that payer and to the öre.
func (m *matcher) byAccount(u unit) {
	r := u.row
	r.State = Unknown
	place, count := 0, 0
	for i, d := range m.dues {
		if d.Payer != (Account{}) && d.Amount == r.Got && !m.seen[i] && u.paidBy(d.Payer) {
			place = i
			count++
		}
	}
	if count == 1 {
		r.State, r.How, r.Dues = Matched, ByAccount, []int{place}
		m.settle(r)
	}
}

func (u unit) paidBy(a Account) bool {
	return len(u.details) == 1 && u.details[0].DebtorAcct == a
}

// takeBack marks the payment that a reversal is about: the one of the same amount for
// the same dues, or with the same bank reference. What it paid is due again.
func (m *matcher) takeBack(u unit) {
	r := u.row
	if r.State != "" {
		return
	}
	r.State = Unknown
	found, how := m.find(u)
	for i := range m.dues {
		before := m.paid[i]
		if before == nil || before.Got != -r.Got {
			continue
		}
		sameRef := r.Entry.ServicerRef != "" && before.Entry.ServicerRef == r.Entry.ServicerRef
		if !sameRef && !slices.Contains(found, i) {
			continue
		}
		r.State, r.How, r.Dues, r.Expected = TakenBack, how, before.Dues, before.Expected
		before.State = TakenBack
		for _, k := range before.Dues {
			delete(m.paid, k)
			delete(m.seen, k)
		}
		return
	}
}

// missing are rows of what was due and not named by anything: one for what would
// come in one payment.
func (m *matcher) missing() (rows []Row) {
	at := map[string]int{}
	for i, d := range m.dues {
		if m.paid[i] != nil || m.seen[i] {
			continue
		}
		k, together := at[d.Payment]
		if d.Payment == "" || !together {
			k = len(rows)
			at[d.Payment] = k
			rows = append(rows, Row{State: Missing, Detail: -1})
		}
		rows[k].Dues = append(rows[k].Dues, i)
		rows[k].Expected += d.Amount
	}
	return rows
}
